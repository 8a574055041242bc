"""Text in large drawn digits and capital letters, as large as the space allows."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.drawing.accents import find_glyph, split_characters
from hiptimer.drawing.cells import ASCII, ASCII_HALVES, HALVES, QUADRANTS, draw_layers
from hiptimer.drawing.raster import Layer
from hiptimer.drawing.vector_shapes import CELL_HEIGHT, Point, Polygon, pen_stroke, round_corners

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.drawing.cells import Cell
    from hiptimer.drawing.glyphs import Glyph, Stroke
    from hiptimer.drawing.vector_shapes import Capsule, Shape
    from hiptimer.foundation.terminal import Charset

# Fractions of the height of a digit.
_NARROWEST: Final = 0.5
_WIDEST: Final = 0.72
_PEN: Final = 0.18
_GAP: Final = 0.11
# A fraction of the width: with a thicker pen the holes of an 8 would close.
_THICKEST_PEN: Final = 0.3
# Below this height a wide curve would leave too little of a bar to be visible.
_LEAST_CURVED_HEIGHT: Final = 10
# A shorter hook at the end of a stroke would make a 6 look like an 8.
_LEAST_HOOK_PIXELS: Final = 1.2

_CELLS: Final[Mapping[Charset, tuple[Cell, ...]]] = {
    "quadrant": (QUADRANTS,),
    "half": (HALVES,),
    "ascii": (ASCII, ASCII_HALVES),
}
# With fewer rows of pixels an 8 is not recognizable.
_FEWEST_PIXEL_ROWS: Final = 5
# Fractions of the height of a letter with a mark: each mark with its gap, and the mark alone.
_MARK_AND_GAP: Final = 0.3
_MARK: Final = 0.18
_FEWEST_COLUMNS: Final = 3


class Size(NamedTuple):
    """The size of drawn text in characters, and the kind of `cell` to draw with.

    `columns` is the width of a digit, `gap` the space between characters; `pen` is the thickness of
    a stroke in widths of a cell.
    """

    columns: int
    rows: int
    gap: int
    pen: float
    cell: Cell

    def columns_of(self, character: str) -> int:
        """Return the width of a character, in columns."""
        return max(math.ceil(self.pen), round(_glyph(character).width * self.columns))

    def columns_of_text(self, text: str) -> int:
        """Return the width of a text, in columns."""
        characters = split_characters(text)
        return sum(map(self.columns_of, characters)) + self.gap * (len(characters) - 1)


class _Box(NamedTuple):
    """The part of the height that a letter or a mark takes, in widths of a cell."""

    top: float
    height: float


@lru_cache(maxsize=256)
def largest_size(text: str, columns: int, rows: int, charset: Charset) -> Size | None:
    """Return the largest size at which `text` fits; None if it does not fit at all.

    The size is the same for all texts with digits, or blanks instead, at the same positions.
    """
    text = split_characters(text)
    glyphs = [find_glyph(character) for character in text]
    if not text or None in glyphs:
        return None
    marks = max(glyph.mark_count for glyph in glyphs if glyph)
    for cell in _CELLS[charset]:
        fewest_rows = math.ceil((_FEWEST_PIXEL_ROWS + marks) / cell.down)
        for height in range(rows, fewest_rows - 1, -1):
            size = _widest(text, columns, height, cell)
            if size:
                return size
    return None


def draw_text(text: str, size: Size) -> tuple[str, ...]:
    """Return the rows of `text` drawn at `size`."""
    gap = " " * size.gap
    drawn = [_drawn(character, size) for character in split_characters(text)]
    return tuple(gap.join(row) for row in zip(*drawn, strict=True))


def _widest(text: str, columns: int, rows: int, cell: Cell) -> Size | None:
    """Return the widest well-proportioned size at which `text` is `rows` high; None if too wide."""
    height = rows * CELL_HEIGHT
    gap = max(1, round(_GAP * height))
    least = max(_FEWEST_COLUMNS, math.ceil(_NARROWEST * height))
    for width in range(max(least, round(_WIDEST * height)), least - 1, -1):
        size = Size(width, rows, gap, _pen(width, height, cell), cell)
        if size.columns_of_text(text) <= columns:
            return size
    return None


@lru_cache(maxsize=64)
def largest_lines(
    text: str, columns: int, rows: int, charset: Charset
) -> tuple[tuple[str, ...], Size | None]:
    """Return the lines into which to break `text` so that it is largest, and their size.

    A blank row separates two lines. The size is None if the text does not fit.
    """
    found: tuple[tuple[str, ...], Size | None] = (text,), largest_size(text, columns, rows, charset)
    words = text.split()
    for number in range(2, min(len(words), rows) + 1):
        height = (rows - number + 1) // number
        lines = _break(words, number)
        sizes = [largest_size(line, columns, height, charset) for line in lines]
        size = min(filter(None, sizes), key=lambda it: (it.rows, it.columns), default=None)
        if size and all(sizes) and (found[1] is None or size.rows > found[1].rows):
            found = lines, size
    return found


def _break(words: Sequence[str], number: int) -> tuple[str, ...]:
    """Return `words` in `number` lines, of which the longest is as short as possible."""
    splits = (
        tuple(" ".join(words[start:end]) for start, end in pairwise((0, *cuts, len(words))))
        for cuts in combinations(range(1, len(words)), number - 1)
    )
    return min(splits, key=lambda lines: max(map(len, lines)))


def _pen(width: int, height: int, cell: Cell) -> float:
    """Return a pen thickness of whole pixels, so that all bars are equally thick."""
    wanted = round(min(_PEN * height, _THICKEST_PEN * width) / cell.pixel_height)
    # An 8 has three bars and two holes, and each hole is at least as high as a bar.
    most = int(height / cell.pixel_height) // 5
    return max(1, min(wanted, most)) * cell.pixel_height


def _glyph(character: str) -> Glyph:
    glyph = find_glyph(character)
    if glyph is None:
        raise KeyError(character)
    return glyph


@lru_cache(maxsize=1024)
def _drawn(character: str, size: Size) -> tuple[str, ...]:
    """Return the rows of a character; results are cached."""
    columns = size.columns_of(character)
    glyph = _glyph(character)
    shapes: list[Shape] = []
    if glyph.mark_count:
        above, letter, below, pen = _divide(glyph, size)
        size = size._replace(pen=pen)
    else:
        above = letter = below = _Box(0, size.rows * CELL_HEIGHT)
    for strokes, box in ((glyph.above, above), (glyph.strokes, letter), (glyph.below, below)):
        shapes += (it for stroke in strokes for it in _stroke(stroke, columns, size, box))
    for fill in glyph.fills:
        shapes.append(Polygon(tuple(Point(x * columns, y * letter.height) for x, y in fill)))
    rows = draw_layers([Layer(tuple(shapes))], columns, size.rows, size.cell)
    return tuple("".join(run.text for run in row) for row in rows)


def _divide(glyph: Glyph, size: Size) -> tuple[_Box, _Box, _Box, float]:
    """Divide the height among a mark above, the letter and a mark below, for a pen that fits."""
    pixel = size.cell.pixel_height
    rows = size.rows * size.cell.down
    letter_rows = max(_FEWEST_PIXEL_ROWS, round(rows * (1 - glyph.mark_count * _MARK_AND_GAP)))
    room = (rows - letter_rows) // glyph.mark_count
    most = letter_rows // max(1, 2 * glyph.bar_count - 1)
    pen = min(size.pen, most * pixel, room * pixel)
    mark = min(room * pixel, max(pen, round(_MARK * rows) * pixel))
    top = rows - letter_rows - (room if glyph.below else 0)
    letter = _Box(top * pixel, letter_rows * pixel)
    return _Box(0, mark), letter, _Box(rows * pixel - mark, mark), pen


def _stroke(stroke: Stroke, columns: int, size: Size, box: _Box) -> tuple[Capsule, ...]:
    pen, cell = size.pen, size.cell
    width, height = columns - pen, box.height - pen
    points = [
        Point(
            pen / 2 + _snapped(x * width, cell.pixel_width),
            box.top + pen / 2 + _snapped(y * height, cell.pixel_height),
        )
        for x, y, *_ in stroke.knots
    ]
    curve = width / 2 if height + pen >= _LEAST_CURVED_HEIGHT else pen
    radii = [curve if any(is_round) else 0.0 for _, _, *is_round in stroke.knots]
    if not stroke.is_closed:
        points, radii = _without_stubs(points, radii, cell)
    points, radii = _without_repeats(points, radii)
    return pen_stroke(round_corners(points, radii, is_closed=stroke.is_closed), pen / 2)


def _snapped(length: float, pixel: float) -> float:
    """Return `length` rounded to whole pixels, so that equal parts look equal."""
    return round(length / pixel) * pixel


def _without_repeats(points: list[Point], radii: list[float]) -> tuple[list[Point], list[float]]:
    """Return the line without knots that coincide with the one before, as in a box without room."""
    kept = [index for index, it in enumerate(points) if index == 0 or it != points[index - 1]]
    if len(kept) > 1 and points[kept[-1]] == points[0]:
        kept.pop()
    return [points[index] for index in kept], [radii[index] for index in kept]


def _without_stubs(
    points: list[Point], radii: list[float], cell: Cell
) -> tuple[list[Point], list[float]]:
    """Return the line without a first and a last segment too short to look like a hook."""

    def is_stub(one: Point, other: Point) -> bool:
        across = abs(one.x - other.x) / cell.pixel_width
        down = abs(one.y - other.y) / cell.pixel_height
        return max(across, down) <= _LEAST_HOOK_PIXELS

    if len(points) <= 2:
        return points, radii
    first = 1 if is_stub(*points[:2]) else 0
    last = -1 if is_stub(*points[-2:]) else None
    return points[first:last], radii[first:last]
