"""Converts shapes into pixels: a row is an integer whose lowest bit is its leftmost pixel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.drawing.vector_shapes import Shape

PAPER: Final = 0
"""The shade of the background."""

# Settles pixels whose center lies exactly on an edge, so that a bar has the same height everywhere.
_NUDGE: Final = 1e-6


class Layer(NamedTuple):
    """Shapes in one shade, a number above `PAPER` to which the view assigns a color.

    A layer hides the layers below it.
    """

    shapes: tuple[Shape, ...]
    shade: int = 1


class Grid(NamedTuple):
    """Paper of `columns` × `rows` pixels; a pixel is `width` × `height` widths of a cell."""

    columns: int
    rows: int
    width: float
    height: float


def pixels(shapes: Sequence[Shape], grid: Grid) -> list[int]:
    """Return the rows of `grid`: a bit is set if the pixel's center is inside one of `shapes`."""
    rows = [0] * grid.rows
    for shape in shapes:
        first = max(0, math.floor(shape.top / grid.height))
        last = min(grid.rows, math.ceil(shape.bottom / grid.height))
        for row in range(first, last):
            for start, end in shape.spans((row + 0.5) * grid.height + _NUDGE):
                rows[row] |= (1 << _column(end, grid)) - (1 << _column(start, grid))
    return rows


def shades(layers: Sequence[Layer], grid: Grid) -> list[tuple[int, list[int]]]:
    """Return the visible part of each layer as its shade and its rows, lowest layer first."""
    seen: list[tuple[int, list[int]]] = []
    hidden = [0] * grid.rows
    for layer in reversed(layers):
        drawn = pixels(layer.shapes, grid)
        visible = [row & ~above for row, above in zip(drawn, hidden, strict=True)]
        hidden = [row | above for row, above in zip(drawn, hidden, strict=True)]
        seen.append((layer.shade, visible))
    return seen[::-1]


def _column(x: float, grid: Grid) -> int:
    """Return the first column whose center is at `x` or greater, or the end of the row."""
    return min(grid.columns, max(0, math.ceil(x / grid.width - 0.5)))
