"""Prints the workout of a plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from hiptimer.cli.build_plan import say_fit
from hiptimer.cli.circuit_json import timeline_as_json
from hiptimer.cli.circuit_lines import show_lines

if TYPE_CHECKING:
    from hiptimer.plan.plan import Plan


def show_plan(plan: Plan, *, as_json: bool) -> None:
    """Print each phase and cue with its time, in words or as JSON."""
    if as_json:
        say_fit(plan)
        click.echo(json.dumps(timeline_as_json(plan.timeline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(show_lines(plan)))
