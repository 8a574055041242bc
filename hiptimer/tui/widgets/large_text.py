"""A text drawn as large as its widget allows."""

from __future__ import annotations

from itertools import compress, count
from operator import ne
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from hiptimer.drawing.lettering import draw_text, largest_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.foundation.terminal import Charset


class LargeText(Widget):
    """Shows a centered text, drawn in large capitals if there is room, otherwise as plain text.

    The layout must set its size, because the text fills the available room.
    """

    def __init__(
        self,
        charset: Charset,
        *,
        id: str | None = None,  # noqa: A002 - the name is Textual's
    ) -> None:
        super().__init__(id=id)
        self.text = ""
        self.is_drawn = False
        self._charset: Charset = charset
        self._rows: tuple[str, ...] = ()
        self._style = Style.null()

    def show(self, text: str) -> None:
        """Show `text`, repainting only what changed."""
        if text == self.text:
            return
        before = self._rows
        self.text = text
        self._lay_out()
        self._show_changed(before)

    def _show_changed(self, before: tuple[str, ...]) -> None:
        if regions := changed_regions(before, self._rows):
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._lay_out()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in `crop`. Computes the style once, as it takes longer than a row."""
        self._style = self.rich_style + Style(bold=not self.is_drawn)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self._style)
        return Strip([Segment(self._rows[y], self._style)])

    def _lay_out(self) -> None:
        """Center the text in the available rows and columns."""
        columns, height = self.size
        if not columns:
            return
        rows = self._written(columns, height)
        centred = [_centred(row, columns) for row in rows]
        above = (height - len(rows)) // 2
        blank = " " * columns
        self._rows = (*[blank] * above, *centred, *[blank] * (height - above - len(rows)))

    def _written(self, columns: int, height: int) -> list[str]:
        """Return the rows of the text, drawn or plain, each at most `columns` wide."""
        if columns < 1:
            return []
        lines, size = largest_lines(self.text.upper(), columns, height, self._charset)
        self.is_drawn = size is not None
        if size is None:
            return wrap(self.text, columns, max_lines=max(1, height), placeholder=" …")[:height]
        rows: list[str] = []
        for line in lines:
            rows += [
                *([""] if rows else []),
                *(_centred(it, columns) for it in draw_text(line, size)),
            ]
        return rows


def _centred(row: str, columns: int) -> str:
    return f"{' ' * ((columns - len(row)) // 2)}{row}".ljust(columns)


def changed_regions(
    before: Sequence[Sequence[object]], after: Sequence[Sequence[object]]
) -> list[Region]:
    """Return the regions in which rows have changed: the part of each row that differs.

    A row that did not exist before has changed as a whole.
    """
    regions = []
    for y, row in enumerate(after):
        old = before[y] if y < len(before) else None
        if old is None or len(old) != len(row):
            regions.append(Region(0, y, len(row), 1))
        elif old != row:
            columns = [*compress(count(), map(ne, row, old))]
            regions.append(Region(columns[0], y, columns[-1] + 1 - columns[0], 1))
    return regions
