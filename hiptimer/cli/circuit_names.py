"""Finds circuits by the names typed on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.completion import complete_circuit_name
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.spelling import similar
from hiptimer.library.figure_files.loading import path_of as figure_path
from hiptimer.library.loading import UnknownCircuit, as_path, find, ids, paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.library.loading import Entry


takes_circuits = click.argument(
    "circuits",
    nargs=-1,
    required=True,
    metavar="CIRCUIT...",
    shell_complete=complete_circuit_name,
)
"""Gives a command the circuits to do, one after the other."""


def find_entry(name: str) -> Entry:
    """Return the circuit named `name`, or the one in the file at that path.

    Raises:
        BadInput: no circuit has that name.

    """
    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None


def named_file(argument: Path) -> Path:
    """Return the file of the circuit or figure called `argument`, else the path that it is."""
    name = str(argument)
    named = None if as_path(name) else paths().get(name) or figure_path(name)
    return named or argument


def find_circuit(argument: str) -> tuple[str, Circuit]:
    """Return the id and the circuit of a name, of a path, or of a line that begins with a digit.

    Raises:
        BadInput: no circuit has that name, its file is broken, or the line cannot be read.

    """
    try:
        entry = find(argument)
    except UnknownCircuit as error:
        # One word cannot be a line, which has at least a dose and a name.
        if not argument[:1].isdigit() or len(argument.split()) < 2:
            raise BadInput(str(error)) from None
        return _circuit_in_line(argument)
    if entry.circuit is None:
        raise BadInput("\n".join(str(problem) for problem in entry.problems))
    return entry.id, entry.circuit


def find_exercise(name: str, circuit: Circuit, id_: str) -> Exercise:
    """Return the exercise `id_` of the circuit that was called `name`.

    Raises:
        BadInput: it has no such exercise.

    """
    by_id = {it.id: it for it in circuit.exercises}
    if id_ not in by_id:
        nearest = similar(id_, by_id)
        meant = f"did you mean {nearest}?" if nearest else f"it has: {', '.join(by_id)}"
        raise BadInput(f"{printable(name)} has no exercise {quoted(id_)}; {meant}")
    return by_id[id_]


def find_circuits(arguments: Sequence[str]) -> tuple[str, Circuit]:
    """Return the id and the circuit of one argument, or of several joined.

    Raises:
        BadInput: one of them cannot be found or read, or they do not fit into one workout.

    """
    try:
        named = [find_circuit(argument) for argument in arguments]
    except BadInput as error:
        first, *others = arguments
        if not others or not first[:1].isdigit() or first in ids():
            raise
        line = quoted(" ".join(arguments))
        raise BadInput(f"{error.message}; write a line in quotes: {line}") from None
    if len(named) == 1:
        return named[0]
    # Imported late, like the reading of a line.
    from hiptimer.library.joining import CannotJoin, join_circuits
    from hiptimer.library.one_line import ONE_LINE_ID

    if [id_ for id_, _ in named].count(ONE_LINE_ID) > 1:
        raise BadInput("write both lines as one, with a semicolon between them")

    try:
        return join_circuits(named)
    except CannotJoin as error:
        raise BadInput(printable(str(error))) from None


def _circuit_in_line(line: str) -> tuple[str, Circuit]:
    # Imported late, because shell completion needs only names and pydantic is slow to import.
    from hiptimer.library.one_line import ONE_LINE_ID, UnreadableLine, circuit_from_line

    try:
        return ONE_LINE_ID, circuit_from_line(line)
    except UnreadableLine as error:
        raise BadInput(str(error)) from None
