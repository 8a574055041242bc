"""The offer to resume an interrupted workout."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Grid, Vertical

from hiptimer.tui.screens.question import Question, answer_button
from hiptimer.tui.widgets.caption import Caption
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

Answer = Literal["resume", "restart", "later", "end"]


class ResumeQuestion(Question[Answer]):
    """Describes the workout by `words` and is dismissed with the decision about it.

    If it `may_restart_hold`, resuming the hold from zero is offered, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "answer('restart')", "Restart the hold from 0"),
        Binding("escape,q,l", "answer('later')", "Later"),
        Binding("x", "answer('end')", "End it here"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, words: str, *, may_restart_hold: bool) -> None:
        super().__init__()
        self._words = words
        self._may_restart_hold = may_restart_hold

    def compose(self) -> ComposeResult:
        """Lay out where the workout was interrupted above the answers, with the focus on Resume."""
        with Vertical(id="question"):
            yield PlainText("Resume your workout?", classes="headline")
            yield Caption(self._words, classes="interrupted-at")
            yield PlainText("Your progress is saved.", classes="aside")
            with Grid(classes="buttons" if self._may_restart_hold else "buttons -one-row"):
                yield answer_button("Resume (enter)", "resume")
                if self._may_restart_hold:
                    yield answer_button("Restart hold (r)", "restart")
                yield answer_button("Later (esc)", "later")
                yield answer_button("End it here (x)", "end")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the answers that are not offered for this workout."""
        return self._may_restart_hold or (action, parameters) != ("answer", ("restart",))
