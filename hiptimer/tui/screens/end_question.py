"""The question before a workout is ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical

from hiptimer.tui.screens.question import Question
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class EndQuestion(Question[bool]):
    """Dismissed with whether to end. Enter continues, as it may still be held from the workout."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "End workout"),
        Binding("n,escape,enter,q", "answer(False)", "Continue"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the question and the keys that answer it."""
        with Vertical(id="question"):
            yield PlainText("End the workout?", classes="headline")
            yield PlainText("Your progress is saved.", classes="aside")
            yield PlainText("y end workout   n continue", classes="answers")
