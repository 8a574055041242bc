"""The whole workout in one row, with a mark at the current place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from hiptimer.tui.view_models.progress_line import MARKS, MARKS_IN_ASCII, Ink, progress_line
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.timeline import Timeline

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
            parts = progress_line(*self._stands, self.size.width, self._marks)
            self.show(Content.assemble(*((part.text, _STYLES[part.ink]) for part in parts)))
