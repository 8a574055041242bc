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
    + "fit one strength activity per workout, for Garmin, Strava and others.",
)
@takes_since
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(),
    metavar="FILE",
    help="Output file; an existing one is replaced when the export is complete. - is stdout, the "
    "default. A FIT file holds one workout; FOLDER/ writes one file per workout.",
)
@click.pass_context
def export(context: click.Context, /, *, form: str, since: datetime | None, output: str) -> None:
    """Export the diary in a format that other programs read."""
    if form == "fit":
        try:
            from hiptimer.cli.fit_export import export_fit
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("fit_tool"):
                raise
            raise BadInput("FIT files need another library: pip install 'hiptimer[fit]'") from None
        export_fit(context, since, output)
        return

    with report_unreadable_and_skipped():
        write_output(context, output, report_while_reading(export_pieces(user_data(), form, since)))
