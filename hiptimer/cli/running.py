"""Runs a workout: full screen, or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.preferred_options import preferences_of, report_unknown_choice
from hiptimer.tui.full_screen import is_terminal, run_full_screen

if TYPE_CHECKING:
    import click

    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import ClaimedWorkout


def run_workout(
    context: click.Context,
    plan: Plan,
    speed: float = 1.0,
    claimed: ClaimedWorkout | None = None,
    *,
    is_plain: bool,
) -> int:
    """Run the workout of `plan`, or resume the one `claimed`, and return the exit code.

    Raises:
        BadInput: the voice or the device does not exist.

    """
    preferences = preferences_of(context)
    with report_unknown_choice():
        if not is_plain and is_terminal():
            return run_full_screen(plan, preferences, speed, claimed)
        from hiptimer.cli.line_mode.pain_question import confirm_start
        from hiptimer.cli.line_mode.run import run_plain

        if claimed is None and not confirm_start(plan):
            return 1
        return run_plain(plan, preferences, speed, claimed)
