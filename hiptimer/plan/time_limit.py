"""Less of a circuit, so that it fits into a time: fewer sets, fewer rounds, and nothing else.

Of all that fits, the longest is taken. A round is taken off where most remain, and where the
circuit prescribes a range, off the range before anything is less than prescribed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.wording import count_range
from hiptimer.foundation.text.durations import span
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.order import visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.plan.plan import Plan

# Lengths are sums of fractions, which no float holds exactly.
_SAME_LENGTH_SECONDS = 1e-6


class DoesNotFit(ChoiceError):
    """A time that is shorter than one set with one round of everything; the message says by what.

    `shortest_seconds` is how long that takes.
    """

    def __init__(self, limit_seconds: float, shortest_seconds: float) -> None:
        self.shortest_seconds = shortest_seconds
        shortest = span(math.ceil(shortest_seconds))
        super().__init__(
            f"{span(limit_seconds)} is too short: the fewest possible sets and rounds "
            f"take {shortest}; skip exercises, or allow that much time"
        )


def fit_into_limit(plan: Plan) -> Plan:
    """Return `plan` with as much of it as fits into the time its choices give it.

    Raises:
        DoesNotFit: nothing of it does.
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
    """Return `plan` with as few sets and rounds as can be."""
    fewest_sets = _with_fewer_sets(plan)[-1]
    return _with_rounds_off(fewest_sets, _rounds_to_take_off(fewest_sets))


def _fits(plan: Plan, limit_seconds: float) -> bool:
    return plan.planned_seconds <= limit_seconds + _SAME_LENGTH_SECONDS


def _with_fewer_sets(plan: Plan) -> Sequence[Plan]:
    """Return `plan`, then with a set less, and so on to the set it begins with."""
    choices = plan.choices
    return [
        replace(plan, choices=replace(choices, sets=sets))
        for sets in range(choices.sets, choices.from_set - 1, -1)
    ]


def _with_fewer_rounds(plan: Plan, limit_seconds: float) -> Plan | None:
    """Return `plan` with no more rounds taken off than it takes to fit; None where none do."""
    off = _rounds_to_take_off(plan)

    def fits(off: Sequence[str]) -> bool:
        return _fits(_with_rounds_off(plan, off), limit_seconds)

    if not fits(off):
        return None
    off = off[: bisect_left(range(len(off)), True, key=lambda it: fits(off[:it]))]
    # What was taken last may be long enough to give back what was taken before it.
    for exercise_id in dict.fromkeys(reversed(off)):
        while exercise_id in off and fits(fewer := _without_one(off, exercise_id)):
            off = fewer
    return _with_rounds_off(plan, off)


def _without_one(off: Sequence[str], exercise_id: str) -> Sequence[str]:
    place = off.index(exercise_id)
    return [*off[:place], *off[place + 1 :]]


def _rounds_to_take_off(plan: Plan) -> Sequence[str]:
    """Return the exercises to take a round off, one after the other, down to one of each."""
    reached = {visit.content.exercise.id for visit in visits(plan.circuit, plan.choices)}
    steps = sorted(
        (rounds < exercise.rounds.low, -rounds, place)
        for place, exercise in enumerate(plan.circuit.exercises)
        if exercise.id in reached
        for rounds in range(1, int(plan.choices.number(exercise, "rounds", exercise.rounds)))
    )
    return [plan.circuit.exercises[place].id for _, _, place in steps]


def _with_rounds_off(plan: Plan, off: Sequence[str]) -> Plan:
    """Return `plan` with a round less of an exercise for each time it stands in `off`."""
    choices, picks = plan.choices, dict(plan.choices.picks)
    for exercise in plan.circuit.exercises:
        if number := off.count(exercise.id):
            rounds = choices.number(exercise, "rounds", exercise.rounds)
            picks[f"{exercise.id}.rounds"] = rounds - number
    return replace(plan, choices=replace(choices, picks=MappingProxyType(picks)))


def _reductions(plan: Plan, reduced: Plan) -> tuple[str, ...]:
    """Return in words what `reduced` has less of: "2 of 3–4 sets", "1 of 2 rounds of Pulses"."""
    circuit = plan.circuit
    before, after = plan.choices, reduced.choices
    words = []
    if after.sets < before.sets:
        words.append(f"{after.sets} of {count_range(circuit.sets)} sets")
    for exercise in circuit.exercises:
        rounds = after.number(exercise, "rounds", exercise.rounds)
        if rounds < before.number(exercise, "rounds", exercise.rounds):
            words.append(f"{rounds:g} of {count_range(exercise.rounds)} rounds of {exercise.name}")
    return tuple(words)
