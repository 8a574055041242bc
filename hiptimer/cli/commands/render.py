"""The command `render`: writes a workout to a sound file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.circuit_names import takes_circuits
from hiptimer.cli.options import (
    PreferringCommand,
    takes_choices,
    takes_headphones,
    takes_pitch,
    takes_start_and_volume,
    takes_voice,
)
from hiptimer.cli.output_file import takes_output

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=PreferringCommand)
@takes_circuits
@takes_choices
@takes_start_and_volume
@takes_pitch
@takes_headphones
@takes_voice
@takes_output("FILE.wav")
@click.pass_context
def render(
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
    volume: int,
    output: str,
    **_preferences: object,
) -> None:
    """Write all the audio of a workout to a WAV file, for a phone.

    CIRCUIT is a name, a path, or a line such as "3 x 30s plank, rest 20s; 10 squats".
    Several are done one after the other, in one workout.

    Open holds and untimed reps end at their target.
    """
    from hiptimer.cli.build_plan import build_plan
    from hiptimer.cli.rendering import render_plan

    plan = build_plan(circuits, sets, picks, without, fit=fit, start=start, prepare=prepare)
    render_plan(context, plan, volume, output)
