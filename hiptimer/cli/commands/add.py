"""The command `add`: puts a circuit file into the person's folder of circuits."""

from __future__ import annotations

from pathlib import Path

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_lines import default_seconds
from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.loading import find
from hiptimer.library.own_circuits import NameTaken
from hiptimer.library.own_circuits import add as add_circuit
from hiptimer.library.template import argument_for


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Replace a circuit of the same name; it is kept aside."
)
def add(*, file: Path, replace: bool) -> None:
    """Check a circuit file, and copy it into your folder of circuits."""
    try:
        path, kept = add_circuit(file, replaces=replace)
    except NameTaken as error:
        whose = "ships with hiptimer" if error.is_shipped else f"exists already: {error.path}"
        name = printable(f"a circuit {error.path.stem} {whose}")
        raise BadInput(f"{name}; rename the file, or use --replace") from None
    except FaultyFile as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(printable(f"{error.filename} cannot be written: {reason(error)}")) from None
    entry = find(str(path))
    if entry.circuit:
        click.echo(
            f"{entry.circuit.title}, {clock_face(default_seconds(entry, entry.circuit))} total"
        )
        for exercise in entry.circuit.exercises:
            click.echo(f"    {exercise.name}")
    click.echo(f"Added: {printable(str(path))}")
    if kept:
        click.echo(f"The previous file is kept as {printable(str(kept))}")
    click.echo(f"Start it: hiptimer run {argument_for(path.stem)}")
