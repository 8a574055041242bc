"""The question whether to save a workout for later, to end it, or to continue."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from hiptimer.tui.screens.question import Question, answer_button
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

Leaving = Literal["save", "end", "continue"]


class LeaveQuestion(Question[Leaving]):
    """Dismissed with the answer. A workout that is not recorded `can_save` nothing for later.

    Enter, Space and n answer nothing at first: they may still be held from the workout.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "answer('save')", "Save for later"),
        Binding("e", "answer('end')", "End workout"),
        Binding("c,escape", "answer('continue')", "Continue"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, *, can_save: bool) -> None:
        super().__init__()
        self._can_save = can_save

    def compose(self) -> ComposeResult:
        """Lay out the question above its answers, each with its key."""
        aside = "Your progress is saved." if self._can_save else "A rehearsal is not recorded."
        with Vertical(id="question"):
            yield PlainText("Stop the workout?", classes="headline")
            yield PlainText(aside, classes="aside")
            with Horizontal(classes="buttons"):
                if self._can_save:
                    yield answer_button("Save for later (s)", "save")
                yield answer_button("End workout (e)", "end")
                yield answer_button("Continue (c)", "continue")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save only what is recorded."""
        return self._can_save or (action, parameters) != ("answer", ("save",))
