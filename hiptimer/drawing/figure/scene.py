"""Draws a figure: limbs, props and the floor as shapes, fitted into rows of characters."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.circuit.figure.body import skeleton
from hiptimer.drawing.cells import ASCII, HALVES, QUADRANTS, draw_layers
from hiptimer.drawing.figure import shapes
from hiptimer.drawing.figure.shapes import MARGIN, Paper
from hiptimer.drawing.raster import PAPER, Layer
from hiptimer.drawing.vector_shapes import CELL_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.circuit.figure.body import Skeleton
    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.drawing.cells import Cell, Run
    from hiptimer.foundation.terminal import Charset

NEAR: Final = 1
TRUNK: Final = 2
FAR: Final = 3
GEAR: Final = 4
FLOOR: Final = 5
"""The shades of a picture; `NEAR` is the brightest."""

_CELLS: Final[Mapping[Charset, Cell]] = {"quadrant": QUADRANTS, "half": HALVES, "ascii": ASCII}

_FURNITURE: Final = frozenset({"step", "chair", "wall"})
# The floor takes a row of pixels, of which a cell has at least two.
_FLOOR_ROWS: Final = 0.5
# A joint lower than this is in front of the floor line rather than on it.
_SUNK: Final = 5.0
# Nearer shapes get a gap around them, so that they stay distinct even without colors.
_HALO_PIXELS: Final = 0.8

# If a cell covers more than this, an arm can no longer be seen.
_MOST_CENTIMETERS: Final = 11.0

# A shape thinner than this would flicker as it moves between pixels.
_THINNEST_PIXELS: Final = 1.0


_ASCII_MARKS: Final = {PAPER: " ", NEAR: "#", TRUNK: "%", FAR: ":", GEAR: "=", FLOOR: "_"}


class Outline(NamedTuple):
    """The bounding box of a figure in all its poses."""

    left: float
    bottom: float
    right: float
    top: float


@lru_cache(maxsize=1024)
def draw_frame(
    figure: Figure, frame: Frame, columns: int, rows: int, charset: Charset
) -> tuple[tuple[Run, ...], ...]:
    """Return the rows of one frame, as large as fits; results are cached."""
    cell = _CELLS[charset]
    seen = draw_layers([*frame_layers(figure, frame, columns, rows, cell)], columns, rows, cell)
    return tuple(map(_in_ascii, seen)) if charset == "ascii" else seen


def frame_layers(
    figure: Figure, frame: Frame, columns: int, rows: int, cell: Cell
) -> Iterator[Layer]:
    """Yield the visible layers of one frame from back to front, as large as fits."""
    paper = _paper(outline(figure), columns, rows, cell, mirrored=frame.mirrored)
    return _layers(figure, skeleton(figure.pose(frame), figure.view), frame, paper, cell)


def columns_of(figure: Figure, rows: int) -> int:
    """Return the number of columns that a figure fills if it is `rows` rows high."""
    room = outline(figure)
    return math.ceil(rows * CELL_HEIGHT * (room.right - room.left) / (room.top - room.bottom))


def rows_of(figure: Figure, columns: int) -> int:
    """Return the number of rows that a figure fills if it is `columns` columns wide."""
    room = outline(figure)
    height = columns * (room.top - room.bottom) / (room.right - room.left)
    return math.ceil(height / CELL_HEIGHT + _FLOOR_ROWS)


def is_legible(figure: Figure, columns: int, rows: int) -> bool:
    """Return whether a figure is recognizable when fitted into this many columns and rows."""
    paper = _paper(outline(figure), columns, rows, QUADRANTS, mirrored=False)
    return paper.scale * _MOST_CENTIMETERS >= 1


@lru_cache(maxsize=64)
def outline(figure: Figure) -> Outline:
    """Return the bounding box of all poses of a figure."""
    spots = [spot for thing in figure.things for spot in shapes.corners(thing)]
    for pose in figure.poses.values():
        bones = skeleton(pose, figure.view)
        spots += [*bones.trunk, *bones.near, *bones.far]
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    lowest = min(ys)
    bottom = 0.0 if lowest > -_SUNK else lowest - MARGIN
    return Outline(min(xs) - MARGIN, bottom, max(xs) + MARGIN, max(ys) + MARGIN)


def _in_ascii(row: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return a row in which characters distinguish the shades, since colors may not."""
    return tuple(run._replace(text=run.text.replace("#", _ASCII_MARKS[run.ink])) for run in row)


def _paper(room: Outline, columns: int, rows: int, cell: Cell, *, mirrored: bool) -> Paper:
    # The last row of pixels is reserved for the floor.
    height = max(1.0, rows * CELL_HEIGHT - cell.pixel_height)
    scale = min(columns / (room.right - room.left), height / (room.top - room.bottom))
    return Paper(
        left=(room.left + room.right) / 2 - columns / scale / 2,
        top=room.bottom + height / scale,
        scale=scale,
        width=columns,
        thinnest=_THINNEST_PIXELS * cell.pixel_height,
        mirrored=mirrored,
    )


def _layers(
    figure: Figure, bones: Skeleton, frame: Frame, paper: Paper, cell: Cell
) -> Iterator[Layer]:
    """Yield the visible layers from back to front."""
    around = paper._replace(halo=_HALO_PIXELS * cell.pixel_height)
    far_shade, near_shade = (NEAR, FAR) if frame.lit == "far" else (FAR, NEAR)
    furniture = [thing for thing in figure.things if thing.kind in _FURNITURE]
    used = [thing for thing in figure.things if thing.kind not in _FURNITURE]
    floor = Layer((shapes.floor(paper, cell.pixel_height),), FLOOR)
    is_seen_from_above = outline(figure).bottom < 0
    if is_seen_from_above:
        yield floor
    yield Layer(tuple(shapes.props(furniture, paper)), FLOOR)
    yield Layer((*shapes.leg(bones.far, paper), *shapes.arm(bones.far, paper)), far_shade)
    yield Layer((*shapes.leg(bones.near, around), *shapes.trunk(bones, around)), PAPER)
    yield Layer(tuple(shapes.trunk(bones, paper)), TRUNK)
    yield Layer(tuple(shapes.props(used, paper)), GEAR)
    yield Layer((*shapes.leg(bones.near, paper), *shapes.arm(bones.near, paper)), near_shade)
    yield Layer(tuple(shapes.bands(figure.bands, bones, paper)), GEAR)
    if not is_seen_from_above:
        yield floor
