"""Digits, capital letters and punctuation as pen strokes in a unit box.

A stroke follows its knots along the center of the pen: at 0 and 1 the pen touches the edges of
the box. A knot that ends in `ROUND` is a rounded corner.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUND: Final = True
THIN_SPACE: Final = "\N{THIN SPACE}"
_Knot = tuple[float, float] | tuple[float, float, bool]


class Stroke(NamedTuple):
    """Knots in order, and back to the first if the stroke `is_closed`; a single knot is a dot."""

    knots: tuple[_Knot, ...]
    is_closed: bool = False


class Glyph(NamedTuple):
    """Strokes and filled outlines; `width` is 1 for the width of a digit, 0 for that of the pen.

    `above` and `below` are the strokes of marks, each in a box of its own.
    """

    strokes: tuple[Stroke, ...] = ()
    fills: tuple[tuple[tuple[float, float], ...], ...] = ()
    width: float = 1.0
    above: tuple[Stroke, ...] = ()
    below: tuple[Stroke, ...] = ()

    @property
    def mark_count(self) -> int:
        """The number of boxes for marks."""
        return bool(self.above) + bool(self.below)

    @property
    def bar_count(self) -> int:
        """The number of horizontal strokes above each other, three in an E."""
        segments = (pair for stroke in self.strokes for pair in pairwise(stroke.knots))
        return len({one[1] for one, other in segments if one[1] == other[1]})


def _pen(*strokes: Stroke, width: float = 1.0) -> Glyph:
    return Glyph(strokes, width=width)


def _line(*knots: _Knot) -> Stroke:
    return Stroke(knots)


def _ring(*knots: _Knot) -> Stroke:
    return Stroke(knots, is_closed=True)


_OVAL: Final = _ring((0, 0, ROUND), (1, 0, ROUND), (1, 1, ROUND), (0, 1, ROUND))
_STEM: Final = _line((0, 0), (0, 1))
_BOWL_OF_P: Final = _line((0, 0), (1, 0, ROUND), (1, 0.54, ROUND), (0, 0.54))

DIGITS: Final[Mapping[str, Glyph]] = {
    "0": _pen(_OVAL),
    "1": _pen(_line((0.08, 0.18), (0.55, 0), (0.55, 1)), _line((0.15, 1), (0.95, 1))),
    "2": _pen(
        _line((0, 0.2), (0, 0, ROUND), (1, 0, ROUND), (1, 0.46, ROUND), (0, 1), (1, 1)),
    ),
    "3": _pen(
        _line((0, 0.14), (0, 0, ROUND), (1, 0, ROUND), (1, 0.48, ROUND), (0.4, 0.48)),
        _line((0.4, 0.48), (1, 0.48, ROUND), (1, 1, ROUND), (0, 1, ROUND), (0, 0.86)),
    ),
    "4": _pen(_line((0.8, 1), (0.8, 0), (0, 0.72), (1, 0.72))),
    "5": _pen(
        _line((0.95, 0), (0.05, 0), (0, 0.44), (1, 0.44, ROUND), (1, 1, ROUND), (0, 1)),
    ),
    "6": _pen(
        _ring((0, 0.44, ROUND), (1, 0.44, ROUND), (1, 1, ROUND), (0, 1, ROUND)),
        _line((0.45, 0), (0, 0.5), (0, 0.72)),
    ),
    "7": _pen(_line((0, 0.14), (0, 0), (1, 0), (0.12, 1))),
    "8": _pen(
        _ring((0.04, 0, ROUND), (0.96, 0, ROUND), (0.96, 0.48, ROUND), (0.04, 0.48, ROUND)),
        _ring((0, 0.48, ROUND), (1, 0.48, ROUND), (1, 1, ROUND), (0, 1, ROUND)),
    ),
    "9": _pen(
        _ring((0, 0, ROUND), (1, 0, ROUND), (1, 0.56, ROUND), (0, 0.56, ROUND)),
        _line((1, 0.28), (1, 0.5), (0.55, 1)),
    ),
}
"""All digits and the blank have the same width, so that nothing shifts during a countdown."""

LETTERS: Final[Mapping[str, Glyph]] = {
    "A": _pen(_line((0, 1), (0, 0, ROUND), (1, 0, ROUND), (1, 1)), _line((0, 0.56), (1, 0.56))),
    "B": _pen(
        _line((0, 0), (0.92, 0, ROUND), (0.92, 0.48, ROUND), (0, 0.48)),
        _ring((0, 0.48), (1, 0.48, ROUND), (1, 1, ROUND), (0, 1)),
        _STEM,
    ),
    "C": _pen(
        _line((1, 0.16), (1, 0, ROUND), (0, 0, ROUND), (0, 1, ROUND), (1, 1, ROUND), (1, 0.84))
    ),
    "D": _pen(_ring((0, 0), (1, 0, ROUND), (1, 1, ROUND), (0, 1)), width=1.1),
    "E": _pen(_line((1, 0), (0, 0), (0, 1), (1, 1)), _line((0, 0.5), (0.85, 0.5)), width=0.9),
    "F": _pen(_line((1, 0), (0, 0), (0, 1)), _line((0, 0.5), (0.85, 0.5)), width=0.9),
    "G": _pen(
        _line(
            *((1, 0.17), (1, 0, ROUND), (0, 0, ROUND), (0, 1, ROUND), (1, 1, ROUND)),
            *((1, 0.54), (0.5, 0.54)),
        )
    ),
    "H": _pen(_STEM, _line((1, 0), (1, 1)), _line((0, 0.5), (1, 0.5))),
    "I": _pen(_line((0.5, 0), (0.5, 1)), width=0),
    "J": _pen(_line((1, 0), (1, 1, ROUND), (0, 1, ROUND), (0, 0.74))),
    "K": _pen(_STEM, _line((1, 0), (0, 0.58)), _line((0.4, 0.36), (1, 1))),
    "L": _pen(_line((0, 0), (0, 1), (1, 1)), width=0.9),
    "M": _pen(_line((0, 1), (0, 0), (0.5, 0.5), (1, 0), (1, 1)), width=1.3),
    "N": _pen(_line((0, 1), (0, 0), (1, 1), (1, 0))),
    "O": _pen(_OVAL),
    "P": _pen(_STEM, _BOWL_OF_P),
    "Q": _pen(_OVAL, _line((0.6, 0.7), (1, 1))),
    "R": _pen(_STEM, _BOWL_OF_P, _line((0.45, 0.54), (1, 1))),
    "S": _pen(
        _line(
            *((1, 0.14), (1, 0, ROUND), (0, 0, ROUND), (0, 0.49, ROUND)),
            *((1, 0.49, ROUND), (1, 1, ROUND), (0, 1, ROUND), (0, 0.86)),
        )
    ),
    "T": _pen(_line((0, 0), (1, 0)), _line((0.5, 0), (0.5, 1))),
    "U": _pen(_line((0, 0), (0, 1, ROUND), (1, 1, ROUND), (1, 0))),
    "V": _pen(_line((0, 0), (0.5, 1), (1, 0))),
    "W": _pen(_line((0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0)), width=1.5),
    "X": _pen(_line((0, 0), (1, 1)), _line((1, 0), (0, 1))),
    "Y": _pen(_line((0, 0), (0.5, 0.58), (1, 0)), _line((0.5, 0.58), (0.5, 1))),
    "Z": _pen(_line((0, 0), (1, 0), (0, 1), (1, 1))),
    "Æ": _pen(
        _line((0, 1), (0, 0, ROUND), (0.5, 0), (0.5, 1), (1, 1)),
        *(_line((0.5, 0), (1, 0)), _line((0, 0.5), (0.9, 0.5))),
        width=1.6,
    ),
    "Œ": _pen(
        _line((1, 0), (0, 0, ROUND), (0, 1, ROUND), (1, 1)),
        *(_line((0.5, 0), (0.5, 1)), _line((0.5, 0.5), (0.9, 0.5))),
        width=1.6,
    ),
    "Ø": _pen(_OVAL, _line((0, 1), (1, 0))),
    "Ł": _pen(_line((0.2, 0), (0.2, 1), (1, 1)), _line((0, 0.6), (0.6, 0.4))),
    "Đ": _pen(
        _ring((0.25, 0), (1, 0, ROUND), (1, 1, ROUND), (0.25, 1)),
        _line((0, 0.5), (0.5, 0.5)),
        width=1.3,
    ),
}

# Without a shaft as wide as this, the arrow beside a side looks like a 4 from far away.
_ARROW: Final = (
    *((1, 0.5), (0.5, 0), (0.5, 0.36), (0, 0.36)),
    *((0, 0.64), (0.5, 0.64), (0.5, 1)),
)


def _arrow(outline: tuple[tuple[float, float], ...]) -> Glyph:
    return Glyph(fills=(outline,), width=1.8)


MARKS: Final[Mapping[str, Glyph]] = {
    " ": Glyph(),
    THIN_SPACE: Glyph(width=1 / 3),
    # With less room around its dots, a 2:12 looks like a 212 from far away.
    ":": _pen(_line((0.5, 0.28)), _line((0.5, 0.78)), width=0.5),
    ".": _pen(_line((0.5, 1)), width=0),
    ",": _pen(_line((1, 0.75), (0.2, 1)), width=0.3),
    "'": _pen(_line((0.5, 0), (0.5, 0.25)), width=0),
    "\N{RIGHT SINGLE QUOTATION MARK}": _pen(_line((0.5, 0), (0.5, 0.25)), width=0),
    "-": _pen(_line((0, 0.5), (1, 0.5)), width=0.6),
    "+": _pen(_line((0, 0.5), (1, 0.5)), _line((0.5, 0.25), (0.5, 0.75))),
    "/": _pen(_line((0, 1), (1, 0)), width=0.7),
    "!": _pen(_line((0.5, 0), (0.5, 0.6)), _line((0.5, 1)), width=0),
    "?": _pen(
        _line((0, 0.14), (0, 0, ROUND), (1, 0, ROUND), (1, 0.46, ROUND), (0.5, 0.46), (0.5, 0.62)),
        _line((0.5, 1)),
    ),
    "◀": _arrow(tuple((1 - x, y) for x, y in _ARROW)),
    "▶": _arrow(_ARROW),
}

GLYPHS: Final[Mapping[str, Glyph]] = {**DIGITS, **LETTERS, **MARKS}
