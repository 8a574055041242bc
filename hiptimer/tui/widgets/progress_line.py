"""The whole workout as a line with a mark at the current place, below the exercises if they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from hiptimer.tui.view_models.progress_line import (
    MARKS,
    MARKS_IN_ASCII,
    Ink,
    named_progress_line,
    progress_line,
)
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.timeline import Timeline
    from hiptimer.tui.view_models.progress_line import LinePart

_STYLES: Final = {
    Ink.GAP: "",
    Ink.DONE: "$text-primary",
    Ink.HERE: "bold $text-warning",
    Ink.AHEAD: "$quiet",
}


class ProgressLine(PlainText):
    """Fills its width, and is repainted only when the mark has moved by a column."""

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._marks = MARKS_IN_ASCII if charset == "ascii" else MARKS
        self._stands: tuple[Timeline, float] | None = None

    def show_place(self, timeline: Timeline, place_seconds: float) -> None:
        """Show the workout at a place in its plan, in seconds."""
        self._stands = timeline, place_seconds
        self._lay_out()

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._stands and self.size.width:
            columns = self.size.width
            named = None
            if self.size.height > 1:
                named = named_progress_line(*self._stands, columns, self._marks)
            rows = named or (progress_line(*self._stands, columns, self._marks),)
            self.show(Content("\n").join(map(_styled, rows)))


def _styled(parts: Iterable[LinePart]) -> Content:
    return Content.assemble(*((part.text, _STYLES[part.ink]) for part in parts))
