"""How a TOML document is laid out: values, lists, comments behind values, blank lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import tomlkit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.foundation.toml.statements import Statement

LONGEST_LINE: Final = 100
"""In characters. A longer list has one line for each element."""

_INDENT: Final = " " * 4


def value_text(value: Any) -> str:
    """Return a value on one line; texts that tomlkit has parsed keep their spelling."""
    match value:
        case dict():
            parts = (
                f"{tomlkit.key(key).as_string()} = {value_text(it)}" for key, it in value.items()
            )
            return f"{{ {', '.join(parts)} }}" if value else "{}"
        case list():
            return f"[{', '.join(map(value_text, value))}]"
        case _:
            return str(tomlkit.item(value).as_string())


def list_assignment(key: str, parts: list[Statement], *, is_long: bool) -> str:
    """Return `key = [...]` with the elements `parts`; the last one is that of the list's end.

    Each has a line of its own if the list `is_long`, has comments, or would be too long a line.
    """
    *listed, end = parts
    line = f"{key} = [{', '.join(part.text for part in listed)}]"
    has_comments = any(part.above or part.comment for part in parts)
    if not has_comments and not (is_long and listed) and len(line) <= LONGEST_LINE:
        return line
    inner = aligned_lines(part._replace(text=f"{part.text},") for part in listed)
    return "\n".join([f"{key} = [", *(_INDENT + it for it in (*inner, *end.above)), "]"])


def aligned_lines(entries: Iterable[Statement]) -> Iterator[str]:
    """Yield the lines of entries; comments behind neighboring ones begin in the same column."""
    run: list[Statement] = []
    for entry in entries:
        is_alone = not entry.comment or "\n" in entry.text
        if entry.above or is_alone:
            yield from _in_one_column(run)
            run = []
        yield from entry.above
        if is_alone:
            yield f"{entry.text} {entry.comment}".rstrip()
        else:
            run.append(entry)
    yield from _in_one_column(run)


def _in_one_column(entries: list[Statement]) -> Iterator[str]:
    width = max((len(entry.text) for entry in entries), default=0)
    for entry in entries:
        yield f"{entry.text:<{width}} {entry.comment}"


def document_text(lines: Iterable[str]) -> str:
    """Return `lines` as a document with at most one blank line in succession, none at its ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"
