"""The command `show`: a circuit and its workout, phase by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.circuit_names import find_entry, takes_circuits
from hiptimer.cli.options import takes_choices

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@takes_circuits
@takes_choices
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with the time of every cue.")
@click.option("--watch", is_flag=True, help="Show it again, or its errors, when its file is saved.")
def show(
    *,
    circuits: Sequence[str],
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    as_json: bool,
    watch: bool,
) -> None:
    """Show a circuit and today's workout, phase by phase.

    CIRCUIT is a name, a path, or a line such as "3 x 30s plank, rest 20s; 10 squats".
    Several are done one after the other, in one workout.
    """
    from hiptimer.cli.build_plan import build_plan
    from hiptimer.cli.plan_output import show_plan

    def show_once() -> None:
        show_plan(build_plan(circuits, sets, picks, without, fit=fit), as_json=as_json)

    if watch:
        from hiptimer.cli.watching import show_at_each_save

        show_at_each_save([find_entry(it).path for it in circuits], show_once)
    else:
        show_once()
