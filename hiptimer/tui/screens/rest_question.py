"""The question before a workout that starts with high pain."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button

from hiptimer.plan.feelings import too_much_pain_words
from hiptimer.tui.screens.question import Question
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from hiptimer.plan.plan import Plan


class RestQuestion(Question[bool]):
    """Advises rest, and is dismissed with whether to start anyway. Enter goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "answer(False)", "Back"),
        Binding("s", "answer(True)", "Start anyway"),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, pain_now: int, warning: str) -> None:
        super().__init__()
        self._pain_now = pain_now
        self._warning = warning

    @classmethod
    def ask_if_pain_is_high(
        cls,
        app: App[Any],
        plan: Plan,
        start: Callable[[], object],
        go_back: Callable[[], object] = lambda: None,
    ) -> None:
        """Start the workout of `plan`; with high pain, only after the person confirms."""
        if plan.high_pain_now is None:
            start()
            return

        def answered(starts: bool | None) -> None:
            if starts:
                start()
            else:
                go_back()

        app.push_screen(cls(plan.high_pain_now, plan.circuit.warning), answered)

    def compose(self) -> ComposeResult:
        """Lay out the advice, the circuit's warning and the two answers, with the focus on Back."""
        with Vertical(id="question"):
            with VerticalScroll(can_focus=False):
                yield PlainText(f"{too_much_pain_words(self._pain_now)}.", classes="headline")
                yield PlainText(self._warning.strip())
            with Horizontal(classes="buttons"):
                yield Button("Back", id="back", compact=True)
                yield Button("Start anyway (s)", id="start", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer the question."""
        self.dismiss(event.button.id == "start")

    def action_scroll(self, rows: int) -> None:
        """Scroll the text that does not fit."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
