"""Commands on what was done: the log in words, and the diary in formats others read."""

from __future__ import annotations

import json
import sys
from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.command_line import BadInput, read_diary, readable_diary
from hiptimer.options import circuit_names, takes_since

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option("--circuit", metavar="ID", shell_complete=circuit_names, help="Only this circuit.")
@takes_since
@click.option("--json", "as_json", is_flag=True, help="As JSON, every attempt.")
def history(*, circuit: str | None, since: datetime | None, as_json: bool) -> None:
    """Show past workouts, newest first.

    Then how often you worked out, and left against right.
    """
    from hiptimer.clock import date_and_time
    from hiptimer.foundation.text.printable import printable
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

    with read_diary():
        # Circuits are known by their printable names, and SQLite takes no other text.
        circuit = None if circuit is None else printable(circuit)
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
    type=click.Choice(["csv", "fit", "json", "jrnl"]),
    required=True,
    help="json holds all there is, for a backup; csv a row an attempt; jrnl an entry a workout; "
    "fit a strength activity a workout, for Garmin, Strava and others.",
)
@takes_since
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(),
    metavar="FILE",
    help="Where to; replaces a file of that name once it is complete. - is stdout, as without -o. "
    "A FIT file holds one workout: with FOLDER/ each becomes a file of its own.",
)
@click.pass_context
def export(context: click.Context, /, *, form: str, since: datetime | None, output: str) -> None:
    """Write the diary in a format that others read."""
    if form == "fit":
        _export_fit(context, since, output)
        return
    from hiptimer.exchange.exporting import exported
    from hiptimer.places import user_data

    with read_diary():
        text = exported(user_data(), form, since)
    _write(context, output, text)


def _export_fit(context: click.Context, since: datetime | None, output: str) -> None:
    """Write one workout to a file, or each to a file of its own where `output` is a folder."""
    from hiptimer.foundation.text.printable import printable

    files = _fit_files(since)
    try:
        is_folder = output.endswith("/") or Path(output).is_dir()
    except OSError:
        # To write there fails as well, and that says why.
        is_folder = False
    if is_folder:
        for name, contents in files.items():
            _write(context, str(Path(output, name)), contents, makes_folder=True)
        click.echo(f"{_workouts(len(files))} written to {printable(output)}")
        return
    if len(files) != 1:
        raise BadInput(
            f"a FIT file holds one workout, not {len(files)}: use -o FOLDER/ to write one file per "
            "workout, or --since YYYY-MM-DD to skip older workouts"
            if files
            else "no workout that has ended and in which anything was done"
        )
    (contents,) = files.values()
    if output == "-" and sys.stdout.isatty():
        raise BadInput("a FIT file is nothing to read: -o FILE.fit says where to")
    _write(context, output, contents)


def _fit_files(since: datetime | None) -> dict[str, bytes]:
    from hiptimer.places import user_data

    try:
        from hiptimer.exchange.fit_file import NoFitTime
        from hiptimer.exchange.fit_files import fit_files
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("fit_tool"):
            raise
        raise BadInput("FIT files need one library more: pip install 'hiptimer[fit]'") from None
    with read_diary():
        try:
            return fit_files(user_data(), since)
        except NoFitTime as error:
            raise BadInput(f"no FIT file can tell of a workout on {error}") from None


def _write(
    context: click.Context, output: str, contents: bytes, *, makes_folder: bool = False
) -> None:
    """Write to stdout, or to a file that nobody but the person may read.

    Raises:
        BadInput: it cannot be written.

    """
    from hiptimer.foundation.text.printable import printable
    from hiptimer.signals import BROKEN_PIPE, exit_code
    from hiptimer.whole_file import make_private_folder, whole_file

    path = Path(output)
    try:
        if output == "-":
            click.echo(contents, nl=False)
            return
        if makes_folder:
            make_private_folder(path.parent)
        # A bare file may take less than it is given.
        with whole_file(path, is_private=True) as file, BufferedWriter(file) as buffered:
            buffered.write(contents)
    except BrokenPipeError:
        context.exit(exit_code(BROKEN_PIPE))
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise BadInput(printable(f"{output} cannot be written: {reason}")) from None


def _workouts(number: int) -> str:
    return "1 workout" if number == 1 else f"{number} workouts"


@click.command()
@takes_since
@click.option(
    "-o",
    "--output",
    default="report.html",
    show_default=True,
    type=click.Path(),
    metavar="FILE",
    help="Where to; replaces a file of that name once it is complete. - is stdout.",
)
@click.pass_context
def report(context: click.Context, /, *, since: datetime | None, output: str) -> None:
    """Write a page for whoever treats you: how often, how long, left and right, pain."""
    from hiptimer.clock import date_and_time
    from hiptimer.places import user_data
    from hiptimer.report.contents import read_report
    from hiptimer.report.page import report_html

    with read_diary():
        told = read_report(user_data(), since, date_and_time())
    _write(context, output, report_html(told).encode())
    if output != "-":
        from hiptimer.foundation.text.printable import printable

        click.echo(f"{_workouts(told.workouts)} in {printable(output)}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(*, file: Path) -> None:
    """Take back what `export --format json` wrote; what is there already stays as it is."""
    from hiptimer.bounded_file import UnreadableFile, read_bounded
    from hiptimer.clock import date_and_time
    from hiptimer.exchange.importing import LARGEST_FILE_BYTES, import_json
    from hiptimer.exchange.json_file import BadDiary
    from hiptimer.foundation.text.printable import printable
    from hiptimer.places import user_data

    try:
        text = read_bounded(file, LARGEST_FILE_BYTES, may_be_pipe=True)
    except UnreadableFile as error:
        raise BadInput(printable(f"{file} {error}")) from None
    with readable_diary():
        try:
            imported = import_json(text, user_data(), date_and_time().timestamp())
        except BadDiary as error:
            raise BadInput(printable(f"{file}: {error}; nothing was imported")) from None
    if imported.put_aside:
        click.echo(printable(f"The damaged diary is kept as {imported.put_aside}"), err=True)
    there = f"; already there: {imported.known}" if imported.known else ""
    click.echo(f"{_workouts(imported.new)} imported{there}")
