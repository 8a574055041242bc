"""The command `copy`: copies a circuit under another title."""

from __future__ import annotations

import click

from hiptimer.cli.circuit_names import find_entry
from hiptimer.cli.completion import complete_circuit_name


@click.command()
@click.argument("circuit", shell_complete=complete_circuit_name)
@click.argument("title")
def copy(*, circuit: str, title: str) -> None:
    """Copy a circuit under another title, with its comments."""
    from hiptimer.cli.new_circuits import create_circuit

    create_circuit(title, find_entry(circuit))
