"""Runs a workout: full screen, or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.line_mode.run import run_plain
from hiptimer.cli.preferred_options import known_voice, preferences_of
from hiptimer.cli.questions import starts_in_spite_of_pain
from hiptimer.tui.full_screen import is_terminal, run_full_screen

if TYPE_CHECKING:
    import click

    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import Taken


def run_workout(
    context: click.Context,
    plan: Plan,
    speed: float = 1.0,
    taken: Taken | None = None,
    *,
    is_plain: bool,
) -> int:
    """Run the workout of `plan`, or resume the one `taken`, and return the exit code.

    Raises:
        BadInput: the voice does not exist.

    """
    preferences = preferences_of(context)
    with known_voice():
        if not is_plain and is_terminal():
            return run_full_screen(plan, preferences, speed, taken)
        if taken is None and not starts_in_spite_of_pain(plan):
            return 1
        return run_plain(plan, preferences, speed, taken)
