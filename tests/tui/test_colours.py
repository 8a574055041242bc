from __future__ import annotations

import pytest
from textual.color import Color

from hiptimer.tui.colours import ANSI_FIELDS, FIELDS
from hiptimer.tui.glance import TONES
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, timed
from tests.tui.trial import on_trial


@pytest.mark.parametrize("tone", TONES)
def test_text_stands_out_on_every_phase(tone: str) -> None:
    text, field = Color.parse(FIELDS["phase-text"]), Color.parse(FIELDS[f"phase-{tone}"])
    assert contrast(text, field) >= 7.0


def test_the_side_stands_out_from_its_band() -> None:
    text, band = Color.parse(FIELDS["phase-side-text"]), Color.parse(FIELDS["phase-side"])
    assert contrast(text, band) >= 7.0


@pytest.mark.parametrize("colours", [FIELDS, ANSI_FIELDS])
def test_what_is_written_differs_from_what_it_is_written_on(colours: dict[str, str]) -> None:
    assert colours["phase-side-text"] != colours["phase-side"]
    assert colours["phase-text"] not in {colours[f"phase-{tone}"] for tone in TONES}


def test_every_phase_has_a_colour_of_its_own() -> None:
    for colours in (FIELDS, ANSI_FIELDS):
        assert len({colours[f"phase-{tone}"] for tone in TONES}) == len(TONES)


@pytest.mark.parametrize("theme", ["textual-light", "nord", "ansi-dark", "ansi-light"])
async def test_the_themes_of_textual_work(theme: str) -> None:
    plank = circuit(exercise("plank", timed(20.0)))
    async with on_trial(FakeClock(), RecordingSpeaker(), plank) as trial:
        trial.app.theme = theme
        await trial.pilot.pause()
        assert "GET READY" in trial.text()


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio that WCAG 2 defines."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
