"""The offer to go on with a workout that was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

Answer = Literal["go on", "anew", "later", "close"]


class GoOnQuestion(ModalScreen[Answer]):
    """Names the workout by `words` and is dismissed with what becomes of it.

    Where it `may_begin_anew`, its hold can also begin from zero.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('go on')", "Go on"),
        Binding("r", "answer('anew')", "The hold again from 0"),
        Binding("escape,q,l", "answer('later')", "Later"),
        Binding("x", "answer('close')", "Close it unfinished"),
        Binding("ctrl+c,ctrl+q", "app.interrupt", "Leave at once", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]

    def __init__(self, words: str, *, may_begin_anew: bool) -> None:
        super().__init__()
        self._words = words
        self._may_begin_anew = may_begin_anew

    def compose(self) -> ComposeResult:
        """Say where it was left, and name the keys that answer."""
        anew = "   r the hold again from 0" if self._may_begin_anew else ""
        with Vertical(id="question"):
            yield Words("Go on where you were?", classes="headline")
            yield Words(self._words, classes="left-at")
            yield Words(f"enter go on{anew}\nesc later   x close it unfinished", classes="answers")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse what is not offered for this workout."""
        return self._may_begin_anew or (action, parameters) != ("answer", ("anew",))

    def action_answer(self, answer: Answer) -> None:
        """Answer the question."""
        self.dismiss(answer)
