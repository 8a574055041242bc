"""What lies ahead: the next effort, and the time to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.timeline import Timeline
    from hiptimer.tui.view_models.workout_texts import Glance


class Ahead(Vertical):
    """The next effort, then the whole workout with the time to go and when it ends."""

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._charset: Charset = charset

    def compose(self) -> ComposeResult:
        """Lay out the next effort above the whole workout."""
        yield PlainText(id="next-up")
        with Horizontal(id="time"):
            yield ProgressLine(self._charset)
            yield PlainText(id="time-to-go")
            yield PlainText(id="ends-at")

    def show(self, glance: Glance, timeline: Timeline) -> None:
        """Show `glance`, repainting only what changed."""
        self.query_one("#next-up", PlainText).show(glance.next_up)
        self.query_one(ProgressLine).show_place(timeline, glance.place_seconds)
        self.query_one("#time-to-go", PlainText).show(f"{glance.time_to_go} to go")
        self.query_one("#ends-at", PlainText).show(f"ends {glance.ends_at}")
