"""The command `edit`: opens a circuit of the person's own in their editor, then checks it."""

from __future__ import annotations

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_names import find_entry
from hiptimer.cli.completion import complete_circuit_name
from hiptimer.foundation.editor import NoEditor
from hiptimer.foundation.editor import edit as open_editor
from hiptimer.foundation.text.printable import printable


@click.command()
@click.argument("circuit", shell_complete=complete_circuit_name)
def edit(*, circuit: str) -> None:
    """Edit a circuit of your own in your editor, then check it.

    The editor is $VISUAL, $EDITOR, or the first usual one that is installed.
    """
    entry = find_entry(circuit)
    if entry.shipped:
        copy = f"hiptimer copy {entry.id} 'My title'"
        raise BadInput(f"{entry.id} ships with hiptimer; copy it first: {copy}")
    if not entry.path.is_file():
        raise BadInput("\n".join(map(str, entry.problems)))
    try:
        open_editor(entry.path)
    except NoEditor as error:
        raise BadInput(str(error)) from None
    edited = find_entry(str(entry.path.absolute()))
    if edited.circuit is None:
        raise BadInput("\n".join(map(str, edited.problems)))
    click.echo(f"{printable(str(entry.path))}: OK: {edited.circuit.title}")
