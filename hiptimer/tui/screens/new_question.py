"""The question of how a new circuit begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Vertical

from hiptimer.tui.screens.question import Question, answer_button
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

Beginning = Literal["empty", "copy", "pick"]


class NewQuestion(Question["Beginning | None"]):
    """Dismissed with the answer; None if canceled. `source` is the title of what may be copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "answer('empty')", "Template"),
        Binding("c", "answer('copy')", "Copy"),
        Binding("p", "answer('pick')", "Pick"),
        Binding("escape,q", "answer(None)", "Cancel"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, source: str | None) -> None:
        super().__init__()
        self._source = source

    def compose(self) -> ComposeResult:
        """Lay out the answers, each with its key."""
        with Vertical(id="question"):
            yield PlainText("Begin a new circuit", classes="headline")
            yield answer_button("Commented template (e)", "empty")
            if self._source:
                yield answer_button(f"Copy of {self._source} (c)", "copy")
            yield answer_button("Exercises picked from several circuits (p)", "pick")
            yield answer_button("Cancel (esc)", None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a copy only if there is something to copy."""
        return bool(self._source) or (action, parameters) != ("answer", ("copy",))
