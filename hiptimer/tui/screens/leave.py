"""The question before a workout is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class LeaveQuestion(ModalScreen[bool]):
    """Dismissed with whether to leave. Enter stays: it may still be held down from the workout."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Leave"),
        Binding("n,escape,enter,q", "answer(False)", "Stay"),
        Binding("ctrl+c,ctrl+q", "app.interrupt", "Leave at once", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Ask, and name the keys that answer."""
        with Vertical(id="question"):
            yield Words("Leave the workout?", classes="headline")
            yield Words("What was done is kept in the summary.", classes="aside")
            yield Words("y leave   n go on", classes="answers")

    def action_answer(self, leaves: bool) -> None:
        """Answer the question."""
        self.dismiss(leaves)
