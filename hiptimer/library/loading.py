"""Finds and loads circuits: the shipped ones and the user's own.

A user's file takes precedence over a shipped one of the same name. An unusable file is listed with
its problems and does not affect the others.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.foundation import folders
from hiptimer.foundation.bounded_file import UnreadableFile, read_bounded
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml import lines as toml_lines
from hiptimer.foundation.toml.document import LARGEST_FILE_BYTES, NotToml, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.toml.document import Parsed
    from hiptimer.foundation.toml.faults import Part
    from hiptimer.library.file.rules import Fault

MOST_PROBLEMS = 20
"""How many problems of one file are shown; the others are only counted."""

_MOST_NAMED: Final = 20
"""How many circuits a message names, at most."""


@dataclass(frozen=True, slots=True)
class Problem:
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


class CircuitFileError(Exception):
    """A file that is not a valid circuit or figure, with its problems in the order of its lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnknownCircuit(LookupError):
    """A name that no circuit has. `nearest` is a similar name, or None."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        matches = difflib.get_close_matches(name[:60].lower(), known, n=1)
        self.name = name
        self.nearest = matches[0] if matches else None
        super().__init__(name, self.nearest)
        meant = f"did you mean {printable(self.nearest)}?" if self.nearest else ""
        more = len(known) - _MOST_NAMED
        names = [printable(id_) for id_ in known[:_MOST_NAMED]]
        names += [f"and {more} more, see `hiptimer list`"] if more > 0 else []
        there_are = f"there are: {', '.join(names)}"
        self._message = f'no circuit named "{printable(name)}"; {meant or there_are}'

    def __str__(self) -> str:
        return self._message


@dataclass(frozen=True, slots=True)
class Entry:
    """A circuit file. If it could not be loaded, `circuit` is None and `problems` give the reasons.

    `id` is the name of the file without `.toml`. `replaces_shipped` is true for a user's file that
    hides a shipped one of the same name.
    """

    id: str
    path: Path
    shipped: bool
    circuit: Circuit | None
    problems: tuple[Problem, ...] = ()
    replaces_shipped: bool = False


def load(path: Path) -> Circuit:
    """Return the circuit in the file `path`.

    Raises:
        CircuitFileError: with every problem of the file.

    """
    # Imported late, because shell completion needs only names and pydantic is slow to import.
    from hiptimer.library.file.reading import FaultyDocument, read

    document = parse_file(path)
    try:
        return read(document.document)
    except FaultyDocument as error:
        raise CircuitFileError(problems(path, document, error.faults)) from None


def parse_file(path: Path) -> Parsed:
    """Return the TOML document in the file `path`.

    Raises:
        CircuitFileError: it cannot be read, or is not TOML.

    """
    try:
        return parse(read_bounded(path, LARGEST_FILE_BYTES))
    except NotToml as error:
        raise CircuitFileError((Problem(path, error.line, error.message),)) from None
    except UnreadableFile as error:
        raise CircuitFileError((Problem(path, None, str(error)),)) from None


def problems(path: Path, document: Parsed, faults: Iterable[Part | Fault]) -> tuple[Problem, ...]:
    """Return the problems of a file, each with its line, in the order of the lines.

    `faults` are places in the document, each with its message. Problems beyond `MOST_PROBLEMS` are
    counted in one last problem.
    """
    lines = toml_lines.key_lines(document.text)
    placed = sorted(
        ((toml_lines.line_of(fault[0], lines), fault) for fault in faults), key=lambda it: it[0]
    )
    found = [Problem(path, line, _said(fault)) for line, fault in placed[:MOST_PROBLEMS]]
    if more := len(placed) - len(found):
        found.append(Problem(path, None, f"and {more} more"))
    return tuple(found)


def _said(fault: Part | Fault) -> str:
    where, message, known = fault
    if not known:
        return message
    (nearest,) = difflib.get_close_matches(str(where[-1])[:40].lower(), known, n=1, cutoff=0.0)
    return f"{message}; the nearest known one is {quoted(nearest)}"


def entries() -> Iterator[Entry]:
    """Yield all circuits in order of name, shipped and the user's, including broken ones.

    Each is loaded lazily, so the first of thousands is available immediately.
    """
    return (_entry(id_, path) for id_, path in _files().items())


def find(name_or_path: str) -> Entry:
    """Return the circuit of that name, or, with a "/" or ".toml" at the end, in that file.

    An unusable file is returned with its problems.

    Raises:
        UnknownCircuit: no circuit has that name.

    """
    if "/" in name_or_path or name_or_path.endswith(".toml"):
        path = Path(name_or_path)
        return _entry(printable(path.name.removesuffix(".toml")), path)
    files = _files()
    if name_or_path not in files:
        raise UnknownCircuit(name_or_path, tuple(files))
    return _entry(name_or_path, files[name_or_path])


def ids() -> tuple[str, ...]:
    """Return the names of all circuits without loading them."""
    return tuple(_files())


def _files() -> dict[str, Path]:
    found = _circuit_files(folders.circuits()) | _circuit_files(folders.user_circuits())
    return dict(sorted(found.items()))


def _circuit_files(folder: Path) -> dict[str, Path]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return {}
    # Skip hidden files: editors keep temporary copies under such names.
    return {
        printable(path.stem): path
        for path in paths
        if path.suffix == ".toml" and not path.name.startswith(".")
    }


def _entry(id_: str, path: Path) -> Entry:
    shipped = path.parent == folders.circuits()
    hides = not shipped and path.parent == folders.user_circuits()
    replaces = hides and path.name in {it.name for it in folders.circuits().iterdir()}
    try:
        return Entry(id_, path, shipped, load(path), replaces_shipped=replaces)
    except CircuitFileError as error:
        return Entry(id_, path, shipped, None, error.problems, replaces)
