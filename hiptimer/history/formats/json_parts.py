"""Reads a large JSON object in parts: the entries of its lists one at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.foundation.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LONGEST_PART: Final = 1 << 26
"""The most characters of a part, which limits the use of memory."""

_CHARACTERS_AT_ONCE: Final = 1 << 20
_BLANKS: Final = " \t\r\n"
_AFTER_A_VALUE: Final = f"{_BLANKS},:]}}"


class JsonPart(NamedTuple):
    """The JSON `text` of a member of the object, or of the entry at index `place` of a list.

    A list is split into its entries; an empty list is a part itself.
    """

    name: str
    place: int | None
    text: str


def json_parts(file: TextIO) -> Iterator[JsonPart]:
    """Yield the parts of the JSON object in `file` in order, without keeping them.

    Raises:
        ValueError, RecursionError: it is not a JSON object.

    """
    source = _Source(file)
    source.take("{")
    separator = "" if source.next() == "}" else ","
    while separator == ",":
        name = str(json.loads(source.value()))
        source.take(":")
        if source.next() == "[":
            yield from _entries(source, name)
        else:
            yield JsonPart(name, None, source.value())
        separator = source.take(",}")
    if not separator:
        source.take("}")
    if source.next():
        raise ValueError("something follows the end of the object")


def _entries(source: _Source, name: str) -> Iterator[JsonPart]:
    source.take("[")
    if source.next() == "]":
        source.take("]")
        yield JsonPart(name, None, "[]")
        return
    place = 0
    separator = ","
    while separator == ",":
        yield JsonPart(name, place, source.value())
        place += 1
        separator = source.take(",]")


class _Source:
    """The text of a file, of which only the current part is in memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._lines_before = 0
        self._decode = json.JSONDecoder().raw_decode

    def next(self) -> str:
        """Return the next non-blank character without consuming it; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._read_on():
                return ""

    def take(self, wanted: str) -> str:
        """Consume one of the characters in `wanted`, and return it."""
        found = self.next()
        if not found or found not in wanted:
            line = self._lines_before + self._text.count("\n", 0, self._at) + 1
            what = f"expected {' or '.join(wanted)}, found {printable(found) or 'the end'}"
            raise ValueError(f"line {line}: {what}")
        self._at += 1
        return found

    def value(self) -> str:
        """Consume a value of any type, and return its text."""
        self.next()
        while True:
            try:
                _, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # The value may be cut off at the end of the text in memory.
                line, what = self._lines_before + error.lineno, error.msg
                if not self._read_on():
                    raise ValueError(f"line {line}: {what}") from None
                continue
            # A number may be cut off too, and is still valid without its last digits.
            after = self._text[end : end + 1]
            if (after and after in _AFTER_A_VALUE) or not self._read_on():
                text = self._text[self._at : end]
                self._at = end
                return text

    def _read_on(self) -> bool:
        if len(self._text) - self._at > LONGEST_PART:
            line = self._lines_before + self._text.count("\n", 0, self._at) + 1
            raise ValueError(f"line {line}: a value is longer than {LONGEST_PART:,} characters")
        more = self._file.read(max(_CHARACTERS_AT_ONCE, len(self._text) - self._at))
        if not more:
            return False
        self._lines_before += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + more
        self._at = 0
        return True
