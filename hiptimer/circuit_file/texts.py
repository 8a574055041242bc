"""The texts of a circuit file: what they may hold, and how long they may be.

Each function takes whatever TOML made of a value and returns the text, or raises `Misread`.
"""

from __future__ import annotations

import re
import unicodedata

from hiptimer.circuit_file.misread import Misread, quoted

LONGEST_TEXT = 2000
LONGEST_NAME = 60
LONGEST_WORD = 24

# Marks that turn the direction of the text around them, and separators that break its line.
_INVISIBLE = frozenset(
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}"
    "\N{POP DIRECTIONAL ISOLATE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
)

_UNSHOWN = rf"\x00-\x1f\x7f-\x9f{''.join(sorted(_INVISIBLE))}"

ONE_LINE = rf"[^{_UNSHOWN}]*"
"""What every text matches, and no other, that `text` takes as one line, however long."""

UNSHOWN = re.compile(f"[{_UNSHOWN}]")
"""A character that `text` refuses in one line."""

CONTROLS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{''.join(sorted(_INVISIBLE))}]")
"""What a terminal or an editor obeys instead of showing it, but for line breaks and tabs."""


def escape_controls(text: str) -> str:
    """Return `text` with what `CONTROLS` finds escaped as in JSON, so that JSON stays the same."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def text(value: object, *, most: int = LONGEST_TEXT, lines: bool = False) -> str:
    """Return a text of at most `most` characters; several lines only where `lines`."""
    if not isinstance(value, str):
        raise Misread(f"{quoted(value)} is not a text; write it in quotes")
    for position, character in enumerate(value, start=1):
        if character == "\n":
            if not lines:
                raise Misread(f"has a line break after {position - 1} characters; use one line")
        elif unicodedata.category(character) in ("Cc", "Cs") or character in _INVISIBLE:
            named = f"U+{ord(character):04X} as character {position}"
            raise Misread(f"has the control character {named}; remove it")
    if len(value) > most:
        raise Misread(f"has {len(value)} characters; at most {most} are allowed")
    return value


def filled_text(value: object) -> str:
    """Return a text that says something."""
    if not text(value).strip():
        raise Misread("is empty; write something or omit it")
    return text(value)


def name(value: object) -> str:
    """Return a text that fits one line of the screen, in words that can be wrapped."""
    found = text(value, most=LONGEST_NAME)
    if not found.strip():
        raise Misread("is empty; write a name")
    longest = max(found.split(), key=len)
    if len(longest) > LONGEST_WORD:
        raise Misread(f"has the word {quoted(longest)}; at most {LONGEST_WORD} characters a word")
    return found
