"""The tokens of a TOML document, and the limits within which parsing one is quick.

Every character is read once: a text that is not closed is one token up to where it would have to be
closed. So time and memory are linear in the length of any document, while `tomllib` takes quadratic
time for long keys and fails on deep nesting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import NotToml

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOKENS = 50_000
"""Several times what the longest circuit takes; comments, spaces and line breaks count."""
DEEPEST_NESTING = 16
MOST_KEY_PARTS = 16
LONGEST_TEXT = 20_010
"""With its quotes: 2,000 characters fit in even if each is written as an escape of ten."""
LONGEST_WORD = 500
"""Of anything outside quotes: names, numbers, dates."""

# A closing run of quotes may be two longer than the delimiter: the first two belong to the text.
TOKEN = re.compile(
    r'''
      (?P<newline>\r?\n)
    | (?P<blank>[ \t\r]+|\#[^\n]*)
    | (?P<text>
          """ (?:[^"\\]++|\\.|"(?!""))*+ (?:"{3,5}|\\?\Z)
        | \'{3} (?:[^\']++|\'(?!\'\'))*+ (?:\'{3,5}|\Z)
        | " (?:[^"\\\n]++|\\.)*+ "?
        | ' [^'\n]*+ '?
      )
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'\#]+|.)
    ''',
    re.VERBOSE | re.DOTALL,
)
"""Matches every character of any text; the group is the kind of token, or a blank."""


_DEEPER = {"[": 1, "{": 1, "]": -1, "}": -1}


class Token(NamedTuple):
    """A token and the line it begins on; `kind` is a group of the pattern, or "end"."""

    kind: str
    text: str
    line: int


def tokens(document: str) -> Iterator[Token]:
    """Yield the tokens of a document without its blanks and comments, then one "end"."""
    line = 1
    for match in TOKEN.finditer(document):
        kind, text = match.lastgroup or "bare", match.group()
        if kind != "blank":
            yield Token(kind, text, line)
        line += text.count("\n")
    yield Token("end", "", line)


def refuse_too_much(document: str, most_tokens: int = MOST_TOKENS) -> None:
    """Check that a document is within the limits, whether or not it is TOML.

    Raises:
        NotToml: it exceeds one of them.

    """
    found = next(_excesses(document, most_tokens), None)
    if found:
        start, message = found
        raise NotToml(document.count("\n", 0, start) + 1, message)


def _excesses(document: str, most_tokens: int) -> Iterator[tuple[int, str]]:
    """Yield the index and the message of each excess over a limit."""
    depth = dots = 0
    for number, match in enumerate(TOKEN.finditer(document), start=1):
        kind, text = match.lastgroup, match.group()
        if kind == "mark":
            dots = dots + 1 if text == "." else 0
            depth = max(0, depth + _DEEPER.get(text, 0))
            if dots >= MOST_KEY_PARTS:
                yield match.start(), f"a key has more than {MOST_KEY_PARTS} parts; use fewer dots"
            if depth > DEEPEST_NESTING:
                yield match.start(), "lists or tables are nested too deeply; write them flat"
        elif kind == "newline":
            dots = 0
        elif kind == "text" and len(text) > LONGEST_TEXT:
            yield match.start(), "a text is far too long; close its quote, or write at most 2000"
        elif kind == "bare" and len(text) > LONGEST_WORD:
            yield (
                match.start(),
                f"{quoted(text)} has {len(text)} characters; write at most {LONGEST_WORD}",
            )
        if number > most_tokens:
            yield (
                match.start(),
                "the file has far too many lines or values; a few hundred are enough",
            )
