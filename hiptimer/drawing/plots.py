"""Plots over days, made of characters with the plotext library.

Each series has its own mark, so that color is never the only difference; a cell of two series has
a third mark. plotext lays out one series at a time without colors, so that this module knows which
series each cell belongs to; the view adds the colors.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from hiptimer.drawing.axes import day_axis, value_axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from hiptimer.drawing.axes import Axis, Unit
    from hiptimer.foundation.terminal import Charset

AXES: Final = -1
"""The series number of a cell that belongs to no series."""

MEET: Final = -2
"""The series number of a cell that belongs to several series."""

FEWEST_COLUMNS: Final = 16
FEWEST_ROWS: Final = 5

_MEETING = ("◆", "X")
_LINES: Final[Mapping[Charset, str]] = {"quadrant": "braille", "half": "·", "ascii": "."}
"""What the lines between points are drawn with: a mark, or plotext's name for braille dots."""


class NoPlots(Exception):
    """The plotting library cannot be loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of points, each a day and a value. `marks` are its mark in Unicode and in ASCII."""

    name: str
    marks: tuple[str, str]
    points: tuple[tuple[date, float], ...]

    def mark(self, charset: Charset) -> str:
        """Return the mark of the series in a charset."""
        return self.marks[charset == "ascii"]


@dataclass(frozen=True, slots=True)
class Plot:
    """Series on shared axes: x is the days from `first` to `last`, y the values."""

    series: tuple[Series, ...]
    first: date
    last: date
    unit: Unit

    @property
    def is_empty(self) -> bool:
        """Whether the plot has no points."""
        return not any(it.points for it in self.series)


def load() -> None:
    """Load the library in advance, since that takes a fifth of a second.

    Raises:
        NoPlots: the library cannot be loaded.

    """
    _library()


def draw_plot(
    plot: Plot, columns: int, rows: int, charset: Charset
) -> tuple[tuple[tuple[str, int], ...], ...]:
    """Return a plot as rows of runs: a text and the number of the series it belongs to.

    Empty if a plot does not fit.

    Raises:
        NoPlots: the library cannot be loaded.

    """
    if columns < FEWEST_COLUMNS or rows < FEWEST_ROWS:
        return ()
    most = max((value for series in plot.series for _, value in series.points), default=0.0)
    axes = day_axis(plot.first, plot.last, columns), value_axis(most, plot.unit, rows)
    nothing = Series("", (" ", " "), ())
    ground = _laid_out(axes, nothing, columns, rows, charset)
    cells = [[(mark, AXES) for mark in row.ljust(columns)] for row in ground]
    for number, series in enumerate(plot.series):
        laid_out = _laid_out(axes, series, columns, rows, charset)
        for y, (row, empty) in enumerate(zip(laid_out, ground, strict=True)):
            for x, mark in enumerate(row):
                if x >= len(empty) or mark != empty[x]:
                    cells[y][x] = _joint(cells[y][x], (mark, number), charset)
    return tuple(_runs(row) for row in cells)


def legend(plot: Plot, charset: Charset) -> tuple[tuple[str, int], ...]:
    """Return the legend as runs; with several series it includes the mark of a shared cell."""
    named = [
        (f"{series.mark(charset)} {series.name}", number)
        for number, series in enumerate(plot.series)
    ]
    if len(named) > 1:
        named.append((f"{_MEETING[charset == 'ascii']} equal", MEET))
    return tuple(named)


def _joint(before: tuple[str, int], cell: tuple[str, int], charset: Charset) -> tuple[str, int]:
    """Return what a cell shows in which two series are drawn: a point covers a line."""
    if before[1] == AXES or (_is_of_line(before[0]) and not _is_of_line(cell[0])):
        return cell
    return before if _is_of_line(cell[0]) else (_MEETING[charset == "ascii"], MEET)


def _is_of_line(mark: str) -> bool:
    return mark in _LINES.values() or "\u2800" <= mark <= "\u28ff"


def _runs(cells: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(
        ("".join(mark for mark, _ in run), owner)
        for owner, run in groupby(cells, key=lambda cell: cell[1])
    )


def _laid_out(
    axes: tuple[Axis, Axis], series: Series, columns: int, rows: int, charset: Charset
) -> list[str]:
    figure = _library().figure
    figure.clear()
    figure.plot_size(columns, rows)
    figure.theme("colorless")
    days = [day.toordinal() for day, _ in series.points]
    values = [value for _, value in series.points]
    figure.draw(figure.signal(days, values, marker=_LINES[charset]).lines())
    figure.draw(figure.signal(days, values, marker=series.mark(charset)))
    for axis, name in zip(axes, ("x", "y"), strict=True):
        ruler = figure.ruler(name)
        ruler.lim(axis.low, axis.high)
        ruler.ticks([at for at, _ in axis.ticks], [label for _, label in axis.ticks])
    for name, side in (("x", "upper"), ("y", "right")):
        figure.axes(False, axis=name, side=side)
    text: str = figure.build().string(colorless=True)
    laid_out = text.removesuffix("\n").split("\n")
    return _in_ascii(laid_out) if charset == "ascii" else laid_out


def _in_ascii(rows: Sequence[str]) -> list[str]:
    lines = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|+++++++++")
    return [row.translate(lines) for row in rows]


def _library() -> Any:
    try:
        import plotext
    except (ImportError, OSError) as error:
        raise NoPlots(str(error)) from None
    plotext.terminal.limit(width=False, height=False)
    return plotext
