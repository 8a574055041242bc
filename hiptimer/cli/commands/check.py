"""The command `check`: finds the problems of circuit and figure files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files import loading as figure_files
from hiptimer.library.own_circuits import sound_circuit

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, *, files: Sequence[Path]) -> None:
    """Check circuit files and figure files for errors.

    A file in a folder `figures` is read as a figure.
    """
    are_good = True
    for path in files:
        try:
            found = _checked(path)
        except FaultyFile as error:
            click.echo(str(error), err=True)
            are_good = False
        else:
            click.echo(f"{printable(str(path))}: OK: {found}")
    context.exit(0 if are_good else 2)


def _checked(path: Path) -> str:
    """Return what the file `path` contains. Raises FaultyFile if it is faulty."""
    if figure_files.is_figure_file(path):
        figure = figure_files.load(path)
        for note in figure_files.notes(path, figure):
            click.echo(str(note), err=True)
        return f"a figure, {len(figure.poses)} poses"
    circuit = sound_circuit(path)
    number = len(circuit.exercises)
    return f"{circuit.title}, {counted(number, 'exercise')}"
