"""The command `show`: the workout that a circuit makes."""

from __future__ import annotations

import json
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
    from hiptimer.cli.arguments import planned, say_fit
    from hiptimer.cli.listing import show_lines
    from hiptimer.cli.listing_json import timeline_as_json

    plan = planned(circuit, sets, picks, without, fit=fit)
    if as_json:
        say_fit(plan)
        click.echo(json.dumps(timeline_as_json(plan.timeline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(show_lines(plan)))
