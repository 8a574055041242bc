"""The morning after: one optional question above the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from hiptimer.plan.feelings import Feelings
from hiptimer.tui.view_models.feeling_rows import row_next_morning
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.session.morning_after import MorningAfter
    from hiptimer.tui.view_models.choice_row import ChoiceRow


class MorningQuestion(Vertical):
    """Names the workout that is asked about, above the answer line.

    `Answered` is posted once, with the answer, which is empty if the question was skipped. With
    `takes_focus`, it gets the keys immediately.
    """

    class Answered(Message):
        """The answer on the morning after."""

        def __init__(self, asked: MorningAfter, feelings: Feelings) -> None:
            super().__init__()
            self.asked = asked
            self.feelings = feelings

    def __init__(self, asked: MorningAfter, *, takes_focus: bool) -> None:
        super().__init__()
        self._asked = asked
        self._takes_focus = takes_focus

    def compose(self) -> ComposeResult:
        """Lay out the question above the line."""
        yield PlainText(f"{self._asked.words}. How is the pain this morning?")
        yield MorningLine(row_next_morning(Feelings()))

    def on_mount(self) -> None:
        """Take the focus, if requested."""
        if self._takes_focus:
            self.query_one(MorningLine).focus()

    def answer(self, feelings: Feelings) -> None:
        """Post `feelings` and remove the question."""
        self.post_message(self.Answered(self._asked, feelings))
        self.remove()


class MorningLine(ChoiceLine[Feelings]):
    """Takes the arrow keys until Enter submits the answer, or Escape skips the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("left", "step('less')", show=False),
        Binding("right", "step('more')", "Change", key_display="← →"),
        Binding("enter", "answer", "Save", key_display="enter"),
        Binding("escape", "skip", "Skip", key_display="esc", tooltip="Ask no more"),
    ]

    def __init__(self, row: ChoiceRow[Feelings]) -> None:
        super().__init__(row)
        self._said = Feelings()

    def action_step(self, direction: str) -> None:
        """Change the answer by one step, "less" or "more"."""
        self._say(self.row.less if direction == "less" else self.row.more)

    def on_choice_line_picked(self, event: ChoiceLine.Picked) -> None:
        """Change the answer to a number that was typed or clicked."""
        self._say(event.step)

    def action_answer(self) -> None:
        """Submit the answer."""
        self._question.answer(self._said)

    def action_skip(self) -> None:
        """Skip the question, so that it is not asked again."""
        self._question.answer(Feelings())

    def _say(self, feelings: Feelings | None) -> None:
        if feelings is not None:
            self._said = feelings
            self.show_row(row_next_morning(feelings))

    @property
    def _question(self) -> MorningQuestion:
        return self.query_ancestor(MorningQuestion)
