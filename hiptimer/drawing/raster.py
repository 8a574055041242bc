"""From shapes to pixels: a row of pixels is an integer whose lowest bit is its left end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.drawing.strokes import Shape

PAPER: Final = 0
"""The shade where nothing is drawn."""

# Decides for a pixel whose middle lies exactly on an edge, so that a bar has one height everywhere.
_NUDGE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes in one shade, a number above `PAPER` that whoever shows the picture has a colour for.

    A layer hides what lies under it.
    """

    shapes: tuple[Shape, ...]
    shade: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Paper of `columns` × `rows` pixels; a pixel is `width` × `height` widths of a cell."""

    columns: int
    rows: int
    width: float
    height: float


def pixels(shapes: Sequence[Shape], grid: Grid) -> list[int]:
    """Return the rows of `grid`, a bit set for each pixel whose middle lies in one of `shapes`."""
    rows = [0] * grid.rows
    for shape in shapes:
        first = max(0, math.floor(shape.top / grid.height))
        last = min(grid.rows, math.ceil(shape.bottom / grid.height))
        for row in range(first, last):
            for start, end in shape.spans((row + 0.5) * grid.height + _NUDGE):
                rows[row] |= (1 << _column(end, grid)) - (1 << _column(start, grid))
    return rows


def shades(layers: Sequence[Layer], grid: Grid) -> list[tuple[int, list[int]]]:
    """Return what can be seen of each layer, as its shade and its rows, the lowest first."""
    seen: list[tuple[int, list[int]]] = []
    hidden = [0] * grid.rows
    for layer in reversed(layers):
        drawn = pixels(layer.shapes, grid)
        visible = [row & ~above for row, above in zip(drawn, hidden, strict=True)]
        hidden = [row | above for row, above in zip(drawn, hidden, strict=True)]
        seen.append((layer.shade, visible))
    return seen[::-1]


def _column(x: float, grid: Grid) -> int:
    """Return the first column whose middle is not left of `x`, or the end of the row."""
    return min(grid.columns, max(0, math.ceil(x / grid.width - 0.5)))
