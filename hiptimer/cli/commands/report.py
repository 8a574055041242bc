"""The command `report`: a page for a therapist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.diary_errors import report_unreadable_and_skipped
from hiptimer.cli.history_output import no_workouts_words
from hiptimer.cli.options import takes_since
from hiptimer.cli.output_file import takes_output, write_output
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@takes_since
@takes_output("FILE", "report.html")
@click.pass_context
def report(context: click.Context, /, *, since: datetime | None, output: str) -> None:
    """Write a page for your therapist: frequency, holds, pain, loads."""
    with report_unreadable_and_skipped():
        told = read_report(user_data(), since, date_and_time())
    write_output(context, output, [report_html(told).encode()])
    if output != "-":
        workouts = told.figures.workouts
        found = counted(workouts, "workout") if workouts else no_workouts_words(since)
        click.echo(f"{printable(output)}: {found}")
