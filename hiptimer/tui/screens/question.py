"""The base class of the questions that appear over another screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Button

if TYPE_CHECKING:
    from textual.binding import BindingType

Answer = TypeVar("Answer")


def answer_button(words: str, answer: str | None) -> Button:
    """Return a button that gives one of the answers."""
    return Button(words, compact=True, action=f"screen.answer({answer!r})")


class Question(ModalScreen[Answer], Generic[Answer]):
    """Dismissed with the answer. A subclass lays itself out in a container `#question`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "app.interrupt", "Quit now", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]

    def action_answer(self, answer: Answer) -> None:
        """Answer the question."""
        self.dismiss(answer)
