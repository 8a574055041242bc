"""Commands on what was done: the log in words, and the diary in formats others read."""

from __future__ import annotations

import json
from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.command_line import (
    BadInput,
    circuit_names,
    readable_diary,
    takes_since,
)

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option("--circuit", metavar="ID", shell_complete=circuit_names, help="Only this circuit.")
@takes_since
@click.option("--json", "as_json", is_flag=True, help="As JSON, every attempt.")
def history(*, circuit: str | None, since: datetime | None, as_json: bool) -> None:
    """Tell what was done, the last first, how often, and left against right."""
    from hiptimer.circuit_file.misread import printable
    from hiptimer.clock import date_and_time
    from hiptimer.history import (
        FORMAT,
        history_lines,
        progress_as_json,
        progress_lines,
        read_history,
        read_progress,
        workout_as_json,
    )
    from hiptimer.places import user_data

    with readable_diary():
        found = read_history(user_data(), since, circuit)
        progress = read_progress(user_data(), date_and_time().date(), since, circuit)
        if as_json:
            workouts = [workout_as_json(done) for done in found]
            told = {"format": FORMAT, "workouts": workouts, **progress_as_json(progress)}
            click.echo(json.dumps(told, indent=2, ensure_ascii=False))
            return
        is_any = False
        for done in found:
            is_any = True
            click.echo("\n".join(printable(line) for line in history_lines(done)))
        if is_any:
            click.echo("\n".join(["", *map(printable, progress_lines(progress))]))


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "jrnl"]),
    required=True,
    help="json holds all there is, for a backup; csv a row an attempt; jrnl an entry a workout.",
)
@takes_since
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(),
    metavar="FILE",
    help="Where to; replaces a file of that name once it is complete. - is stdout, as without -o.",
)
@click.pass_context
def export(context: click.Context, /, *, form: str, since: datetime | None, output: str) -> None:
    """Write the diary in a format that others read."""
    from hiptimer.circuit_file.misread import printable
    from hiptimer.exchange.exporting import exported
    from hiptimer.places import user_data
    from hiptimer.whole_file import whole_file

    with readable_diary():
        text = exported(user_data(), form, since)
    try:
        if output == "-":
            click.echo(text, nl=False)
        else:
            # A bare file may take less than it is given.
            with whole_file(Path(output)) as file, BufferedWriter(file) as buffered:
                buffered.write(text)
    except BrokenPipeError:
        # Whoever read it has had enough.
        context.exit(1)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise BadInput(printable(f"{output} cannot be written: {reason}")) from None


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(*, file: Path) -> None:
    """Take back what `export --format json` wrote; what is there already stays as it is."""
    from hiptimer.circuit_file.misread import printable
    from hiptimer.clock import date_and_time
    from hiptimer.exchange.importing import import_json
    from hiptimer.exchange.json_file import BadDiary
    from hiptimer.places import user_data

    try:
        text = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise BadInput(printable(f"{file} cannot be read: {reason}")) from None
    with readable_diary():
        try:
            imported = import_json(text, user_data(), date_and_time().timestamp())
        except BadDiary as error:
            raise BadInput(
                printable(f"{file} is no diary of hiptimer, nothing was imported: {error}")
            ) from None
    if imported.put_aside:
        click.echo(printable(f"The damaged diary is kept as {imported.put_aside}"), err=True)
    new = "1 workout" if imported.new == 1 else f"{imported.new} workouts"
    there = f"; already there: {imported.known}" if imported.known else ""
    click.echo(f"{new} imported{there}")
