"""The texts in TOML files, the diary and the options: allowed characters and lengths.

Each function but `fit_name` takes a parsed TOML value and returns the text, or raises `Misread`.
"""

from __future__ import annotations

import re
import textwrap

from hiptimer.foundation.text.printable import UNSHOWN, quoted
from hiptimer.foundation.toml.faults import Misread

LONGEST_TEXT = 2000
LONGEST_NAME = 60
LONGEST_WORD = 24
LONGEST_ID = 40

ID = re.compile(rf"[a-z0-9-]{{1,{LONGEST_ID}}}")
"""Matches the names of circuits, exercises and poses that a command line may give."""

JOINED_ID = re.compile(rf"([^\s.:=]+:)?{ID.pattern}")
"""Matches an id in joined circuits, too, where it may have that of its circuit in front."""


# Scripts that put no spaces between words: their texts wrap anywhere.
_WITHOUT_SPACES = (
    range(0x0E00, 0x10A0),
    range(0x1780, 0x1800),
    range(0x2E80, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)

_REFUSED = re.compile(f"{UNSHOWN.pattern}|[\ud800-\udfff]")


def text(value: object, *, most: int = LONGEST_TEXT, lines: bool = False) -> str:
    """Return a text of at most `most` characters; several lines only if `lines`."""
    if not isinstance(value, str):
        raise Misread(f"{quoted(value)} is not a text; write it in quotes")
    for found in _REFUSED.finditer(value):
        position = found.start()
        if found[0] != "\n":
            named = f"U+{ord(found[0]):04X} as character {position + 1}"
            raise Misread(f"has the control character {named}; remove it")
        if not lines:
            raise Misread(f"has a line break as character {position + 1}; use one line")
    if len(value) > most:
        raise Misread(f"has {len(value)} characters; at most {most} are allowed")
    return value


def filled_text(value: object) -> str:
    """Return a text that is not blank."""
    if not text(value).strip():
        raise Misread("is empty; write something or omit it")
    return text(value)


def name(value: object) -> str:
    """Return a text that fits one line of the screen, in words that can be wrapped."""
    found = text(value, most=LONGEST_NAME)
    if not found.strip():
        raise Misread("is empty; write a name")
    words = (word for word in found.split() if not _wraps_anywhere(word))
    longest = max(words, key=len, default="")
    if len(longest) > LONGEST_WORD:
        raise Misread(f"has the word {quoted(longest)}; at most {LONGEST_WORD} characters per word")
    return found


def _wraps_anywhere(word: str) -> bool:
    return any(ord(character) in script for character in word for script in _WITHOUT_SPACES)


def fit_name(words: str) -> str:
    """Return `words` as `name` allows them: long words divided, and the end cut off."""
    parts = textwrap.wrap(words, LONGEST_WORD, break_on_hyphens=False)
    return " ".join(parts)[:LONGEST_NAME].rstrip()
