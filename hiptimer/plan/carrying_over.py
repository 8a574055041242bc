"""Carries the choices for a circuit over to one that begins with the same blocks."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices


def carry_over(
    choices: Choices, first: Circuit, before: Circuit, after: Circuit, otherwise: Choices
) -> Choices:
    """Return choices for `after` with those for the circuit `first`, with which both begin.

    `choices` are for `before`; what the first circuit has no part in is as in `otherwise`.
    """
    exercises = exercise_ids(first, before, after)
    owners = {"": "", **exercises, **_block_ids(first, before, after)}
    sets = {
        old.sets_name: new.sets_name
        for _, old, new in zip(first.blocks, before.blocks, after.blocks, strict=False)
    }
    picks = {}
    for name, value in choices.picks.items():
        owner, dot, key = name.partition(".") if "." in name else ("", "", name)
        if name in sets:
            picks[sets[name]] = value
        elif owner in owners:
            picks[f"{owners[owner]}{dot}{key}"] = value
    return replace(
        choices,
        picks=MappingProxyType({**otherwise.picks, **picks}),
        without=frozenset(exercises[id_] for id_ in choices.without & exercises.keys()),
    )


def exercise_ids(first: Circuit, before: Circuit, after: Circuit) -> Mapping[str, str]:
    """Return the id in `after` of each exercise of `first`, by its id in `before`."""
    both = zip(first.exercises, before.exercises, after.exercises, strict=False)
    return {old.id: new.id for _, old, new in both}


def _block_ids(first: Circuit, before: Circuit, after: Circuit) -> Mapping[str, str]:
    both = zip(first.blocks, before.blocks, after.blocks, strict=False)
    return {old.id: new.id for _, old, new in both if old.id and new.id}
