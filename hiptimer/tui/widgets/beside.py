"""What stays the same for a whole phase, beside the field: instructions and the set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from hiptimer.tui.widgets.instructions import instructions
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.set_list import set_list

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.tui.view_models.workout_texts import Glance


class Beside(VerticalScroll):
    """How the exercise is done and, with room for it, the efforts of the set."""

    def __init__(self) -> None:
        super().__init__(id="beside", can_focus=False)
        self._described: Phase | None = None

    def compose(self) -> ComposeResult:
        """Lay out the instructions above the set."""
        yield PlainText(id="instructions")
        yield PlainText(id="set-list")

    def watch_show_vertical_scrollbar(self) -> None:
        """List the key that scrolls only while the text does not fit."""
        self.screen.refresh_bindings()

    def show(self, glance: Glance, timeline: Timeline, phase: Phase) -> None:
        """Show the texts of a phase."""
        if phase != self._described:
            self._described = phase
            words = instructions(glance.how, glance.tip, glance.warning, glance.variant)
            self.query_one("#instructions", PlainText).show(words)
            self.query_one("#set-list", PlainText).show(set_list(timeline, phase))
