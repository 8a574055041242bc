"""The summary of a workout: what was planned and what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from hiptimer.foundation.toml.text_values import LONGEST_TEXT
from hiptimer.plan.feelings import Feelings, drop_side_without_pain
from hiptimer.tui.view_models.feeling_rows import rows_after
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.hold_line import HoldLine
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import TextLine
from hiptimer.workout.corrections import correct_hold, open_holds
from hiptimer.workout.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType


class SummaryScreen(Screen[Summary]):
    """Shows `summary` until it is closed, and is dismissed with the corrected summary.

    Open holds can be corrected until then. If there is a function to `keep` feelings with, it also
    asks how the workout felt, and saves the answers however the screen is closed. With
    `side_was_said`, the side that hurts is already known.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape,ctrl+q,ctrl+c", "close", "Close", key_display="enter"),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        summary: Summary,
        keep: Callable[[Feelings], None] | None = None,
        *,
        side_was_said: bool = False,
    ) -> None:
        super().__init__()
        self.summary = summary
        self.feelings = Feelings()
        self._keep = keep
        self._side_was_said = side_was_said
        # Every possible line: the answers decide which of them are shown.
        rows = rows_after(Feelings(pain_after=1), side_was_said=side_was_said)
        self._lines = [ChoiceLine(row) for row in rows]
        self._note = TextLine("note", "note", hint="type what to remember", most=LONGEST_TEXT)

    def compose(self) -> ComposeResult:
        """Lay out the result above a row for each exercise and side."""
        yield PlainText(self.summary.title, id="heading")
        with VerticalScroll(can_focus=not self._keep):
            yield PlainText(self.summary.headline(), id="headline")
            if self._keep:
                yield from self._lines
                yield self._note
            yield Static(_table(self.summary), id="results")
            if self.summary.skipped:
                titles = ", ".join(self.summary.skipped)
                yield PlainText(f"Skipped by choice: {titles}", id="skipped")
            if holds := open_holds(self.summary):
                how = "with ← and →" if self._keep else "tab, then ← and →"
                yield PlainText(f"What you held, to put right: {how}", id="holds")
                yield from map(HoldLine, holds)
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the focus on the first question, if there is one."""
        first = self._lines[0] if self._keep else self.query_one(VerticalScroll)
        self._show_feelings()
        # The result above the questions stays visible, because the focus does not scroll.
        first.focus(scroll_visible=False)

    def on_unmount(self) -> None:
        """Save the answers, even if the program ends here."""
        if self._keep:
            self._keep(drop_side_without_pain(self.feelings))

    def on_input_changed(self) -> None:
        """Update the note."""
        self.feelings = replace(self.feelings, note=self._note.value)

    def action_change(self, direction: Literal["less", "more"]) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            step = line.row.less if direction == "less" else line.row.more
            self.feelings = step or self.feelings
            self._show_feelings()

    def action_correct(self, direction: Literal["less", "more"]) -> None:
        """Correct the hold in focus by a second, "less" or "more"."""
        line = self.focused
        if not isinstance(line, HoldLine):
            return
        seconds = line.hold.less if direction == "less" else line.hold.more
        if seconds is not None:
            self.summary = correct_hold(self.summary, line.hold.index, seconds)
            self._show()

    def action_close(self) -> None:
        """Close the summary with its corrections."""
        # The event for the last typed character may not have arrived yet.
        self.on_input_changed()
        self.dismiss(self.summary)

    def _show_feelings(self) -> None:
        found = rows_after(self.feelings, side_was_said=self._side_was_said)
        rows = {row.key: row for row in found}
        for line in self._lines:
            line.display = line.row.key in rows
            if line.display:
                line.show_row(rows[line.row.key])

    def _show(self) -> None:
        self.query_one("#results", Static).update(_table(self.summary))
        for line, hold in zip(self.query(HoldLine), open_holds(self.summary), strict=True):
            line.show_hold(hold)


def _table(summary: Summary) -> Table:
    table = Table(box=None, expand=True, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Exercise", ratio=5)
    table.add_column("Side", min_width=5)
    table.add_column("Planned", min_width=13)
    table.add_column("Done", ratio=4)
    table.add_column("Notes", min_width=8)
    title = ""
    for row in summary.rows:
        is_new, title = row.title != title, row.title
        if is_new:
            table.add_row()
        shown_title = row.title if is_new else ""
        cells = (shown_title, row.side or "", row.planned, row.done, ", ".join(row.notes))
        table.add_row(*map(Text, cells))
    return table
