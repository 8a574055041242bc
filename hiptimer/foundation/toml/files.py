"""TOML files read into values, with every problem of a file and its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from hiptimer.foundation.bounded_file import UnreadableFile, read_bounded
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.spelling import similar
from hiptimer.foundation.toml.document import LARGEST_FILE_BYTES, Parsed, parse
from hiptimer.foundation.toml.faults import Misread, NotToml, Part
from hiptimer.foundation.toml.lines import key_lines, line_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.foundation.toml.faults import Where

MOST_PROBLEMS = 20
"""How many problems of one file are shown; the others are only counted."""

_MOST_UNFINISHED = 5
"""How many unfinished values are cut off from what precedes an error."""

_Value = TypeVar("_Value")
_Document = dict[str, Any]
_ReadBeginning = Callable[[_Document], Iterable[Part]]


def _no_faults(_document: _Document) -> tuple[Part, ...]:
    return ()


class Problem(NamedTuple):
    """A problem with a file. Its text is `FILE:LINE: what is wrong; what would be right`.

    `line` counts from 1 and is None if the problem has no line.
    """

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        place = printable(str(self.path))
        return (
            f"{place}: {self.message}"
            if self.line is None
            else f"{place}:{self.line}: {self.message}"
        )


class FaultyFile(Exception):
    """A file that cannot be used, with its problems in the order of its lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def file_content(path: Path) -> bytes:
    """Return the content of the file `path`.

    Raises:
        FaultyFile: it cannot be read, or is larger than any TOML file may be.

    """
    try:
        return read_bounded(path, LARGEST_FILE_BYTES)
    except UnreadableFile as error:
        raise FaultyFile((Problem(path, None, str(error)),)) from None


def parse_file(path: Path) -> Parsed:
    """Return the TOML document in the file `path`.

    Raises:
        FaultyFile: it cannot be read, or is not TOML.

    """
    return _parse_content(path, file_content(path))


def _parse_content(path: Path, content: bytes) -> Parsed:
    try:
        return parse(content)
    except NotToml as error:
        raise FaultyFile((Problem(path, error.line, error.message),)) from None


def read_file(
    path: Path, read: Callable[[_Document], _Value], read_beginning: _ReadBeginning = _no_faults
) -> _Value:
    """Return what `read` makes of the document in the TOML file `path`.

    `read` raises `Misread` with everything that is wrong with the document. If it is not TOML,
    `read_beginning` returns what is wrong with the part before the error.

    Raises:
        FaultyFile: it cannot be read, is not TOML, or is misread.

    """
    return read_content(path, file_content(path), read, read_beginning)


def read_content(
    path: Path,
    content: bytes,
    read: Callable[[_Document], _Value],
    read_beginning: _ReadBeginning = _no_faults,
) -> _Value:
    """Return what `read` makes of `content`, which is that of the file `path`; see `read_file`.

    Raises:
        FaultyFile: it is not TOML, or is misread.

    """
    try:
        document, text = parse(content)
    except NotToml as error:
        beginning = _parse_beginning(content, error)
        before = read_beginning(beginning.document)
        broken = Problem(path, error.line, error.message)
        raise FaultyFile(problems(path, key_lines(beginning.text), before, broken)) from None
    try:
        return read(document)
    except Misread as misread:
        raise FaultyFile(problems(path, key_lines(text), misread.parts)) from None


def _parse_beginning(content: bytes, error: NotToml) -> Parsed:
    """Return the document that ends before `error`; an empty one if none does."""
    lines = content.split(b"\n")
    for _ in range(_MOST_UNFINISHED):
        del lines[(error.line or 1) - 1 :]
        try:
            return parse(b"\n".join(lines))
        except NotToml as unfinished:
            error = unfinished
    return Parsed({}, "")


def problems(
    path: Path,
    lines: Mapping[Where, int],
    faults: Iterable[Part],
    broken: Problem | None = None,
) -> tuple[Problem, ...]:
    """Return the faults of a document as problems of its file, in the order of their lines.

    `lines` are those of `key_lines`. `broken` is a syntax error below all of them.
    Problems beyond `MOST_PROBLEMS` are counted in one last problem, but that one is always named.
    """
    ends = (broken,) if broken else ()
    placed = [(line_of(fault.within, lines), fault) for fault in faults]
    placed.sort(key=lambda it: it[0])
    shown = placed[: MOST_PROBLEMS - len(ends)]
    found = [Problem(path, line, _message(fault)) for line, fault in shown]
    more = len(placed) - len(shown)
    rest = (Problem(path, None, f"and {more} more"),) if more else ()
    return (*found, *ends, *rest)


def _message(fault: Part) -> str:
    if not fault.known:
        return fault.message
    nearest = similar(str(fault.within[-1]), fault.known)
    meant = f"the nearest known one is {quoted(nearest)}" if nearest else "remove it"
    return f"{fault.message}; {meant}"
