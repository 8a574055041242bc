"""The command `schema`: what editors know of circuit files."""

from __future__ import annotations

import click

from hiptimer.library.circuit_files.schema import schema as schema_text


@click.command()
def schema() -> None:
    """Print the JSON Schema of circuit files, for editors."""
    click.echo(schema_text(), nl=False)
