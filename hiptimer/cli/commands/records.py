"""Commands on what was done: the log in words, and the diary in formats others read."""

from __future__ import annotations

import sys
from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.arguments import BadInput, each_readable, read_diary, readable_diary
from hiptimer.cli.options import circuit_names, takes_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from hiptimer.history.formats.activity import Activity


@click.command()
@click.option("--circuit", metavar="ID", shell_complete=circuit_names, help="Only this circuit.")
@takes_since
@click.option("--json", "as_json", is_flag=True, help="As JSON, every attempt.")
def history(*, circuit: str | None, since: datetime | None, as_json: bool) -> None:
    """Show past workouts, newest first.

    Then how often you worked out, and left against right.
    """
    from hiptimer.foundation.clock import date_and_time
    from hiptimer.foundation.folders import user_data
    from hiptimer.foundation.json_pieces import json_pieces
    from hiptimer.foundation.text.printable import printable
    from hiptimer.history.json_output import history_as_json
    from hiptimer.history.reading import read_history, read_progress
    from hiptimer.history.wording import history_lines, progress_lines

    today = date_and_time().date()
    # Circuits are known by their printable names, and SQLite takes no other text.
    circuit = None if circuit is None else printable(circuit)
    with read_diary():
        if as_json:
            told = history_as_json(user_data(), today, since, circuit)
            for piece in json_pieces(told, indent=2):
                click.echo(piece, nl=False)
            click.echo()
            return
        is_any = False
        for done in read_history(user_data(), since, circuit):
            is_any = True
            click.echo("\n".join(printable(line) for line in history_lines(done)))
        if is_any:
            progress = read_progress(user_data(), today, since, circuit)
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
    from hiptimer.foundation.folders import user_data
    from hiptimer.history.formats.exporting import export_pieces

    with read_diary():
        _write(context, output, each_readable(export_pieces(user_data(), form, since)))


def _export_fit(context: click.Context, since: datetime | None, output: str) -> None:
    """Write one workout to a file, or each to a file of its own where `output` is a folder."""
    from hiptimer.foundation.folders import user_data
    from hiptimer.foundation.text.printable import printable

    try:
        from hiptimer.history.formats.fit_file import NoFitTime, fit_bytes
        from hiptimer.history.formats.fit_files import fit_activities
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("fit_tool"):
            raise
        raise BadInput("FIT files need one library more: pip install 'hiptimer[fit]'") from None

    def activities() -> Iterator[tuple[str, Activity]]:
        return each_readable(fit_activities(user_data(), since))

    with read_diary():
        try:
            # All are looked at before the first is written: all can be written, or none is.
            number = sum(1 for _ in activities())
        except NoFitTime as error:
            raise BadInput(f"no FIT file can tell of a workout on {error}") from None
    try:
        is_folder = output.endswith("/") or Path(output).is_dir()
    except OSError:
        # To write there fails as well, and that says why.
        is_folder = False
    if not is_folder and number != 1:
        raise BadInput(
            f"a FIT file holds one workout, not {number}: use -o FOLDER/ to write one file per "
            "workout, or --since YYYY-MM-DD to skip older workouts"
            if number
            else "no workout that has ended and in which anything was done"
        )
    if output == "-" and sys.stdout.isatty():
        raise BadInput("a FIT file is nothing to read: -o FILE.fit says where to")
    for name, told in activities():
        file = str(Path(output, name)) if is_folder else output
        _write(context, file, [fit_bytes(told)], makes_folder=is_folder)
    if is_folder:
        click.echo(f"{_workouts(number)} written to {printable(output)}")


def _write(
    context: click.Context, output: str, pieces: Iterable[bytes], *, makes_folder: bool = False
) -> None:
    """Write to stdout, or to a file that only the person may read.

    Raises:
        BadInput: it cannot be written.

    """
    from hiptimer.foundation.atomic_file import make_private_folder, whole_file
    from hiptimer.foundation.signals import BROKEN_PIPE, exit_code
    from hiptimer.foundation.text.printable import printable

    path = Path(output)
    try:
        if output == "-":
            for piece in pieces:
                click.echo(piece, nl=False)
            return
        if makes_folder:
            make_private_folder(path.parent)
        # A bare file may take less than it is given.
        with whole_file(path, is_private=True) as file, BufferedWriter(file) as buffered:
            buffered.writelines(pieces)
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
    """Write a page for your therapist: how often, holds on both sides, pain, loads."""
    from hiptimer.foundation.clock import date_and_time
    from hiptimer.foundation.folders import user_data
    from hiptimer.history.report.contents import read_report
    from hiptimer.history.report.page import report_html

    with read_diary():
        told = read_report(user_data(), since, date_and_time())
    _write(context, output, [report_html(told).encode()])
    if output != "-":
        from hiptimer.foundation.text.printable import printable

        click.echo(f"{_workouts(told.workouts)} in {printable(output)}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(*, file: Path) -> None:
    """Take back what `export --format json` wrote; what is there already stays as it is."""
    from hiptimer.foundation.bounded_file import UnreadableFile, open_bounded
    from hiptimer.foundation.clock import date_and_time
    from hiptimer.foundation.folders import user_data
    from hiptimer.foundation.text.printable import printable
    from hiptimer.history.formats.importing import LARGEST_FILE_BYTES, import_json
    from hiptimer.history.formats.json_file import BadDiary

    try:
        with open_bounded(file, LARGEST_FILE_BYTES, may_be_pipe=True) as opened, readable_diary():
            imported = import_json(opened, user_data(), date_and_time().timestamp())
    except UnreadableFile as error:
        raise BadInput(printable(f"{file} {error}")) from None
    except BadDiary as error:
        raise BadInput(printable(f"{file}: {error}; nothing was imported")) from None
    if imported.put_aside:
        click.echo(printable(f"The damaged diary is kept as {imported.put_aside}"), err=True)
    there = f"; already there: {imported.known}" if imported.known else ""
    click.echo(f"{_workouts(imported.new)} imported{there}")
