"""The command `prompt`: what a language model needs to write a circuit."""

from __future__ import annotations

import click

from hiptimer.library.prompt import PROMPT


@click.command()
def prompt() -> None:
    """Print the circuit format on one page, to paste into a language model."""
    click.echo(PROMPT, nl=False)
