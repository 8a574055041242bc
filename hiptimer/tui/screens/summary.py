"""The summary of a workout: what was planned and what was done."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from hiptimer.plan.feelings import drop_side_without_pain
from hiptimer.tui.widgets.feelings_after import FeelingsAfter
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.result_row import Columns, ResultRow
from hiptimer.workout.achievement import NOT_RECORDED, achievement
from hiptimer.workout.corrections import correct_attempt, correctable_attempts
from hiptimer.workout.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.plan.feelings import Feelings
    from hiptimer.workout.corrections import CorrectableAttempt
    from hiptimer.workout.hold_marks import HoldKey


# The phase whose amount is being typed, and the number so far.
_NOTHING_TYPED: Final = (-1, 0)


class SummaryScreen(Screen[Summary]):
    """Shows `summary` until it is closed, and is dismissed with the corrected summary.

    What the person ended can be corrected in place until then. If there is a function to `keep`
    feelings with, it also asks how the workout felt, and saves the answers however the screen is
    closed; without one the workout is not recorded. `last_holds` are what open holds are compared
    with; the other arguments are those of `FeelingsAfter`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape,ctrl+q,ctrl+c", "close", "Close", key_display="enter"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
        Binding("tab,shift+tab", "switch", "Results or ratings", show=False),
        Binding("pageup", "scroll(-1)", "A page up", show=False),
        Binding("pagedown", "scroll(1)", "A page down", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        summary: Summary,
        keep: Callable[[Feelings], None] | None = None,
        *,
        last_holds: Mapping[HoldKey, float] = MappingProxyType({}),
        side_was_said: bool = False,
        pains: Mapping[int, int | None] = MappingProxyType({}),
        say_pain: Callable[[int, int], None] = lambda _index, _pain: None,
    ) -> None:
        super().__init__()
        self.summary = summary
        self._keep = keep
        self._typed = _NOTHING_TYPED
        self._last_holds = last_holds
        self._felt = FeelingsAfter(
            summary, side_was_said=side_was_said, pains=pains, say_pain=say_pain
        )

    def compose(self) -> ComposeResult:
        """Lay out the result above a row for each exercise and side, and the questions below."""
        correctable = self._correctable()
        yield PlainText(self.summary.title, id="heading")
        with VerticalScroll(id="results", can_focus=not self._keep):
            yield PlainText(self.summary.headline(), id="headline")
            yield PlainText(id="remark")
            columns = Columns.of(self.summary.rows)
            heads = ("Exercise", "Side", "Planned", "Done", "Notes")
            yield Static(columns.table(*(Text(it, "bold") for it in heads)), id="heads")
            title = ""
            for row in self.summary.rows:
                is_first, title = row.title != title, row.title
                yield ResultRow(row, correctable, columns, is_first=is_first)
            if self.summary.skipped:
                titles = ", ".join(self.summary.skipped)
                yield PlainText(f"Skipped by choice: {titles}", id="skipped")
        if correctable:
            yield PlainText(id="corrections")
        if self._keep:
            yield self._felt
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the focus on the first question, if there is one."""
        self._show_remark()
        if self._keep:
            self._felt.focus_first()
        else:
            self.query_one("#results").focus()

    def on_unmount(self) -> None:
        """Save the answers, even if the program ends here."""
        if self._keep:
            self._keep(drop_side_without_pain(self._felt.feelings))

    def on_descendant_focus(self) -> None:
        """Say how to correct from here."""
        for line in self.query("#corrections").results(PlainText):
            is_there = isinstance(self.focused, ResultRow)
            line.show(f"Correct your times and reps ({'← →' if is_there else 'Tab, then ← →'})")

    def action_change(self, direction: Literal["less", "more"]) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        self._felt.change(self.focused, direction)

    def action_switch(self) -> None:
        """Go from the questions to what can be corrected, or back."""
        rows = [it for it in self.query(ResultRow) if it.phases]
        if self._keep and isinstance(self.focused, ResultRow):
            self._felt.focus_first()
        elif rows and not isinstance(self.focused, ResultRow):
            self.action_select(rows[0].phases[0])
        else:
            self.focus_next()

    def action_scroll(self, pages: int) -> None:
        """Scroll the results by pages."""
        results = self.query_one("#results")
        results.scroll_relative(y=pages * max(1, results.size.height - 1), animate=False)

    def action_select(self, phase: int) -> None:
        """Select the attempt at a phase."""
        self._typed = _NOTHING_TYPED
        for row in self.query(ResultRow):
            if phase in row.phases:
                row.selected = phase
                row.refresh(layout=True)
                row.focus()

    def action_select_next(self, step: int) -> None:
        """Select the attempt after the selected one, or before it; beyond them move the focus."""
        phases = [phase for row in self.query(ResultRow) for phase in row.phases]
        row = self.focused
        place = phases.index(row.selected) + step if isinstance(row, ResultRow) else -1
        if 0 <= place < len(phases):
            self.action_select(phases[place])
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_correct(self, direction: Literal["less", "more"]) -> None:
        """Correct the selected attempt by a second or a rep, "less" or "more"."""
        row = self.focused
        if isinstance(row, ResultRow):
            self._typed = _NOTHING_TYPED
            step = row.attempt.less if direction == "less" else row.attempt.more
            if step:
                self.summary = correct_attempt(self.summary, step)
                self._show()

    def action_type(self, digit: int) -> None:
        """Correct the selected attempt to a typed number of seconds or reps, digit by digit."""
        row = self.focused
        if isinstance(row, ResultRow):
            phase, before = self._typed
            number = 10 * before + digit if phase == row.selected else digit
            number = digit if number > row.attempt.most else number
            self._typed = row.selected, number
            if corrected := row.attempt.with_amount(number):
                self.summary = correct_attempt(self.summary, corrected)
                self._show()

    def action_close(self) -> None:
        """Close the summary with its corrections."""
        self._felt.read_note()
        self.dismiss(self.summary)

    def _correctable(self) -> Mapping[int, CorrectableAttempt]:
        return {it.attempt.index: it for it in correctable_attempts(self.summary)}

    def _show_remark(self) -> None:
        words = achievement(self.summary, self._last_holds) if self._keep else NOT_RECORDED
        line = self.query_one("#remark", PlainText)
        line.display = bool(words)
        line.show(words)

    def _show(self) -> None:
        self._felt.summary = self.summary
        correctable, columns = self._correctable(), Columns.of(self.summary.rows)
        self.query_one("#headline", PlainText).show(self.summary.headline())
        self._show_remark()
        for line, row in zip(self.query(ResultRow), self.summary.rows, strict=True):
            line.show_row(row, correctable, columns)
