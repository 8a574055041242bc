"""Finds and loads circuits: the shipped ones and the user's own.

A user's file takes precedence over a shipped one of the same name. An unusable file is listed with
its problems and does not affect the others.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.foundation import folders
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.spelling import similar
from hiptimer.foundation.toml.document import parse
from hiptimer.foundation.toml.files import (
    FaultyFile,
    Problem,
    file_content,
    problems,
    read_content,
    read_file,
)
from hiptimer.foundation.toml.lines import key_lines
from hiptimer.library.figure_files.loading import is_figure_file
from hiptimer.library.shipped_circuits import shipped_circuit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit

_PATH_BEGINNINGS: Final = ("/", "./", "../", "~")

_FIGURE: Final = 'this is a figure, not a circuit; its place is the folder "figures"'
_MOST_NAMED: Final = 20
"""How many circuits a message names, at most."""


class UnknownCircuit(LookupError):
    """A name that no circuit has. `nearest` is a similar name, or None."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.nearest = similar(name, known)
        super().__init__(name, self.nearest)
        meant = f"did you mean {printable(self.nearest)}?" if self.nearest else ""
        more = len(known) - _MOST_NAMED
        names = [printable(id_) for id_ in known[:_MOST_NAMED]]
        names += [f"and {more} more, see `hiptimer list`"] if more > 0 else []
        there_are = f"known: {', '.join(names)}"
        self._message = f'no circuit named "{printable(name)}"; {meant or there_are}'

    def __str__(self) -> str:
        return self._message


class Entry(NamedTuple):
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
        FaultyFile: with every problem of the file.

    """
    # Imported late, because shell completion needs only names and pydantic is slow to import.
    from hiptimer.library.circuit_files.reading import faults_of_beginning, read

    try:
        return read_file(path, read, faults_of_beginning)
    except FaultyFile:
        if is_figure_file(path):
            raise FaultyFile((Problem(path, None, _FIGURE),)) from None
        raise


def load_with_notes(path: Path) -> tuple[Circuit, tuple[Problem, ...]]:
    """Return the circuit in the file `path`, and notes on what its author may not have meant.

    Raises:
        FaultyFile: with every problem of the file.

    """
    from hiptimer.library.circuit_files.notes import notes
    from hiptimer.library.circuit_files.reading import faults_of_beginning, read

    content = file_content(path)
    circuit = read_content(path, content, read, faults_of_beginning)
    document, text = parse(content)
    return circuit, problems(path, key_lines(text), notes(document, circuit))


def entries() -> Iterator[Entry]:
    """Yield all circuits in order of name, shipped and the user's, including broken ones.

    Each is loaded lazily, so the first of thousands is available immediately.
    """
    return (entry(id_, path) for id_, path in paths().items())


def as_path(name_or_path: str) -> Path | None:
    """Return the path that was written instead of a name, or None if it is a name.

    A path ends in `.toml` or begins with `/`, `./`, `../` or `~`.
    """
    if not (name_or_path.endswith(".toml") or name_or_path.startswith(_PATH_BEGINNINGS)):
        return None
    path = Path(name_or_path)
    # A home that cannot be found is a folder like any other.
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def find(name_or_path: str) -> Entry:
    """Return the circuit of that name, or the one in that file.

    An unusable file is returned with its problems.

    Raises:
        UnknownCircuit: no circuit has that name.

    """
    if path := as_path(name_or_path):
        return entry(printable(path.name.removesuffix(".toml")), path)
    files = paths()
    if name_or_path not in files:
        raise UnknownCircuit(name_or_path, tuple(files))
    return entry(name_or_path, files[name_or_path])


def paths() -> dict[str, Path]:
    """Return the file of each circuit by its name, in order of name."""
    found = _circuit_files(folders.circuits()) | _circuit_files(folders.user_circuits())
    return dict(sorted(found.items()))


def ids() -> tuple[str, ...]:
    """Return the names of all circuits without loading them."""
    return tuple(paths())


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


def entry(id_: str, path: Path) -> Entry:
    """Return the circuit called `id_` in the file `path`, or what is wrong with that file."""
    shipped = path.parent == folders.circuits()
    hides = not shipped and path.parent == folders.user_circuits()
    replaces = hides and path.name in {it.name for it in folders.circuits().iterdir()}
    try:
        circuit = (shipped_circuit(path) if shipped else None) or load(path)
        return Entry(id_, path, shipped, circuit, replaces_shipped=replaces)
    except FaultyFile as error:
        return Entry(id_, path, shipped, None, error.problems, replaces)
