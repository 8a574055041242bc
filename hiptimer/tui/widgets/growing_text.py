"""A large text that takes as many rows as it needs."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from hiptimer.drawing.lettering import largest_lines
from hiptimer.tui.widgets.large_text import LargeText

if TYPE_CHECKING:
    from textual.geometry import Size

_LEAST_ROWS: Final = 3
"""The rows of the smallest line that is drawn."""


class GrowingText(LargeText):
    """Draws one or two lines below a blank row, or writes its text if it is too long for that.

    Lines are as high as two of them can be within `max-height`.
    """

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the rows that the text needs."""
        return len(self._written(width, self._most_rows()))

    def _show_changed(self, _before: tuple[str, ...]) -> None:
        self.refresh(layout=True)

    def _written(self, columns: int, height: int) -> list[str]:
        room = self._most_rows() - 1
        line_rows = max(_LEAST_ROWS, (room - 1) // 2)
        for rows in (line_rows, 2 * line_rows + 1):
            _, size = largest_lines(self.text.upper(), columns, rows, self._charset)
            if rows <= room and size and size.rows == line_rows:
                return ["", *super()._written(columns, rows)]
        self.is_drawn = False
        return wrap(self.text, columns)[:height] if columns > 0 else []

    def _most_rows(self) -> int:
        most = self.styles.max_height
        return int(most.value) if most else 1
