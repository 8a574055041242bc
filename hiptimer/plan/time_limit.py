"""Reduction of a plan to a time limit, by fewer sets and fewer rounds only.

The longest plan that fits is used. Rounds are removed from the exercise with the most rounds, and
from prescribed ranges before any exercise gets fewer than prescribed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.wording import count_range_words
from hiptimer.foundation.text.durations import duration_text
from hiptimer.plan.choices import with_sets
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.order import visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.model import Block
    from hiptimer.plan.plan import Plan

# Lengths are sums of fractions, which floats represent inexactly.
_SAME_LENGTH_SECONDS = 1e-6


class DoesNotFit(ChoiceError):
    """A time limit shorter than one set with one round of each exercise.

    `shortest_seconds` is the length of that set.
    """

    def __init__(self, limit_seconds: float, shortest_seconds: float) -> None:
        self.shortest_seconds = shortest_seconds
        shortest = duration_text(math.ceil(shortest_seconds))
        super().__init__(
            f"{duration_text(limit_seconds)} is too short: the fewest possible sets and rounds "
            f"take {shortest}; skip exercises, or allow that much time"
        )


def fit_into_limit(plan: Plan) -> Plan:
    """Return `plan`, reduced to the time limit in its choices.

    Raises:
        DoesNotFit: even the shortest plan exceeds the limit.
        NothingToDo: no effort is longer than zero seconds.

    """
    limit = plan.choices.fit_seconds
    if limit is None:
        return plan
    if not plan.planned_seconds:
        raise NothingToDo
    if _fits(plan, limit):
        return plan
    longest = shortest(plan)
    if not _fits(longest, limit):
        raise DoesNotFit(limit, longest.planned_seconds)
    for fewer_sets in _with_fewer_sets(plan):
        if fewer_sets.planned_seconds <= longest.planned_seconds:
            break
        found = _with_fewer_rounds(fewer_sets, limit)
        if found and found.planned_seconds > longest.planned_seconds:
            longest = found
    return replace(longest, reduced=_reductions(plan, longest))


def shortest(plan: Plan) -> Plan:
    """Return `plan` with as few sets and rounds as possible."""
    fewest_sets = _with_fewer_sets(plan)[-1]
    return _with_rounds_off(fewest_sets, _rounds_to_take_off(fewest_sets))


def _fits(plan: Plan, limit_seconds: float) -> bool:
    return plan.planned_seconds <= limit_seconds + _SAME_LENGTH_SECONDS


def _with_fewer_sets(plan: Plan) -> Sequence[Plan]:
    """Return `plan`, then with one set less, and so on down to the set it begins with."""
    plans = [plan]
    for block in _sets_to_take_off(plan):
        choices = plans[-1].choices
        fewer = with_sets(plan.circuit, choices, choices.sets(block) - 1, block)
        plans.append(replace(plan, choices=fewer))
    return plans


def _sets_to_take_off(plan: Plan) -> Sequence[Block]:
    """Return the blocks to remove a set from, in order, down to one set each."""
    choices, blocks = plan.choices, plan.circuit.blocks
    # A set before the one that the workout begins with would not make it shorter.
    fewest: dict[str | None, int] = {}
    for visit in visits(plan.circuit, choices):
        fewest.setdefault(visit.block.id, 1 if fewest else choices.from_set)
    steps = sorted(
        (sets < block.sets.low, -sets, place)
        for place, block in enumerate(blocks)
        if block.id in fewest
        for sets in range(fewest[block.id], choices.sets(block))
    )
    return [blocks[place] for _, _, place in steps]


def _with_fewer_rounds(plan: Plan, limit_seconds: float) -> Plan | None:
    """Return `plan` with the fewest rounds removed so that it fits; None if it cannot fit."""
    off = _rounds_to_take_off(plan)

    def fits(off: Sequence[str]) -> bool:
        return _fits(_with_rounds_off(plan, off), limit_seconds)

    if not fits(off):
        return None
    off = off[: bisect_left(range(len(off)), True, key=lambda it: fits(off[:it]))]
    # The last round removed may be long enough to restore some of those removed before it.
    for exercise_id in dict.fromkeys(reversed(off)):
        while exercise_id in off and fits(fewer := _without_one(off, exercise_id)):
            off = fewer
    return _with_rounds_off(plan, off)


def _without_one(off: Sequence[str], exercise_id: str) -> Sequence[str]:
    place = off.index(exercise_id)
    return [*off[:place], *off[place + 1 :]]


def _rounds_to_take_off(plan: Plan) -> Sequence[str]:
    """Return the exercises to remove a round from, in order, down to one round each."""
    reached = {visit.content.exercise.id for visit in visits(plan.circuit, plan.choices)}
    steps = sorted(
        (rounds < exercise.rounds.low, -rounds, place)
        for place, exercise in enumerate(plan.circuit.exercises)
        if exercise.id in reached
        for rounds in range(1, int(plan.choices.number(exercise, "rounds", exercise.rounds)))
    )
    return [plan.circuit.exercises[place].id for _, _, place in steps]


def _with_rounds_off(plan: Plan, off: Sequence[str]) -> Plan:
    """Return `plan` with one round less of an exercise for each time `off` contains it."""
    choices, picks = plan.choices, dict(plan.choices.picks)
    for exercise in plan.circuit.exercises:
        if number := off.count(exercise.id):
            rounds = choices.number(exercise, "rounds", exercise.rounds)
            picks[f"{exercise.id}.rounds"] = rounds - number
    return replace(plan, choices=replace(choices, picks=MappingProxyType(picks)))


def _reductions(plan: Plan, reduced: Plan) -> tuple[str, ...]:
    """Return the reductions in words: "2 of 3–4 sets", "1 of 2 rounds of Pulses"."""
    circuit = plan.circuit
    before, after = plan.choices, reduced.choices
    words = [
        f"{sets} of {count_range_words(block.sets)} sets{_of(block.title)}"
        for block in circuit.blocks
        if (sets := after.sets(block)) < before.sets(block)
    ]
    for exercise in circuit.exercises:
        rounds = after.number(exercise, "rounds", exercise.rounds)
        if rounds < before.number(exercise, "rounds", exercise.rounds):
            words.append(
                f"{rounds:g} of {count_range_words(exercise.rounds)} rounds of {exercise.name}"
            )
    return tuple(words)


def _of(title: str) -> str:
    return f" of {title}" if title else ""
