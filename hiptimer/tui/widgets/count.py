"""The number of a moment with what it counts, and the figure if there is room for it."""

from __future__ import annotations

from re import sub
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal, Vertical

from hiptimer.drawing.figure.scene import columns_of, is_legible, rows_of
from hiptimer.drawing.lettering import largest_size
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.workout_texts import Glance


# The smallest size to which a figure may shrink the number, and the largest share of the width
# that the figure may take.
_KEPT: Final = 0.5
_MOST: Final = 0.6
_GAP: Final = 1


class Count(Horizontal):
    """The one large number, above the rep and a caption; before it the figure, if it has room."""

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset
        self._figure: Figure | None = None
        self._shape = ""

    def compose(self) -> ComposeResult:
        """Lay out the figure beside the number with its words."""
        yield FigureView(self._charset)
        with Vertical(id="number-column"):
            yield LargeText(self._charset, id="number")
            yield LargeText(self._charset, id="rep")
            yield PlainText(id="caption")

    def show_figure(self, figure: Figure, frame: Frame) -> None:
        """Show one frame of a figure beside the number, if there is room."""
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
        self.query_one("#caption", PlainText).show(glance.caption)

    def _has_figure(self, figure: Figure | None) -> None:
        if figure is not self._figure:
            self._figure = figure
            self._make_room()

    def _make_room(self) -> None:
        """Give the figure the room that the number does not need to stay large."""
        columns = self._figure_columns()
        view = self.query_one(FigureView)
        view.set_class(columns > 0, "-fits")
        view.styles.width = columns
        if self._figure and columns:
            view.styles.height = min(self.content_size.height, rows_of(self._figure, columns))

    def _figure_columns(self) -> int:
        """Return the width of the figure, 0 if there is no room for one."""
        columns, rows = self.content_size
        figure = self._figure
        if figure is None:
            return 0

        def kept(room: int) -> float:
            """Return the size of the number in a room, as a share of its largest size."""
            size = largest_size(self._shape, room, rows - 1, self._charset)
            if size is None or whole is None:
                return 0.0
            return min(size.rows / whole.rows, size.columns / whole.columns)

        whole = largest_size(self._shape, columns, rows - 1, self._charset)
        widest = min(columns_of(figure, rows), int(_MOST * columns))
        for width in range(widest, 0, -1):
            if not is_legible(figure, width, rows):
                break
            if not self._shape or kept(columns - width - _GAP) >= _KEPT:
                return width
        return 0
