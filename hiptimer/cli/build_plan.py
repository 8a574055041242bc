"""What a person wrote on the command line: today's choices, and what is wrong there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_names import find_circuits
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import LONGEST_NAME, filled_text, text
from hiptimer.plan.choices import (
    default_choices,
    with_fit,
    with_pick,
    with_prepare,
    with_sets,
    with_skipped,
    with_start,
)
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import fit_into_limit

if TYPE_CHECKING:
    from collections.abc import Sequence


def build_plan(
    names: Sequence[str],
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    *,
    fit: str | None = None,
    start: str | None = None,
    prepare: str | None = None,
) -> Plan:
    """Return what the circuits `names` and today's options come to.

    Raises:
        BadInput: a circuit is unknown or broken, or does not offer a choice.

    """
    circuit_id, circuit = find_circuits(names)
    choices = default_choices(circuit)
    try:
        if sets is not None:
            choices = with_sets(circuit, choices, sets)
        for pick in picks:
            key, _, value = pick.partition("=")
            choices = with_pick(circuit, choices, key, value)
        for exercise_id in without:
            choices = with_skipped(circuit, choices, exercise_id)
        if prepare is not None:
            choices = with_prepare(choices, prepare)
        if start is not None:
            choices = with_start(circuit, choices, start)
        if fit is not None:
            choices = with_fit(choices, fit)
        plan = fit_into_limit(Plan(circuit, circuit_id, choices))
        _ = plan.timeline
    except (ChoiceError, NothingToDo) as error:
        raise BadInput(printable(str(error))) from None
    return plan


def with_pain_and_loads(plan: Plan, pain: int | None, loads: Sequence[str]) -> Plan:
    """Return `plan` with what was said beforehand: pain now, and loads as ID=TEXT.

    Raises:
        BadInput: a load names no exercise of today, or has no valid text.

    """
    today = [it.id for it in plan.circuit.exercises if it.id not in plan.choices.without]
    said = {}
    for load in loads:
        exercise_id, _, words = load.partition("=")
        if exercise_id not in today:
            raise BadInput(f"--load {quoted(load)}: write ID=TEXT with one of: {', '.join(today)}")
        try:
            said[exercise_id] = filled_text(text(words.strip(), most=LONGEST_NAME))
        except Misread as error:
            raise BadInput(printable(f"--load {exercise_id}: {error.message}")) from None
    return replace(plan, loads=said, feelings=Feelings(pain_before=pain))


def say_fit(plan: Plan) -> None:
    """Say what was reduced, where stdout is for something else."""
    if plan.fit_words:
        click.echo(plan.fit_words, err=True)
