"""The number of a moment with what it counts, and the figure if there is room for it."""

from __future__ import annotations

from re import sub
from typing import TYPE_CHECKING, Final

from textual.containers import Container, Vertical
from textual.geometry import Size

from hiptimer.drawing.figure.scene import columns_of, is_legible, rows_of
from hiptimer.drawing.lettering import largest_size
from hiptimer.tui.widgets.caption import Caption
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.large_text import LargeText

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.workout_texts import Glance


# The smallest share of its size to which a figure may shrink the number; the smaller one applies if
# the figure would not fit otherwise.
_KEPT: Final = 1 / 2
_KEPT_AT_LEAST: Final = 1 / 3
# The largest share of the width, or of the height, that a figure may take.
_MOST: Final = 0.6
_GAP: Final = 1


class Count(Container):
    """The large number above rep and caption; the figure beside or above it, if it has room."""

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset
        self._figure: Figure | None = None
        self._shape = ""

    def compose(self) -> ComposeResult:
        """Lay out the figure before the number with its words."""
        yield FigureView(self._charset)
        with Vertical(id="number-column"):
            yield LargeText(self._charset, id="number")
            yield LargeText(self._charset, id="rep")
            yield Caption(id="caption")

    def show_figure(self, figure: Figure, frame: Frame) -> None:
        """Show one frame of a figure with the number, if there is room."""
        self._has_figure(figure)
        self.query_one(FigureView).show(figure, frame)

    def hide_figure(self) -> None:
        """Give all the room to the number."""
        self._has_figure(None)

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._make_room()

    def show(self, glance: Glance) -> None:
        """Show the number of `glance`."""
        shape = sub(r"[0-9 ]", "0", glance.number)
        if shape != self._shape:
            self._shape = shape
            self._make_room()
        self.query_one("#number", LargeText).show(glance.number)
        self.query_one("#rep", LargeText).show(glance.rep)
        self.set_class(bool(glance.rep), "-rep")
        self.query_one(Caption).show_caption(glance.caption)

    def _has_figure(self, figure: Figure | None) -> None:
        if figure is not self._figure:
            self._figure = figure
            self._make_room()

    def _make_room(self) -> None:
        """Give the figure the room that the number does not need to stay large."""
        beside = self._size_beside()
        above = self._size_above(_KEPT)
        if not (beside or above):
            above = self._size_above(_KEPT_AT_LEAST)
        size = max(beside, above)
        self.set_class(size != beside, "-above")
        view = self.query_one(FigureView)
        view.set_class(size.width > 0, "-fits")
        view.styles.width, view.styles.height = size

    def _size_beside(self) -> Size:
        """Return the size of the figure beside the number, 0 × 0 if it does not fit there."""
        columns, rows = self.content_size
        if self._figure:
            widest = min(columns_of(self._figure, rows), int(_MOST * columns))
            for width in range(widest, 0, -1):
                if not is_legible(self._figure, width, rows):
                    break
                if self._kept(columns - width - _GAP, rows) >= _KEPT:
                    return Size(width, min(rows, rows_of(self._figure, width)))
        return Size()

    def _size_above(self, least: float) -> Size:
        """Return the size of the figure above the number, 0 × 0 if it does not fit there.

        The number keeps at least the share `least` of its size.
        """
        columns, rows = self.content_size
        if self._figure and columns:
            for height in range(int(_MOST * rows), 0, -1):
                width = min(columns, columns_of(self._figure, height))
                if not is_legible(self._figure, width, height):
                    break
                height_needed = min(height, rows_of(self._figure, width))
                if self._kept(columns, rows - height_needed) >= least:
                    return Size(width, height_needed)
        return Size()

    def _kept(self, columns: int, rows: int) -> float:
        """Return the size of the number in a room, as a share of its size without a figure."""
        if not self._shape:
            return 1.0
        whole, kept = (
            largest_size(self._shape, width, height - 1, self._charset)
            for width, height in (self.content_size, (columns, rows))
        )
        if whole is None or kept is None:
            return 0.0
        return min(kept.rows / whole.rows, kept.columns / whole.columns)
