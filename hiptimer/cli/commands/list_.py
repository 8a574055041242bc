"""The command `list`: every circuit."""

from __future__ import annotations

import json

import click

from hiptimer.cli.circuit_json import broken_as_json, circuit_as_json
from hiptimer.cli.circuit_lines import default_seconds, list_lines
from hiptimer.foundation.folders import user_circuits
from hiptimer.foundation.text.printable import printable
from hiptimer.library.loading import entries


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
def list_(*, as_json: bool) -> None:
    """List the circuits, shipped and your own."""
    if as_json:
        _print_list_as_json()
    else:
        print_list()


def print_list() -> None:
    """Print the circuits with sets, time and equipment, and the folder of the person's own."""
    for entry in entries():
        click.echo("\n".join(list_lines(entry)))
    folder = printable(str(user_circuits()))
    click.echo(f"\nYour own circuits: *.toml in {folder} (`hiptimer new NAME` creates one)")


def _print_list_as_json() -> None:
    listed = [
        circuit_as_json(entry, entry.circuit, default_seconds(entry, entry.circuit))
        if entry.circuit
        else broken_as_json(entry)
        for entry in entries()
    ]
    click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
