"""The command `check`: finds the problems of circuit and figure files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.circuit_names import named_file
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted
from hiptimer.foundation.toml.files import FaultyFile, Problem
from hiptimer.library.figure_files import loading as figure_files
from hiptimer.library.loading import load_with_notes
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.lengths import planned_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Fail if there are notes, too.")
@click.pass_context
def check(context: click.Context, *, files: Sequence[Path], strict: bool) -> None:
    """Check circuit files and figure files for errors.

    FILES are paths, or names of circuits and figures. A note is about something that may not be
    meant. A file in a folder `figures`, or with poses, is read as a figure.
    """
    are_good = True
    for path in map(named_file, files):
        try:
            found, notes = _checked(path)
        except FaultyFile as error:
            click.echo(str(error), err=True)
            are_good = False
        else:
            for note in notes:
                click.echo(str(note._replace(message=f"note: {note.message}")), err=True)
            click.echo(f"{printable(str(path))}: OK: {found}")
            are_good &= not (strict and notes)
    context.exit(0 if are_good else 2)


def _checked(path: Path) -> tuple[str, Sequence[Problem]]:
    """Return what the file `path` contains, and notes. Raises FaultyFile if it is faulty."""
    if figure_files.is_figure_file(path):
        figure = figure_files.load(path)
        return f"a figure, {len(figure.poses)} poses", figure_files.notes(path, figure)
    circuit, notes = load_with_notes(path)
    if problems := figure_files.missing_figures(path, circuit):
        raise FaultyFile(problems)
    if not planned_seconds(circuit, default_choices(circuit)):
        raise FaultyFile((Problem(path, None, str(NothingToDo())),))
    number = len(circuit.exercises)
    found = f"{circuit.title}, {counted(number, 'exercise')}"
    return found, (*notes, *figure_files.notes_inside(path, circuit))
