"""The command `doctor`: tests what works on this machine."""

from __future__ import annotations

import json
import sys

import click

from hiptimer.cli.doctor.examination import examine, examine_as_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and ask no question.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Check sound, voice, terminal and folders; plays three beeps."""
    if as_json:
        found, was_played = examine_as_json()
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        was_played = examine(click.echo, click.confirm if sys.stdin.isatty() else None)
    context.exit(0 if was_played else 1)
