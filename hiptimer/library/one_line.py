"""A circuit in one line: "3 x 30s side plank each side, rest 20s; 10 bird dog 3-0-3".

A line becomes the document of a circuit file and is read as one, so that all rules are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import tomlkit

from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import fit_name, text
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.values import free_ids, slug
from hiptimer.library.one_line_grammar import (
    Misunderstood,
    exercise,
    parts_of,
    pause,
    take_sets,
)

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit

ONE_LINE_ID: Final = "one-line"
"""What the diary calls the circuit of a line."""

_MISPLACED: Final = (
    "a rest belongs between two exercises, or at the end of a line that begins with 3 sets:"
)

Document = dict[str, Any]


class UnreadableLine(ValueError):
    """A line that is not a circuit. Its text quotes each part that cannot be read, and says why."""


def circuit_from_line(line: str) -> Circuit:
    """Return the circuit that a line describes.

    Raises:
        UnreadableLine: it cannot be read exactly.

    """
    return _read(line)[1]


def circuit_file_text(line: str) -> str:
    """Return a circuit file, in its normal form, for the circuit that a line describes.

    Raises:
        UnreadableLine: it cannot be read exactly.

    """
    return normal_form(tomlkit.dumps(_read(line)[0]))


def _read(line: str) -> tuple[Document, Circuit]:
    document, sources = _document(line)
    try:
        return document, read(document)
    except Misread as misread:
        raise UnreadableLine(_problems(misread, line, sources)) from None


def _document(line: str) -> tuple[Document, list[str]]:
    """Return the document of a line, and the part of the line behind each of its exercises."""
    try:
        parts = parts_of(text(line, lines=True))
    except Misread as misread:
        raise UnreadableLine(f"{quoted(line)} {misread.message}") from None
    if not parts:
        raise UnreadableLine("the line is empty; write one such as 3 x 30s plank, rest 20s")
    sets, first = take_sets(parts[0])
    document: Document = {"title": fit_name("; ".join(parts)), "exercise": []}
    if sets is not None:
        document["sets"] = sets
    sources: list[str] = []
    problems: list[str] = []
    waiting = ""
    for source, part in zip(parts, (first, *parts[1:]), strict=True):
        length = pause(part)
        if length and (waiting or not sources):
            problems.append(f"{quoted(source)}: {_MISPLACED}")
        elif not length:
            sources.append(source)
            try:
                found = exercise(part)
            except Misunderstood as misunderstood:
                problems.append(f"{quoted(source)}: {misunderstood}")
            else:
                document["exercise"].append(found | ({"prepare": waiting} if waiting else {}))
        waiting = length or ""
    if waiting and sets in (None, 1):
        problems.append(f"{quoted(parts[-1])}: {_MISPLACED}")
    elif waiting:
        document["rest_between_sets"] = waiting
    if problems:
        raise UnreadableLine("\n".join(problems))
    _add_ids(document["exercise"])
    return document, sources


def _add_ids(exercises: list[Document]) -> None:
    """Give each exercise an id, also one whose name is not the first of its kind."""
    ids = free_ids(slug(found["name"]) or "exercise" for found in exercises)
    for found, id_ in zip(exercises, ids, strict=True):
        found["id"] = id_


def _problems(misread: Misread, line: str, sources: list[str]) -> str:
    """Return what the reader of circuit files found, each with its part of the line."""
    lines = []
    for fault in misread.parts:
        match fault.within:
            case ("exercise", int(index), *_):
                lines.append(f"{quoted(sources[index])}: {fault.message}")
            case _:
                lines.append(f"{quoted(line)}: {fault.message}")
    return "\n".join(lines)
