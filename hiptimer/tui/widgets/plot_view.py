"""A plot, as large as the widget allows, with a legend above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from hiptimer.drawing.plots import AXES, MEET, NoPlots, draw_plot, legend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.drawing.plots import Plot
    from hiptimer.foundation.terminal import Charset

    Run = tuple[str, int]

_TITLE: Final = -3
_COLORS: Final = {
    AXES: "plot--axes",
    MEET: "plot--meeting",
    _TITLE: "plot--title",
    0: "plot--first",
    1: "plot--second",
    2: "plot--third",
}
_BETWEEN = "  "


class PlotView(Widget):
    """Shows a plot under its `title`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_COLORS.values())

    def __init__(self, title: str, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._title = title
        self._charset: Charset = charset
        self._plot: Plot | None = None
        self._rows: tuple[tuple[Run, ...], ...] = ()

    def show(self, plot: Plot) -> None:
        """Show a plot."""
        self._plot = plot
        self._draw()
        self.refresh()

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._draw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a row."""
        runs = self._rows[y] if y < len(self._rows) else ()
        segments = [Segment(text, self._style(owner)) for text, owner in runs]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, owner: int) -> Style:
        style = self.get_component_rich_style(_COLORS[owner])
        return style + Style(bold=owner not in (AXES, MEET))

    def _draw(self) -> None:
        columns, rows = self.size
        plot = self._plot
        if plot is None or not columns:
            self._rows = ()
            return
        if plot.is_empty:
            self._rows = tuple(_wrapped([(self._title, _TITLE), ("nothing yet", AXES)], columns))
            return
        named = [(self._title, _TITLE), *legend(plot, self._charset)]
        head = tuple(_wrapped(named, columns))
        try:
            drawn = draw_plot(plot, columns, rows - len(head), self._charset)
        except NoPlots as reason:
            words = f"There are no plots: plotext cannot be loaded ({reason})"
            head = tuple(_wrapped([(word, AXES) for word in words.split()], columns, " "))
            drawn = ()
        self._rows = (*head, *drawn)


def _wrapped(
    runs: Iterable[Run], columns: int, between: str = _BETWEEN
) -> Iterator[tuple[Run, ...]]:
    """Yield rows of whole runs, as many per row as fit."""
    row: list[Run] = []
    for text, owner in runs:
        taken = sum(len(it) for it, _ in row)
        if row and taken + len(between) + len(text) > columns:
            yield tuple(row)
            row = []
        if row:
            row.append((between, AXES))
        row.append((text, owner))
    yield tuple(row)
