"""The list of circuits, one line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from hiptimer.foundation.text.dates import days_ago_words
from hiptimer.tui.view_models.library_line import HEADS, LibraryLine, columns, fitted
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType
    from textual.events import Click

    from hiptimer.tui.library_entries import LibraryEntry


class ListHead(PlainText):
    """Names the columns of the list."""

    def on_resize(self) -> None:
        """Place the names above their columns."""
        title, rest = columns(HEADS, self.content_size.width)
        self.show(title + rest if rest else "")


class CircuitList(RowList["LibraryEntry"]):
    """Shows the circuits it was given, and a cursor. Enter or a click at the cursor opens one.

    `Opened` is posted with the circuit that is opened. `wanted` is the id of the circuit that gets
    the cursor when it is listed; `was_moved` is whether the person has moved the cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="enter", tooltip="Choose for today"),
        Binding("tab", "screen.read", "Details", key_display="tab", tooltip="Read the details"),
    ]

    class Opened(Message):
        """A circuit was entered or clicked."""

        def __init__(self, circuit: LibraryEntry) -> None:
            super().__init__()
            self.circuit = circuit

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(lambda it: (it.title,), 1, id=id)
        self.listed: Sequence[LibraryEntry] = ()
        self.wanted = ""
        self.was_moved = False
        self._days_since_done: Mapping[str, int] = {}

    def show_circuits(self, circuits: Sequence[LibraryEntry], otherwise: int = 0) -> None:
        """List `circuits`, with the cursor on the one with the id `wanted`.

        Without that one, the cursor is on row `otherwise`.
        """
        self.listed = circuits
        places = (at for at, it in enumerate(circuits) if it.entry.id == self.wanted)
        self.show_rows(circuits, next(places, otherwise))

    def show_days_since_done(self, days: Mapping[str, int]) -> None:
        """Show how many days ago each circuit was last done."""
        self._days_since_done = days
        self.refresh()

    def action_open(self) -> None:
        """Open the circuit at the cursor."""
        if self.row:
            self.post_message(self.Opened(self.row))

    def on_click(self, event: Click) -> None:
        """Put the cursor on the circuit that was clicked, or open it if the cursor is there."""
        event.prevent_default()
        place = event.y + self.scroll_offset.y
        if place < len(self.listed):
            if place == self.cursor:
                self.action_open()
            self.action_move_to(place)

    def render_line(self, y: int) -> Strip:
        """Return a visible line."""
        place, width = self.scroll_offset.y + y, self.size.width
        if place >= len(self.listed):
            return Strip.blank(width, self.rich_style)
        entry = self.listed[place]
        days = self._days_since_done.get(entry.entry.id)
        last_done = "" if days is None else days_ago_words(days)
        line = LibraryLine(entry.title, entry.length, entry.equipment, last_done)
        title, rest = columns(line, width - 2)
        strong = self._style(place, 0)
        quiet = strong if place == self.cursor else self._style(place, 1)
        rest = fitted(rest, width - 1 - cell_len(title))
        return Strip([Segment(f" {title}", strong), Segment(rest, quiet)], width)

    def _put(self, row: int) -> None:
        super()._put(row)
        self.was_moved = True
        if self.row:
            self.wanted = self.row.entry.id
