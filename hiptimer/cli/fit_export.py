"""Exports the diary as FIT files. Importing this module needs the library fit-tool."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.diary_errors import report_unreadable_and_skipped, report_while_reading
from hiptimer.cli.output_file import write_output
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted
from hiptimer.history.formats.fit_activities import fit_activities
from hiptimer.history.formats.fit_file import NoFitTime, fit_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hiptimer.history.formats.activity import Activity


def export_fit(context: click.Context, since: datetime | None, output: str) -> None:
    """Write one workout to a file, or each to a file of its own if `output` is a folder."""

    def activities() -> Iterator[tuple[str, Activity]]:
        return report_while_reading(fit_activities(user_data(), since))

    with report_unreadable_and_skipped():
        try:
            # All are checked before the first is written, so that either all are written or none.
            number = sum(1 for _ in activities())
        except NoFitTime as error:
            raise BadInput(f"a FIT file cannot hold a workout on {error}") from None
    try:
        is_folder = output.endswith("/") or Path(output).is_dir()
    except OSError:
        # Writing there fails as well and reports why.
        is_folder = False
    if not is_folder and number != 1:
        raise BadInput(
            f"a FIT file holds one workout, not {number}: use -o FOLDER/ to write one file per "
            "workout, or --since YYYY-MM-DD to skip older workouts"
            if number
            else "no workout to export: none has ended with an effort done"
        )
    if output == "-" and sys.stdout.isatty():
        raise BadInput("a FIT file is binary; name a file: -o FILE.fit")
    for name, told in activities():
        file = str(Path(output, name)) if is_folder else output
        write_output(context, file, [fit_bytes(told)], makes_folder=is_folder)
    if is_folder:
        click.echo(f"{counted(number, 'workout')} written to {printable(output)}")
