"""The line of each key in a TOML document; `tomllib` does not keep positions.

For documents that `tomllib` accepts; in others, only keys before the first error are reliable.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.foundation.toml.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]


class Key(NamedTuple):
    """A place in the document, as `tomllib` nests it, and its line; lines count from 1.

    `is_assignment` is false for tables, elements of lists and the front parts of dotted keys.
    """

    path: Path
    line: int
    is_assignment: bool


def keys(document: str) -> Iterator[Key]:
    """Yield each key, table and element of a list in the order of the document."""
    yield from _Scan(document).document()


def key_lines(document: str) -> dict[Path, int]:
    """Return the line on which each path of a document first appears, with () on line 1."""
    lines: dict[Path, int] = {(): 1}
    for key in keys(document):
        lines.setdefault(key.path, key.line)
    return lines


def first_table_line(document: str) -> int | None:
    """Return the line of the first header of a table; None if there is none."""
    depth, starts_line = 0, True
    for token in tokens(document):
        if token.kind == "mark" and token.text in "[{":
            if starts_line and not depth:
                return token.line
            depth += 1
        elif token.kind == "mark" and token.text in "]}":
            depth -= 1
        starts_line = token.kind == "newline"
    return None


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of `path` or, if it is missing, of its nearest ancestor in the document."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


class _Scan:
    """One walk through a document, always one token ahead.

    Each step takes at least one token, so the walk always ends.
    """

    def __init__(self, document: str) -> None:
        self._tokens = tokens(document)
        self._next = next(self._tokens)
        # How many elements each array of tables has so far.
        self._lengths: dict[Path, int] = {}

    def document(self) -> Iterator[Key]:
        table: Path = ()
        while self._next.kind != "end":
            if self._next.kind == "newline":
                self._take()
            elif self._next.text == "[":
                table, line = self._header()
                for end in range(1, len(table) + 1):
                    yield Key(table[:end], line, is_assignment=False)
            else:
                yield from self._assignment(table)

    def _take(self) -> Token:
        taken = self._next
        self._next = next(self._tokens, taken)
        return taken

    def _header(self) -> tuple[Path, int]:
        line = self._take().line
        is_array = self._next.text == "["
        if is_array:
            self._take()
        parts = self._dotted_key()
        while self._next.kind not in ("newline", "end"):
            self._take()
        path: Path = ()
        for part in parts[:-1]:
            path = self._newest((*path, part))
        path = (*path, parts[-1])
        if is_array:
            self._lengths[path] = self._lengths.get(path, 0) + 1
        return self._newest(path), line

    def _newest(self, path: Path) -> Path:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _assignment(self, table: Path) -> Iterator[Key]:
        line = self._next.line
        parts = self._dotted_key()
        for end in range(1, len(parts)):
            yield Key(table + parts[:end], line, is_assignment=False)
        yield Key(table + parts, line, is_assignment=True)
        self._take()  # the equals sign
        yield from self._value(table + parts)

    def _dotted_key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            parts.append(_key_name(self._take()))
            if self._next.text != ".":
                return tuple(parts)
            self._take()

    def _value(self, path: Path) -> Iterator[Key]:
        if self._next.text == "[":
            yield from self._list(path)
        elif self._next.text == "{":
            yield from self._inline_table(path)
        else:
            # Take an unmatched closing mark like a value: otherwise a list would never end.
            self._take()
            while self._next.kind not in ("newline", "end") and self._next.text not in (*",]}",):
                self._take()

    def _list(self, path: Path) -> Iterator[Key]:
        self._take()
        index = 0
        while self._next.text != "]" and self._next.kind != "end":
            if self._next.kind == "newline" or self._next.text == ",":
                self._take()
                continue
            yield Key((*path, index), self._next.line, is_assignment=False)
            yield from self._value((*path, index))
            index += 1
        self._take()

    def _inline_table(self, path: Path) -> Iterator[Key]:
        self._take()
        while self._next.text != "}" and self._next.kind != "end":
            if self._next.kind == "newline" or self._next.text == ",":
                self._take()
                continue
            yield from self._assignment(path)
        self._take()


def _key_name(token: Token) -> str:
    if token.kind != "text":
        return token.text
    try:
        return str(tomllib.loads(f"key = {token.text}")["key"])
    except tomllib.TOMLDecodeError:
        return token.text
