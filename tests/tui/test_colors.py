from __future__ import annotations

import weakref
from itertools import product
from typing import TYPE_CHECKING, Final

import pytest
from textual._styles_cache import StylesCache
from textual.color import BLACK, WHITE, Color
from textual.css import stylesheet
from textual.theme import BUILTIN_THEMES

from hiptimer.library import loading
from hiptimer.plan.effort import Dose
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.colors import ANSI_FIELDS, FIELDS, LEAST_CONTRAST, THEME, contrast
from hiptimer.tui.themed_app import ThemedApp, ThemedStylesheet, forget_removed_widgets
from hiptimer.tui.view_models.workout_texts import TONES
from hiptimer.workout.playhead import State
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, slow, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.tui.trial import Trial

THEMES: Final = (THEME.name, *(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi))
each_look = pytest.mark.parametrize(
    "themes", [(THEME.name, "textual-light"), *slow(THEMES)], ids=["two themes", "all themes"]
)
"""Two themes are enough where colors come from variables: those are computed for every theme."""

GROUNDS: Final = ("background", "panel", "surface", "cursor")
WRITTEN: Final = (
    *("foreground", "quiet", "text-primary", "text-success", "text-warning", "text-error"),
    *("footer-foreground", "footer-key-foreground", "footer-description-foreground"),
)
BLOCKS: Final = frozenset(map(chr, range(0x2580, 0x25A0)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(WHITE, BLACK, 21.0), (WHITE, WHITE, 1.0), (Color.parse("#777777"), WHITE, 4.48)],
)
def test_contrast_is_what_wcag_defines(one: Color, other: Color, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("tone", TONES)
def test_text_has_enough_contrast_in_every_phase(tone: str) -> None:
    text, field = Color.parse(FIELDS["phase-text"]), Color.parse(FIELDS[f"phase-{tone}"])
    assert contrast(text, field) >= 7.0


def test_the_side_has_enough_contrast_on_its_band() -> None:
    text, band = Color.parse(FIELDS["phase-side-text"]), Color.parse(FIELDS["phase-side"])
    assert contrast(text, band) >= 7.0


@pytest.mark.parametrize("colors", [FIELDS, ANSI_FIELDS])
def test_text_differs_from_its_background(colors: dict[str, str]) -> None:
    assert colors["phase-side-text"] != colors["phase-side"]
    assert colors["phase-text"] not in {colors[f"phase-{tone}"] for tone in TONES}


def test_every_phase_has_a_color_of_its_own() -> None:
    for colors in (FIELDS, ANSI_FIELDS):
        assert len({colors[f"phase-{tone}"] for tone in TONES}) == len(TONES)


@pytest.mark.parametrize("theme", ["textual-light", *slow("nord", "ansi-dark", "ansi-light")])
async def test_the_themes_of_textual_work(theme: str) -> None:
    plank = circuit(exercise("plank", timed(20.0)))
    async with on_trial(FakeClock(), RecordingSpeaker(), plank) as trial:
        trial.app.theme = theme
        await trial.pilot.pause()
        assert "GET READY" in trial.text()


@pytest.mark.parametrize("theme", THEMES)
def test_the_texts_of_a_theme_have_enough_contrast_on_each_of_its_grounds(theme: str) -> None:
    app = ThemedApp[None]()
    app.theme = theme
    colors = {name: Color.parse(app.get_css_variables()[name]) for name in (*WRITTEN, *GROUNDS)}
    for text, ground in product(WRITTEN, GROUNDS):
        assert contrast(colors[text], colors[ground]) >= LEAST_CONTRAST, (text, ground)


@each_look
async def test_all_that_is_written_can_be_read_in_every_phase_under_every_theme(
    themes: Sequence[str],
) -> None:
    whitt = loading.load(loading.find("whitt-hip-flexor").path)
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt, (120, 40)) as trial:
        for kind in PhaseKind:
            await trial.pass_until_kind(kind)
            await look_at(trial, kind, themes)
        await trial.pass_until(lambda moment: moment.phase.effort.dose is Dose.REPS)
        await trial.pass_until(lambda moment: moment.rep is not None)
        await look_at(trial, "paced reps", themes)
        await trial.press("space")
        assert trial.state() is State.PAUSED
        await look_at(trial, "pause", themes)
        await trial.press("q", "e")
        await look_at(trial, "summary", themes)


@each_look
async def test_all_that_is_written_can_be_read_before_the_start_under_every_theme(
    themes: Sequence[str],
) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, (120, 40)) as trial:
        await trial.press("end")
        await look_at(trial, "library", themes)
        await trial.press("enter", "down", "down")
        await look_at(trial, "choices", themes)
        await trial.press("escape", "question_mark")
        await look_at(trial, "help", themes)
        await trial.press("escape", "comma")
        await look_at(trial, "settings", themes)


async def look_at(trial: Trial, where: object, themes: Sequence[str]) -> None:
    """Assert that each text on the screen stands out from its ground, under each of the themes."""
    for theme in themes:
        trial.app.theme = theme
        await trial.pilot.pause()
        faint = [(text, round(it, 2)) for text, it in written(trial) if it < LEAST_CONTRAST]
        assert not faint, (theme, where, faint)


def written(trial: Trial) -> Iterator[tuple[str, float]]:
    """Yield each text on the screen with its contrast; what is drawn is no text."""
    for strip in trial.app.screen._compositor.render_strips():
        for segment in strip:
            style, text = segment.style, segment.text.strip()
            if style and style.color and style.bgcolor and set(text) - BLOCKS - {" "}:
                colors = map(Color.from_rich_color, (style.color, style.bgcolor))
                yield text, contrast(*colors)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets all styles that are parsed."""
    found: list[str] = []

    def parse(_scope: str, css: str, *_: object, **__: object) -> tuple[()]:
        found.append(css)
        return ()

    monkeypatch.setattr(stylesheet, "parse", parse)
    return found


def test_styles_are_parsed_again_only_if_the_colors_change(parsed: list[str]) -> None:
    styles = ThemedStylesheet({"primary": "red"})
    styles.add_source("Label {}")
    styles.reparse()
    styles.set_variables({"primary": "red"})
    styles.reparse()
    assert parsed == ["Label {}"]
    styles.set_variables({"primary": "blue"})
    styles.reparse()
    assert parsed == ["Label {}", "Label {}"]


def test_only_the_styles_that_a_screen_adds_are_parsed(parsed: list[str]) -> None:
    styles = ThemedStylesheet({"primary": "red"})
    styles.add_source("Input {}")
    styles.reparse()
    styles.add_source("Button {}")
    styles.reparse()
    assert parsed == ["Input {}", "Button {}"]


def test_the_rows_of_a_removed_widget_are_not_kept() -> None:
    forget_removed_widgets()
    forget_removed_widgets()
    rows = StylesCache()
    red, blue = Color.parse("red"), Color.parse("blue")
    assert rows.get_inner_outer(red, blue)[1].background == red
    kept = weakref.ref(rows)
    del rows
    assert kept() is None
