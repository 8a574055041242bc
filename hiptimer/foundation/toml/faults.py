"""Faults of a TOML file, and inside its values: which part is wrong, and why.

Text from a file must pass through `quoted` or `printable` before it appears in a message.
"""

from __future__ import annotations

from typing import NamedTuple

Where = tuple[str | int, ...]


class NotToml(ValueError):
    """A file that cannot be parsed at all. `line` is None if the fault has no line."""

    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Part(NamedTuple):
    """One thing wrong inside a value or a document; `within` leads there.

    For an unknown key, `known` are the names it may be a misspelling of. The nearest one is
    searched only if the part is shown, because the search is slow.
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
        """The first message."""
        return self.parts[0].message
