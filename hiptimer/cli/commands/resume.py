"""The command `resume`: resumes an interrupted workout."""

from __future__ import annotations

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.diary_errors import report_unreadable
from hiptimer.cli.options import (
    PreferringCommand,
    takes_headphones,
    takes_pitch,
    takes_view,
    takes_voice,
    takes_volume,
)
from hiptimer.cli.running import run_workout
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.text.printable import printable
from hiptimer.session.resuming import CannotResume, claim, find_resumable


@click.command(cls=PreferringCommand)
@takes_volume
@takes_pitch
@takes_headphones
@takes_voice
@takes_view
@click.pass_context
def resume(context: click.Context, /, *, plain: bool, **_preferences: object) -> None:
    """Resume the last interrupted workout where it stopped."""
    try:
        with report_unreadable():
            claimed = claim(user_data(), find_resumable(user_data(), date_and_time()))
    except CannotResume as reason:
        raise BadInput(printable(str(reason))) from None
    context.exit(run_workout(context, claimed.plan, claimed=claimed, is_plain=plain))
