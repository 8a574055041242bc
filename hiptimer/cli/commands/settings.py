"""The command `settings`: the settings in force and their file."""

from __future__ import annotations

import json

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.folders import user_settings
from hiptimer.foundation.text.printable import printable
from hiptimer.session.settings.file import UnwritableSettings, write
from hiptimer.session.settings.listing import settings_as_json, settings_lines
from hiptimer.session.settings.reading import read


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
@click.option(
    "--new", is_flag=True, help="Create the settings file, with comments, if it does not exist."
)
@click.pass_context
def settings(context: click.Context, *, as_json: bool, new: bool) -> None:
    """Show the settings in effect, their file, and any problems."""
    path = user_settings()
    if new and not path.exists():
        try:
            write(path, {})
        except UnwritableSettings as error:
            raise BadInput(str(error)) from None
    reading = read(path)
    if as_json:
        click.echo(json.dumps(settings_as_json(reading), indent=2, ensure_ascii=False))
    else:
        there = "" if path.exists() else " does not exist yet; --new creates it"
        click.echo("\n".join([f"{printable(str(path))}{there}", *settings_lines(reading)]))
        for problem in reading.problems:
            click.echo(str(problem), err=True)
    context.exit(2 if reading.problems else 0)
