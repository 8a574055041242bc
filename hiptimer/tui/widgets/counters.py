"""The numbers of a moment, each with what it counts, and the figure if there is room for it."""

from __future__ import annotations

from re import sub
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal, Vertical

from hiptimer.drawing.figure.scene import columns_of, is_legible
from hiptimer.drawing.lettering import largest
from hiptimer.tui.widgets.drawn import Drawn
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.workout_texts import Counter


# The share of the width that the layout gives to both numbers of a paced rep.
_SHARE_OF_FIRST: Final = 5 / 8
# The smallest size to which a figure may shrink the number, and the largest share of the width
# that the figure may take.
_KEPT: Final = 0.5
_MOST: Final = 0.45
_GAP: Final = 1


class CounterColumn(Vertical):
    """One number with its caption."""

    def __init__(self, charset: Charset, *, classes: str) -> None:
        super().__init__(classes=classes)
        self._charset: Charset = charset

    def compose(self) -> ComposeResult:
        """Lay out the number above its caption."""
        yield Drawn(self._charset)
        yield Words(classes="caption")

    def show(self, counter: Counter) -> None:
        """Show `counter`, repainting only what changed."""
        self.query_one(Drawn).show(counter.digits)
        self.query_one(Words).show(counter.caption)


class Counters(Horizontal):
    """The main number, and beside it a smaller one: in paced reps, that of the beat.

    Before them is the figure, if there is one and the numbers do not need its room.
    """

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset
        self._figure: Figure | None = None
        self._shapes: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the figure and each number."""
        yield FigureView(self._charset)
        yield CounterColumn(self._charset, classes="first")
        yield CounterColumn(self._charset, classes="second")

    def show_figure(self, figure: Figure, frame: Frame) -> None:
        """Show one frame of a figure beside the numbers, if there is room."""
        self._has_figure(figure)
        self.query_one(FigureView).show(figure, frame)

    def hide_figure(self) -> None:
        """Give all the room to the numbers."""
        self._has_figure(None)

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._make_room()

    def show(self, counters: tuple[Counter, ...]) -> None:
        """Show `counters`; the places of missing ones stay empty."""
        shapes = tuple(sub(r"[0-9 ]", "0", counter.digits) for counter in counters)
        if shapes != self._shapes:
            self._shapes = shapes
            self._make_room()
        for index, column in enumerate(self.query(CounterColumn)):
            column.set_class(index >= len(counters), "-empty")
            if index < len(counters):
                column.set_class(counters[index].is_aside, "-aside")
                column.show(counters[index])

    def _has_figure(self, figure: Figure | None) -> None:
        if figure is not self._figure:
            self._figure = figure
            self._make_room()

    def _make_room(self) -> None:
        """Give the figure the room that the first number does not need to stay large."""
        columns = self._figure_columns()
        view = self.query_one(FigureView)
        view.set_class(columns > 0, "-fits")
        view.styles.width = columns

    def _figure_columns(self) -> int:
        """Return the width of the figure, 0 if there is no room for one."""
        columns, rows = self.content_size
        figure = self._figure
        if figure is None or not self._shapes:
            return 0
        first, *others = self._shapes
        share = _SHARE_OF_FIRST if others else 1.0

        def kept(room: int) -> float:
            """Return the size of the first number in a room, as a share of its largest size."""
            size = largest(first, int(room * share), rows - 1, self._charset)
            if size is None or whole is None:
                return 0.0
            return min(size.rows / whole.rows, size.columns / whole.columns)

        whole = largest(first, int(columns * share), rows - 1, self._charset)
        widest = min(columns_of(figure, rows), int(_MOST * columns))
        for width in range(widest, 0, -1):
            if not is_legible(figure, width, rows):
                break
            if kept(columns - width - _GAP) >= _KEPT:
                return width
        return 0
