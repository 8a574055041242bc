"""Texts stand out in the palette of the terminal, and without any colors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import BLACK, WHITE, Color

from hiptimer.library import loading
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.colors import LEAST_CONTRAST, contrast
from hiptimer.tui.terminal_output import BlackText
from tests.conftest import FakeClock, RecordingSpeaker, slow
from tests.tui.test_colors import BLOCKS, written
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from rich.color import Color as RichColor

    from tests.tui.trial import Trial

XTERM: Final = tuple(
    map(
        Color.parse,
        (
            *("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd"),
            *("#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff"),
            *("#00ffff", "#ffffff"),
        ),
    )
)
"""The palette of xterm, which draws a bold text in the bright variant of its color."""

DEFAULTS: Final = {"ansi-dark": (XTERM[7], BLACK), "ansi-light": (BLACK, WHITE)}
"""The colors of text and ground of a terminal for which a theme is made."""

LEAST_IN_A_PALETTE: Final = 3.0
"""People choose their palettes, so this only asks for texts that are not faint in a usual one."""

each_theme = pytest.mark.parametrize("theme", ["ansi-dark", *slow("ansi-light")])


def in_palette(color: RichColor | None, default: Color, *, is_bold: bool) -> Color:
    if color is None or color.is_default:
        return default
    if color.number is None:
        return Color.from_rich_color(color)
    return XTERM[color.number + 8 * (is_bold and color.number < 8)]


def contrasts(trial: Trial) -> Iterator[tuple[str, float]]:
    """Yield each text on the screen with its contrast in the terminal of the theme."""
    text_color, ground_color = DEFAULTS[trial.app.theme]
    for strip in trial.app.screen._compositor.render_strips():
        for segment in strip:
            style, text = segment.style or Style(), segment.text.strip()
            if set(text) - BLOCKS - {" "}:
                color = in_palette(style.color, text_color, is_bold=bool(style.bold))
                ground = in_palette(style.bgcolor, ground_color, is_bold=False)
                yield text, contrast(color, ground)


async def places(trial: Trial) -> AsyncIterator[str]:
    """Yield the name of each place of the app, from the library to a pause."""
    await trial.press("end")
    yield "library"
    await trial.press("question_mark")
    yield "help"
    await trial.press("escape", "comma")
    yield "settings"
    await trial.press("end")
    yield "keys"
    await trial.press("escape", "enter", "down", "down")
    yield "choices"
    await trial.press("enter")
    for kind in PhaseKind:
        await trial.pass_until_kind(kind)
        yield kind
    await trial.press("space")
    yield "pause"


@each_theme
async def test_no_text_is_faint_in_the_palette_of_a_terminal(theme: str) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), size=(120, 40)) as trial:
        trial.app.theme = theme
        async for place in places(trial):
            faint = [(text, it) for text, it in contrasts(trial) if it < LEAST_IN_A_PALETTE]
            assert not faint, (place, faint)


async def test_every_text_can_be_read_without_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_trial(FakeClock(), RecordingSpeaker(), size=(120, 40)) as trial:
        async for place in places(trial):
            faint = [(text, it) for text, it in written(trial) if it < LEAST_CONTRAST]
            assert not faint, (place, faint)


async def test_a_theme_of_the_terminal_chosen_later_has_no_colors_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    whitt = loading.load(loading.find("whitt-hip-flexor").path)
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt) as trial:
        trial.app.theme = "ansi-dark"
        await trial.pilot.pause()
        styles = [
            it.style for strip in trial.app.screen._compositor.render_strips() for it in strip
        ]
        colors = {it for style in styles if style for it in (style.color, style.bgcolor)}
        assert all(it is None or it.is_default for it in colors)


@pytest.mark.parametrize("is_without_colors", [False, True])
async def test_the_line_in_focus_is_reversed_if_a_tint_cannot_show_it(
    monkeypatch: pytest.MonkeyPatch, *, is_without_colors: bool
) -> None:
    if is_without_colors:
        monkeypatch.setenv("NO_COLOR", "1")
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        if not is_without_colors:
            trial.app.theme = "ansi-dark"
        await trial.press("comma", "down")
        strips = trial.app.screen._compositor.render_strips()
        reversed_rows = [
            "".join(it.text for it in strip)
            for strip in strips
            if any(it.style and it.style.reverse and "Volume" in it.text for it in strip)
        ]
        assert len(reversed_rows) == 1


def test_black_text_is_not_bold_and_other_text_is() -> None:
    segments = [Segment("a", Style.parse("bold black")), Segment("b", Style.parse("bold red"))]
    black, red = BlackText().apply(segments, BLACK)
    assert black.style
    assert red.style
    assert not black.style.bold
    assert red.style.bold
