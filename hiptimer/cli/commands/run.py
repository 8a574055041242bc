"""The command `run`: starts a workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.circuit_names import takes_circuits
from hiptimer.cli.options import (
    PreferringCommand,
    real_number,
    takes_choices,
    takes_feelings,
    takes_headphones,
    takes_pitch,
    takes_start_and_volume,
    takes_view,
    takes_voice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=PreferringCommand)
@takes_circuits
@takes_choices
@takes_start_and_volume
@takes_pitch
@takes_headphones
@takes_voice
@takes_view
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    callback=real_number,
    default=1.0,
    show_default=True,
    help="Rehearse with the clock running this many times as fast.",
)
@takes_feelings
@click.pass_context
def run(
    context: click.Context,
    /,
    *,
    circuits: Sequence[str],
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    start: str | None,
    prepare: str | None,
    speed: float,
    pain: int | None,
    loads: Sequence[str],
    plain: bool,
    **_preferences: object,
) -> None:
    """Start a workout immediately.

    CIRCUIT is a name, a path, or a line such as "3 x 30s plank, rest 20s; 10 squats".
    Several are done one after the other, in one workout.
    """
    from hiptimer.cli.build_plan import build_plan, with_pain_and_loads
    from hiptimer.cli.running import run_workout

    plan = build_plan(circuits, sets, picks, without, fit=fit, start=start, prepare=prepare)
    context.exit(
        run_workout(context, with_pain_and_loads(plan, pain, loads), speed, is_plain=plain)
    )
