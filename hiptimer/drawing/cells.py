"""Converts pixels into characters that the terminal supports."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import chain, groupby
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.drawing.raster import PAPER, Grid, shades
from hiptimer.drawing.vector_shapes import CELL_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.drawing.raster import Layer


class Cell(NamedTuple):
    """A cell divided into `across` × `down` pixels.

    `marks` has one character per pattern of pixels; the first pixel in reading order is the
    lowest bit of a pattern.
    """

    across: int
    down: int
    marks: str

    @property
    def pixel_height(self) -> float:
        """The height of a pixel in widths of a cell."""
        return CELL_HEIGHT / self.down

    @property
    def pixel_width(self) -> float:
        """The width of a pixel in widths of a cell."""
        return 1 / self.across


QUADRANTS: Final = Cell(2, 2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
HALVES: Final = Cell(1, 2, " ▀▄█")
ASCII: Final = Cell(1, 1, " #")
ASCII_HALVES: Final = Cell(1, 2, ' "_#')
"""Fainter than `ASCII`, but legible at half the height."""

_BLANK: Final = (" ", PAPER, PAPER)


class Run(NamedTuple):
    """Text in the shade `ink` on the shade `ground`."""

    text: str
    ink: int
    ground: int


def draw_layers(
    layers: Sequence[Layer], columns: int, rows: int, cell: Cell
) -> tuple[tuple[Run, ...], ...]:
    """Return `rows` rows of `columns` characters that show `layers`.

    A cell has room for two shades. If there are three, the highest layer keeps its shape, and of
    the other two the one that covers less of the cell is dropped.
    """
    grid = Grid(columns * cell.across, rows * cell.down, cell.pixel_width, cell.pixel_height)
    seen = shades(layers, grid)
    return tuple(_runs(seen, row * cell.down, columns, cell) for row in range(rows))


def _runs(
    seen: Sequence[tuple[int, list[int]]], top: int, columns: int, cell: Cell
) -> tuple[Run, ...]:
    lines = [(shade, rows[top : top + cell.down]) for shade, rows in seen]
    # Most shades are in few rows, and most cells of a row are blank.
    present = [(shade, rows) for shade, rows in lines if any(rows)]
    drawn = reduce(or_, chain.from_iterable(rows for _, rows in present), 0)
    mask = (1 << cell.across) - 1
    cells = [
        _shaded(present, left, cell) if drawn >> left & mask else _BLANK
        for left in range(0, columns * cell.across, cell.across)
    ]
    runs = []
    for (ink, ground), same in groupby(cells, key=lambda it: it[1:]):
        runs.append(Run("".join(mark for mark, _, _ in same), ink, ground))
    return tuple(runs)


def _shaded(
    present: Sequence[tuple[int, list[int]]], left: int, cell: Cell
) -> tuple[str, int, int]:
    """Return the character of the cell at pixel `left`, which is not blank, and its two shades."""
    mask = (1 << cell.across) - 1
    parts = []
    for shade, rows in present:
        pattern = 0
        for line, row in enumerate(rows):
            pattern |= (row >> left & mask) << line * cell.across
        if pattern:
            parts.append((shade, pattern))
    ink, form = parts.pop()
    if not parts:
        return cell.marks[form], ink, PAPER
    area = Counter({shade: pattern.bit_count() for shade, pattern in parts})
    blank = cell.across * cell.down - form.bit_count() - area.total()
    ground = max([*area.items(), (PAPER, blank)], key=lambda it: it[1])[0]
    return cell.marks[form], ink, ground
