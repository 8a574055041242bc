"""What was planned and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from hiptimer.corrections import open_holds, put_right
from hiptimer.results import Summary
from hiptimer.tui.widgets.hold_line import HoldLine
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class SummaryScreen(Screen[Summary]):
    """Shows `summary` until somebody has read it, and is dismissed with what it has become.

    Open holds can be put right until then.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape,ctrl+q,ctrl+c", "close", "Close", key_display="enter"),
    ]

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self.summary = summary

    def compose(self) -> ComposeResult:
        """Put how it went over a row for each exercise and side."""
        yield Words(self.summary.title, id="heading")
        with VerticalScroll():
            yield Words(self.summary.headline(), id="headline")
            yield Static(_table(self.summary), id="results")
            if self.summary.left_out:
                titles = ", ".join(self.summary.left_out)
                yield Words(f"Left out by choice: {titles}", id="left-out")
            if holds := open_holds(self.summary):
                yield Words("What you held, to put right: tab, then ← and →", id="holds")
                yield from map(HoldLine, holds)
        yield Footer(compact=True, show_command_palette=False)

    def action_put_right(self, direction: Literal["less", "more"]) -> None:
        """Let the hold in focus count a second "less" or "more"."""
        line = self.focused
        if not isinstance(line, HoldLine):
            return
        seconds = line.hold.less if direction == "less" else line.hold.more
        if seconds is not None:
            self.summary = put_right(self.summary, line.hold.index, seconds)
            self._show()

    def action_close(self) -> None:
        """Keep it as it stands."""
        self.dismiss(self.summary)

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
    table.add_column("Not done", min_width=8)
    title = ""
    for row in summary.rows:
        is_new, title = row.title != title, row.title
        if is_new:
            table.add_row()
        shown_title = row.title if is_new else ""
        cells = (shown_title, row.side or "", row.planned, row.done, ", ".join(row.notes))
        table.add_row(*map(Text, cells))
    return table
