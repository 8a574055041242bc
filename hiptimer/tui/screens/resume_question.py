"""The offer to resume an interrupted workout."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Vertical

from hiptimer.tui.screens.question import Question
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

Answer = Literal["go on", "anew", "later", "close"]


class ResumeQuestion(Question[Answer]):
    """Describes the workout by `words` and is dismissed with the decision about it.

    If it `may_restart_hold`, resuming the hold from zero is offered, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('go on')", "Resume"),
        Binding("r", "answer('anew')", "Restart the hold from 0"),
        Binding("escape,q,l", "answer('later')", "Later"),
        Binding("x", "answer('close')", "End it here"),
    ]

    def __init__(self, words: str, *, may_restart_hold: bool) -> None:
        super().__init__()
        self._words = words
        self._may_begin_anew = may_restart_hold

    def compose(self) -> ComposeResult:
        """Lay out where the workout was interrupted and the keys that answer."""
        anew = "   r restart the hold from 0" if self._may_begin_anew else ""
        with Vertical(id="question"):
            yield PlainText("Resume your workout?", classes="headline")
            yield PlainText(self._words, classes="interrupted-at")
            yield PlainText(
                f"enter resume{anew}\nesc later   x end it here (progress is saved)",
                classes="answers",
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the answers that are not offered for this workout."""
        return self._may_begin_anew or (action, parameters) != ("answer", ("anew",))
