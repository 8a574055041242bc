"""What lies ahead: the next effort, and the time to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from hiptimer.tui.widgets.course_line import CourseLine
from hiptimer.tui.widgets.words import Words

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
        yield Words(id="next-up")
        with Horizontal(id="time"):
            yield CourseLine(self._charset)
            yield Words(id="time-to-go")
            yield Words(id="ends-at")

    def show(self, glance: Glance, timeline: Timeline) -> None:
        """Show `glance`, repainting only what changed."""
        self.query_one("#next-up", Words).show(glance.next_up)
        self.query_one(CourseLine).show_place(timeline, glance.place_seconds)
        self.query_one("#time-to-go", Words).show(f"{glance.time_to_go} to go")
        self.query_one("#ends-at", Words).show(f"ends {glance.ends_at}")
