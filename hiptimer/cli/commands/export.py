"""The command `export`: writes the diary in formats of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.diary_errors import report_unreadable_and_skipped, report_while_reading
from hiptimer.cli.options import takes_since
from hiptimer.cli.output_file import write_output
from hiptimer.foundation.folders import user_data
from hiptimer.history.formats.exporting import FORMS, export_pieces

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, "fit"]),
    required=True,
    help="".join(f"{name} {form.holds}; " for name, form in FORMS.items())
    + "fit a strength activity a workout, for Garmin, Strava and others.",
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
        try:
            from hiptimer.cli.fit_export import export_fit
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("fit_tool"):
                raise
            raise BadInput("FIT files need one library more: pip install 'hiptimer[fit]'") from None
        export_fit(context, since, output)
        return

    with report_unreadable_and_skipped():
        write_output(context, output, report_while_reading(export_pieces(user_data(), form, since)))
