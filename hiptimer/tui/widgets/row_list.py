"""A list of any length, of which only the visible rows are created and painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.events import Click

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)


class Rows(Protocol[Row_co]):
    """A sequence of rows, which may be created on access."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def __getitem__(self, place: int, /) -> Row_co:
        """Return the row at a place, from 0."""


_CUT = "…"


class RowList(ScrollView, Generic[Row], can_focus=True):
    """Shows rows of `height` lines each, the first line bold if several, and a cursor.

    `lines` returns the texts of a row. `Moved` is posted when the cursor is on another row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--quiet"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "A page up", show=False),
        Binding("pagedown", "move_page(1)", "A page down", show=False),
        Binding("home", "move_to(0)", "The first", show=False),
        Binding("end", "move_to(-1)", "The last", show=False),
    ]

    class Moved(Message):
        """The cursor of `rows` is on another row."""

        def __init__(self, rows: RowList[Any]) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> RowList[Any]:
            """The list, by which a handler can select one of several lists."""
            return self.rows

    def __init__(self, lines: Callable[[Row], Sequence[str]], height: int, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._lines = lines
        self._height = height
        self._rows: Rows[Row] = ()
        self.cursor = 0

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None if there are no rows."""
        return self._rows[self.cursor] if len(self._rows) else None

    def show_rows(self, rows: Rows[Row], cursor: int = 0) -> None:
        """Show `rows`, with the cursor on one of them."""
        self._rows = rows
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self._measure()
        self._come_into_sight()
        self.refresh()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        self._measure()
        self._come_into_sight()

    def on_click(self, event: Click) -> None:
        """Put the cursor on the row that was clicked."""
        row = (event.y + self.scroll_offset.y) // self._height
        if row < len(self._rows):
            self._put(row)

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        self._put(self.cursor + rows)

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by pages of visible rows."""
        self._put(self.cursor + pages * max(1, self.size.height // self._height))

    def action_move_to(self, row: int) -> None:
        """Move the cursor to a row, counted from the end if negative."""
        self._put(row if row >= 0 else len(self._rows) + row)

    def render_line(self, y: int) -> Strip:
        """Return a visible line."""
        width = self.size.width
        number, part = divmod(self.scroll_offset.y + y, self._height)
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        lines = self._lines(self._rows[number])
        text = _fitted(lines[part] if part < len(lines) else "", width)
        is_first = part == 0 and self._height > 1
        return Strip([Segment(text, self._style(number, part) + Style(bold=is_first))], width)

    def _style(self, number: int, part: int) -> Style:
        if number == self.cursor:
            return self.get_component_rich_style("rows--cursor")
        return self.get_component_rich_style("rows--quiet") if part else self.rich_style

    def _put(self, row: int) -> None:
        row = max(0, min(row, len(self._rows) - 1))
        if len(self._rows) and row != self.cursor:
            self.cursor = row
            self._come_into_sight()
            self.refresh()
            self.post_message(self.Moved(self))

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, len(self._rows) * self._height)

    def _come_into_sight(self) -> None:
        top, height = self.cursor * self._height, self.size.height
        if top < self.scroll_offset.y or self._height > height:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        elif top + self._height > self.scroll_offset.y + height:
            self.scroll_to(y=top + self._height - height, animate=False, force=True, immediate=True)


def _fitted(text: str, width: int) -> str:
    """Return `text` cut to `width` cells, with a mark if it is longer."""
    fitted = set_cell_size(f" {text}", width)
    return fitted if fitted.strip() == text.strip() else set_cell_size(f" {text}", width - 1) + _CUT
