"""Streaming JSON output, so that a list of any length never has to fit in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def json_pieces(members: Iterable[tuple[str, object]], indent: int) -> Iterator[str]:
    """Yield the object with these `members` in pieces that join to the output of `json.dumps`.

    A member that is an iterator becomes a list, whose entries are taken and written one by one.
    """
    start = "{"
    for name, value in members:
        yield f"{start}{_line(indent)}{_text(name, indent, 0)}: "
        if isinstance(value, Iterator):
            yield from _list_pieces(value, indent)
        else:
            yield _text(value, indent, 1)
        start = ","
    yield f"{_line(0)}}}" if start == "," else "{}"


def _list_pieces(entries: Iterator[object], indent: int) -> Iterator[str]:
    start = "["
    for entry in entries:
        yield f"{start}{_line(2 * indent)}{_text(entry, indent, 2)}"
        start = ","
    yield f"{_line(indent)}]" if start == "," else "[]"


def _text(value: object, indent: int, depth: int) -> str:
    # A line break in JSON is never part of a text, which has `\n` instead.
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return text.replace("\n", _line(depth * indent))


def _line(spaces: int) -> str:
    return "\n" + " " * spaces
