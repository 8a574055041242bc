"""Letters with an accent, composed of the strokes of the letter and those of its marks.

The strokes of a mark are in a unit box of their own, above or below the letter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from hiptimer.drawing.glyphs import GLYPHS, ROUND, Glyph, Stroke

if TYPE_CHECKING:
    from collections.abc import Mapping


def _line(*knots: tuple[float, float] | tuple[float, float, bool]) -> Stroke:
    return Stroke(knots)


_DOT: Final = (_line((0.5, 0.5)),)

_ABOVE: Final[Mapping[str, tuple[Stroke, ...]]] = {
    "\N{COMBINING GRAVE ACCENT}": (_line((0.2, 0), (0.5, 1)),),
    "\N{COMBINING ACUTE ACCENT}": (_line((0.8, 0), (0.5, 1)),),
    "\N{COMBINING CIRCUMFLEX ACCENT}": (_line((0.15, 1), (0.5, 0), (0.85, 1)),),
    "\N{COMBINING TILDE}": (_line((0.1, 1), (0.3, 0), (0.7, 1), (0.9, 0)),),
    "\N{COMBINING MACRON}": (_line((0.15, 0.5), (0.85, 0.5)),),
    "\N{COMBINING BREVE}": (_line((0.15, 0), (0.15, 1, ROUND), (0.85, 1, ROUND), (0.85, 0)),),
    "\N{COMBINING DOT ABOVE}": _DOT,
    "\N{COMBINING DIAERESIS}": (_line((0.2, 0.5)), _line((0.8, 0.5))),
    "\N{COMBINING RING ABOVE}": (
        Stroke(
            ((0.3, 0, ROUND), (0.7, 0, ROUND), (0.7, 1, ROUND), (0.3, 1, ROUND)), is_closed=True
        ),
    ),
    "\N{COMBINING DOUBLE ACUTE ACCENT}": (
        _line((0.5, 0), (0.2, 1)),
        _line((0.95, 0), (0.65, 1)),
    ),
    "\N{COMBINING CARON}": (_line((0.15, 0), (0.5, 1), (0.85, 0)),),
}

_BELOW: Final[Mapping[str, tuple[Stroke, ...]]] = {
    "\N{COMBINING CEDILLA}": (_line((0.5, 0), (0.6, 0.5), (0.35, 1)),),
    "\N{COMBINING OGONEK}": (_line((0.75, 0), (0.6, 0.6), (0.85, 1)),),
    "\N{COMBINING COMMA BELOW}": (_line((0.55, 0), (0.4, 1)),),
    "\N{COMBINING DOT BELOW}": _DOT,
}

_LEAST_WIDTH: Final = 0.6
"""The width of an accented letter, so that two dots over an I do not touch."""


@lru_cache(maxsize=256)
def find_glyph(character: str) -> Glyph | None:
    """Return the glyph of a character; None if it, or a mark of it, has no strokes.

    At most one mark above and one below are drawn: more would not be legible.
    """
    if character in GLYPHS:
        return GLYPHS[character]
    letter, *marks = [*normalize("NFD", character)]
    above = [mark for mark in marks if mark in _ABOVE]
    below = [mark for mark in marks if mark in _BELOW]
    is_known = marks and letter in GLYPHS and len(above) + len(below) == len(marks)
    if not is_known or len(above) > 1 or len(below) > 1:
        return None
    glyph = GLYPHS[letter]
    return glyph._replace(
        width=max(_LEAST_WIDTH, glyph.width),
        above=_ABOVE[above[0]] if above else (),
        below=_BELOW[below[0]] if below else (),
    )


def split_characters(text: str) -> str:
    """Return `text` with each letter and its marks as one character, if there is such a one."""
    return normalize("NFC", text)
