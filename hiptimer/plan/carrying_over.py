"""Carries the choices for a circuit over to one that begins with the same blocks."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices


def carry_over(
    choices: Choices, first: Circuit, before: Circuit, after: Circuit, otherwise: Choices
) -> Choices:
    """Return choices for `after` with those for the circuit `first`, with which both begin.

    `choices` are for `before`; what the first circuit has no part in is as in `otherwise`.
    """
    exercises = {exercise.id for exercise in first.exercises}
    sets = {
        old.sets_name: new.sets_name
        for _, old, new in zip(first.blocks, before.blocks, after.blocks, strict=False)
    }
    owners = exercises | {name.rpartition(".")[0] for name in sets} | {""}
    picks = {
        sets.get(name, name): value
        for name, value in choices.picks.items()
        if name in sets or name.rpartition(".")[0].partition(".")[0] in owners
    }
    return replace(
        choices,
        picks=MappingProxyType({**otherwise.picks, **picks}),
        without=choices.without & exercises,
    )
