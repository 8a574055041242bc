"""What was planned and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.results import Summary


class SummaryScreen(Screen[None]):
    """Shows `summary` until somebody has read it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape,ctrl+q,ctrl+c", "dismiss", "Close", key_display="enter"),
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
        yield Footer(compact=True, show_command_palette=False)


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
