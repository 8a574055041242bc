"""A bar that fills with the time of a phase or a beat."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from hiptimer.tui.widgets.large_text import changed_regions

if TYPE_CHECKING:
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.bar import Bar

STEP_SECONDS: Final = 1 / 4
"""The time between two steps of a bar that fills quickly."""

QUICK_SECONDS: Final = 10.0
"""A bar that takes longer moves with the seconds of the count, which costs no update of its own."""

_DONE, _AHEAD, _MARK, _PAST = "done", "ahead", "mark", "past"
_CHARACTERS: Final = {_DONE: "█", _AHEAD: "░", _MARK: "┃", _PAST: "█"}
_IN_ASCII: Final = {_DONE: "#", _AHEAD: "-", _MARK: "|", _PAST: "="}
# The upper row of a bar that keeps clear of the text above it.
_CLEAR: Final = {_DONE: "▄", _AHEAD: " ", _MARK: " ", _PAST: "▄"}
_CLEAR_IN_ASCII: Final = dict.fromkeys(_IN_ASCII, " ")


class PhaseBar(Widget):
    """Fills its width; only the cells that change are repainted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bar--{part}" for part in _CHARACTERS}

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._characters = _IN_ASCII if charset == "ascii" else _CHARACTERS
        self._upper = _CLEAR_IN_ASCII if charset == "ascii" else _CLEAR
        self._is_clear = False
        self._bar: Bar | None = None
        self._parts: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Show without colors, too, that a target is passed."""
        if self.app.no_color and self._characters is _CHARACTERS:
            self._characters = {**_CHARACTERS, _PAST: "▓"}

    def show(self, bar: Bar) -> None:
        """Show `bar`."""
        self._bar = bar
        if self._has_text_above() is not self._is_clear:
            self.on_resize()
        before, self._parts = self._parts, self._laid_out()
        for region in changed_regions([before], [self._parts]):
            self.refresh(Region(region.x, 0, region.width, self.size.height))

    def seconds_to_step(self, speed: float) -> float:
        """Return the real seconds until the bar has to be drawn again."""
        is_quick = self._bar and self.size.width and self._bar.seconds / speed < QUICK_SECONDS
        return STEP_SECONDS if is_quick else math.inf

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._is_clear = self._has_text_above()
        self._parts = self._laid_out()
        self.refresh()

    def _has_text_above(self) -> bool:
        """Return whether the name of the coming exercise may end right above the bar."""
        return self.screen.has_class("-coming") and self.screen.has_class("-normal")

    def render_line(self, y: int) -> Strip:
        """Return a row; all rows are the same, except the upper row of a bar that is clear."""
        characters = self._upper if self._is_clear and y == 0 else self._characters
        return Strip(
            [
                Segment(
                    characters[part] * len([*same]),
                    self.get_component_rich_style(f"bar--{part}"),
                )
                for part, same in groupby(self._parts)
            ]
        )

    def _laid_out(self) -> tuple[str, ...]:
        """Return what each column shows."""
        columns = self.size.width
        if self._bar is None or not columns:
            return ()
        done = round(self._bar.filled * columns)
        parts = [_PAST if self._bar.is_past else _DONE] * done + [_AHEAD] * (columns - done)
        for mark in self._bar.marks:
            parts[min(columns - 1, int(mark * columns))] = _MARK
        return tuple(parts)
