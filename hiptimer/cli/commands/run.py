"""The command `run`: starts a workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.completion import complete_circuit_name
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
@click.argument("circuit", shell_complete=complete_circuit_name)
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
    circuit: str,
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
    """
    from hiptimer.cli.build_plan import build_plan, with_pain_and_loads
    from hiptimer.cli.running import run_workout

    plan = build_plan(circuit, sets, picks, without, fit=fit, start=start, prepare=prepare)
    context.exit(
        run_workout(context, with_pain_and_loads(plan, pain, loads), speed, is_plain=plain)
    )
