"""From the bytes of a file to a TOML document."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.toml import lines as toml_lines
from hiptimer.foundation.toml.faults import NotToml
from hiptimer.foundation.toml.tokens import MOST_TOKENS, refuse_too_much

LARGEST_FILE_BYTES = 1024 * 1024

_LONGEST_COMPLAINT = 80
_CURLY_QUOTE = re.compile(
    "[=\\[{,] *[\N{LEFT SINGLE QUOTATION MARK}-\N{DOUBLE LOW-9 QUOTATION MARK}]"
)
_RANGE = re.compile(
    "= *([0-9.]+[a-z]{0,3}) *[-\N{EN DASH}\N{EM DASH}] *([0-9.]+ ?[a-z]{0,3}) *(?:#.*)?\r?$"
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")

# The remedy for each error of tomllib, by the beginning of its message.
_REMEDIES = {
    "Cannot overwrite": "this key appears twice; keep one of them",
    "Duplicate inline table key": "this key appears twice; keep one of them",
    "Cannot declare": "this table appears twice; keep one, or write [[exercise]]",
    "Cannot redefine": "this adds to a table that is already complete; write it in one place",
    "Cannot mutate": "this adds to a table that is already complete; write it in one place",
    "Invalid value": "a value cannot be read; texts need quotes, numbers no leading zero",
    "Invalid date": "this is not a valid date or time; texts need quotes",
    "Invalid statement": 'a line cannot be read; write key = "value" or [[exercise]]',
    "Expected '='": 'a key has no value; write key = "value"',
    "Expected newline": 'a value is followed by something else; durations need quotes: "30s"',
    "Illegal character": "a text holds a line break or control character; close its quote",
    "Found invalid character": "a line break or control character is not allowed here; remove it",
    "Unterminated string": "a text is not closed; close its quote",
    "Unclosed array": "a list is not closed; write ] after its last value",
    "Unclosed inline table": "a table is not closed; write } after its last value",
    "Unescaped": r"a text holds a single backslash; write \\, or use single quotes",
}


class Parsed(NamedTuple):
    """A document with its text, which is needed to find the line of a fault."""

    document: dict[str, Any]
    text: str


def parse(data: bytes, most_tokens: int = MOST_TOKENS) -> Parsed:
    """Return the document that `data` holds: TOML in UTF-8, with or without a byte order mark.

    Raises:
        NotToml: too large, too complex, not UTF-8, or not TOML.

    """
    if len(data) > LARGEST_FILE_BYTES:
        raise NotToml(None, "the file is larger than 1 MiB; a few kilobytes are enough")
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotToml(line, "this is not UTF-8; save the file as UTF-8") from None
    try:
        refuse_too_much(text, most_tokens)
        return Parsed(tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        raise _explain(str(error), text) from None


def _explain(complaint: str, text: str) -> NotToml:
    place = _PLACE.search(complaint)
    line = text.rstrip("\r\n").count("\n") + 1
    if place and place[1]:
        line = int(place[1])
    said = _PLACE.sub("", complaint)
    written = text.split("\n")[line - 1]
    if _CURLY_QUOTE.search(written):
        return NotToml(line, 'curly quotes are not quotes here; write straight ones: "…"')
    if unquoted := _RANGE.search(written):
        return NotToml(line, f'a range needs quotes; write "{unquoted[1]}-{unquoted[2]}"')
    for beginning, remedy in _REMEDIES.items():
        if said.startswith(beginning):
            if beginning == "Cannot overwrite":
                line = _second_assignment(text) or line
            return NotToml(line, remedy)
    return NotToml(
        line, f"this is not TOML: {printable(said[:_LONGEST_COMPLAINT])}; look at this line"
    )


def _second_assignment(text: str) -> int | None:
    """Return the line of the first duplicate key; `tomllib` reports where its value ends."""
    seen: set[toml_lines.Path] = set()
    for key in toml_lines.keys(text):
        if key.is_assignment and key.path in seen:
            return key.line
        seen.add(key.path)
    return None
