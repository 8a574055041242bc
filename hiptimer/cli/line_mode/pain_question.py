"""Asks questions in line mode before a workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.plan.feelings import too_much_pain_words

if TYPE_CHECKING:
    from hiptimer.plan.plan import Plan


def confirm_start(plan: Plan) -> bool:
    """Return whether to start: with high pain only if the person says so; no answer is a no."""
    if plan.high_pain_now is None:
        return True
    click.echo(f"{too_much_pain_words(plan.high_pain_now)}.")
    if plan.circuit.warning:
        click.echo(plan.circuit.warning.strip())
    try:
        starts = click.confirm("Start anyway?", default=False)
    except click.Abort:
        click.echo()
        starts = False
    if not starts:
        click.echo("Not started.")
    return starts
