"""Text made safe for a terminal, and values the way an error names them."""

from __future__ import annotations

import re

_LONGEST_QUOTE = 40

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
"""Matches exactly the texts that `text` accepts as one line, of any length."""

UNSHOWN = re.compile(f"[{_UNSHOWN}]")
"""A character that `text` refuses in one line."""

CONTROLS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{''.join(sorted(_INVISIBLE))}]")
"""Control characters and invisible marks, except line breaks and tabs."""


def escape_controls(text: str) -> str:
    """Return `text` with what `CONTROLS` finds escaped as in JSON, so that JSON stays the same."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(text: str) -> str:
    """Return `text` with control characters escaped."""
    return "".join(
        character if character.isprintable() else f"\\u{{{ord(character):x}}}" for character in text
    )


def quoted(value: object) -> str:
    """Return a value the way an error names it: a text in quotes, a number, "a table"."""
    match value:
        case str():
            short = value if len(value) <= _LONGEST_QUOTE else value[: _LONGEST_QUOTE - 1] + "…"
            return f'"{printable(short)}"'
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
        case int():
            # Python refuses to convert integers of thousands of digits to text.
            return str(value) if abs(value) < 10**15 else "a huge number"
        case list() | dict():
            return "a list" if isinstance(value, list) else "a table"
    return "a date or time"
