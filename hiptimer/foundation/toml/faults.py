"""What an error says of a value: which part is wrong, and how the value is named.

Nothing from a file reaches a message but through `quoted` or `printable`.
"""

from __future__ import annotations

from typing import NamedTuple

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
