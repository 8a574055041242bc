"""What an error says of a value: which part is wrong, and how the value is named.

Nothing from a file reaches a message but through `quoted` or `printable`.
"""

from __future__ import annotations

from typing import NamedTuple

_LONGEST_QUOTE = 40

Where = tuple[str | int, ...]


class Part(NamedTuple):
    """One thing wrong inside a value; `within` leads there from the value.

    For an unknown key, `known` are the names it may be a misspelling of. The nearest of them is
    found only if the part is shown: to look for it takes long.
    """

    within: Where
    message: str
    known: tuple[str, ...] = ()


class Misread(ValueError):
    """A value that cannot be read, with everything that is wrong inside it."""

    def __init__(self, *parts: Part | str) -> None:
        super().__init__(*parts)
        self.parts = tuple(part if isinstance(part, Part) else Part((), part) for part in parts)

    @property
    def message(self) -> str:
        """What is wrong first."""
        return self.parts[0].message


def printable(text: str) -> str:
    """Return `text` with everything escaped that a terminal would obey rather than show."""
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
            # Python has no text for numbers of thousands of digits.
            return str(value) if abs(value) < 10**15 else "a huge number"
        case list() | dict():
            return "a list" if isinstance(value, list) else "a table"
    return "a date or time"
