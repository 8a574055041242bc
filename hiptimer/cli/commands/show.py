"""The command `show`: a circuit and its workout, phase by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.completion import circuit_names
from hiptimer.cli.options import takes_choices

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@click.option("--json", "as_json", is_flag=True, help="As JSON, every cue at its moment.")
def show(
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    as_json: bool,
) -> None:
    """Show a circuit and the workout it makes today: what is done and heard when."""
    from hiptimer.cli.arguments import planned
    from hiptimer.cli.plan_output import show_plan

    show_plan(planned(circuit, sets, picks, without, fit=fit), as_json=as_json)
