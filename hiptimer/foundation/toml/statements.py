"""A TOML document cut into statements, and a list into elements, with the comments of each.

For documents that `tomllib` accepts, whose lines end in LF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.foundation.toml.tokens import TOKEN, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


class Statement(NamedTuple):
    """A header or a key with its value, as written; empty at the end of a document or list.

    Also an element of a list. `above` holds the comments and blank lines above it, without the
    spaces around them; `comment` is the one behind it.
    """

    above: tuple[str, ...]
    text: str
    comment: str = ""

    @property
    def is_header(self) -> bool:
        """Whether it begins a table: `[name]` or `[[name]]`."""
        return self.text.startswith("[")


def statements(document: str) -> Iterator[Statement]:
    """Yield the statements of a document, then an empty one with the lines at its end.

    The comment behind a statement is still in its text.
    """
    lines = document.split("\n")
    after = 0
    for first, last in _spans(document):
        above = tuple(line.strip() for line in lines[after : first - 1])
        yield Statement(above, "\n".join(lines[first - 1 : last]).strip(" \t"))
        after = last
    yield Statement(tuple(line.strip() for line in lines[after:]), "")


def elements(list_text: str) -> Iterator[Statement]:
    """Yield the elements of a list as written, then an empty one with the comments at its end.

    A comment inside an element is listed above it.
    """
    found: list[Statement] = []
    above: list[str] = []
    later: list[str] = []
    text, behind, depth, is_same_line = "", "", 0, False
    for match in TOKEN.finditer(list_text, 1, len(list_text) - 1):
        kind, written = match.lastgroup, match.group()
        if kind == "mark":
            depth += (written in "[{") - (written in "]}")
        if kind == "newline":
            is_same_line = False
        elif written == "," and not depth:
            found.append(Statement(tuple(above), text.strip(), behind))
            above, later, text, behind, is_same_line = later, [], "", "", True
        elif not written.startswith("#"):
            text += written if text else written.strip()
            is_same_line = is_same_line or kind != "blank"
        elif is_same_line and not depth and text and not behind:
            behind = written.rstrip()
        elif is_same_line and not depth and not text:
            # Behind the comma of the element before.
            found[-1] = found[-1]._replace(comment=written.rstrip())
            is_same_line = False
        else:
            (later if text and not depth else above).append(written.rstrip())
    if text:
        found.append(Statement(tuple(above), text.strip(), behind))
        above = later
    yield from (*found, Statement(tuple(above), ""))


def _spans(document: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each statement, counted from 1."""
    depth, first, last = 0, None, 0
    for token in tokens(document):
        if token.kind in ("newline", "end") and not depth:
            if first is not None:
                yield first, last
            first = None
            continue
        first = first or token.line
        last = token.line + token.text.count("\n")
        if token.kind == "mark":
            depth += (token.text in "[{") - (token.text in "]}")
