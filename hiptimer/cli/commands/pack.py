"""The command `pack`: writes a circuit and its figures to one file."""

from __future__ import annotations

from pathlib import Path

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_names import find_entry
from hiptimer.cli.completion import complete_circuit_name
from hiptimer.cli.output_file import takes_output, write_output
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.files import FaultyFile


@click.command()
@click.argument("circuit", shell_complete=complete_circuit_name)
@takes_output("FILE.toml")
@click.pass_context
def pack(context: click.Context, /, *, circuit: str, output: str) -> None:
    """Write a circuit and its figures to one file, to hand on.

    `hiptimer add` puts it into another person's folder.
    """
    from hiptimer.library.packing import packed_text

    entry = find_entry(circuit)
    try:
        text = packed_text(entry.path)
    except FaultyFile as error:
        raise BadInput(str(error)) from None
    except Misread as misread:
        words = "; ".join(part.message for part in misread.parts)
        raise BadInput(printable(f"{entry.path} cannot take its figures: {words}")) from None
    write_output(context, output, [text.encode()])
    if output != "-":
        name = printable(Path(output).name)
        click.echo(f"Written: {printable(output)}\nTo add it elsewhere: hiptimer add {name}")
