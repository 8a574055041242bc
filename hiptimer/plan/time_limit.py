"""Reduction of a plan to a time limit, by fewer sets and fewer rounds only.

The longest plan that fits is used. Rounds are removed from the exercise with the most rounds, and
from prescribed ranges before any exercise gets fewer than prescribed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Varying, values_of
from hiptimer.circuit.wording import count_range_words, rounds_words
from hiptimer.foundation.text.durations import duration_text
from hiptimer.plan.choices import with_sets
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.dosing import rounds_today, sides_today
from hiptimer.plan.lengths import first_sets, planned_seconds
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.order import visits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.order import Contents
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
    search = _Search(plan.circuit, limit)
    if search.fits(plan.choices):
        return plan
    longest = _shortest(plan.circuit, plan.choices)
    if not search.fits(longest):
        raise DoesNotFit(limit, search.planned(longest))
    for fewer_sets in _with_fewer_sets(plan.circuit, plan.choices):
        if search.planned(fewer_sets) <= search.planned(longest):
            break
        found = search.with_fewer_rounds(fewer_sets)
        if found and search.planned(found) > search.planned(longest):
            longest = found
    reduced = replace(plan, choices=longest)
    return replace(reduced, reduced=_reductions(plan, reduced))


def shortest(plan: Plan) -> Plan:
    """Return `plan` with as few sets and rounds as possible."""
    return replace(plan, choices=_shortest(plan.circuit, plan.choices))


@dataclass(frozen=True)
class _Search:
    """Compares choices that differ in their numbers of sets and rounds."""

    circuit: Circuit
    limit_seconds: float
    contents: Contents = field(default_factory=dict)

    def planned(self, choices: Choices) -> float:
        """Return the length of the plan of `choices`."""
        return planned_seconds(self.circuit, choices, self.contents)

    def fits(self, choices: Choices) -> bool:
        """Return whether the plan of `choices` fits into the limit."""
        return self.planned(choices) <= self.limit_seconds + _SAME_LENGTH_SECONDS

    def with_fewer_rounds(self, choices: Choices) -> Choices | None:
        """Return `choices` with the fewest rounds removed so that it fits; None if it cannot."""
        off = _rounds_to_take_off(self.circuit, choices)

        def fits(removed: Counter[str]) -> bool:
            return self.fits(_with_rounds_off(self.circuit, choices, removed))

        if not fits(Counter(off)):
            return None
        enough = bisect_left(range(len(off)), True, key=lambda it: fits(Counter(off[:it])))
        removed = Counter(off[:enough])
        # The last round removed may be long enough to restore some of those removed before it.
        for exercise_id in dict.fromkeys(reversed(off[:enough])):
            removed[exercise_id] = _fewest_that_fit(removed, exercise_id, fits)
        return _with_rounds_off(self.circuit, choices, removed)


def _shortest(circuit: Circuit, choices: Choices) -> Choices:
    fewest_sets = _with_fewer_sets(circuit, choices)[-1]
    removed = Counter(_rounds_to_take_off(circuit, fewest_sets))
    return _with_rounds_off(circuit, fewest_sets, removed)


def _with_fewer_sets(circuit: Circuit, choices: Choices) -> Sequence[Choices]:
    """Return `choices`, then with one set less, and so on down to the set it begins with."""
    found = [choices]
    for block in _sets_to_take_off(circuit, choices):
        found.append(with_sets(circuit, found[-1], found[-1].sets(block) - 1, block))
    return found


def _sets_to_take_off(circuit: Circuit, choices: Choices) -> Sequence[Block]:
    """Return the blocks to remove a set from, in order, down to one set each."""
    # A set before the one that the workout begins with would not make it shorter.
    fewest: dict[str | None, int] = {}
    for visit in visits(circuit, first_sets(circuit, choices)):
        fewest.setdefault(visit.block.id, 1 if fewest else choices.from_set)
    steps = sorted(
        (sets < block.sets.low, -sets, place)
        for place, block in enumerate(circuit.blocks)
        if block.id in fewest
        for sets in range(fewest[block.id], choices.sets(block))
    )
    return [circuit.blocks[place] for _, _, place in steps]


def _fewest_that_fit(
    removed: Counter[str], exercise_id: str, fits: Callable[[Counter[str]], bool]
) -> int:
    """Return how few rounds of an exercise can be removed, with the others as `removed`."""
    return bisect_left(
        range(removed[exercise_id]),
        True,
        key=lambda fewer: fits(Counter({**removed, exercise_id: fewer})),
    )


def _rounds_to_take_off(circuit: Circuit, choices: Choices) -> Sequence[str]:
    """Return the exercises to remove a round from, in order, down to one round each.

    Rounds that only one side has come first, then those beyond the prescribed minimum.
    """
    reached = {it.content.exercise.id for it in visits(circuit, first_sets(circuit, choices))}
    exercises = circuit.exercises
    steps = sorted(
        (not _is_surplus(exercise, rounds), rounds < _fewest(exercise), -rounds, place)
        for place, exercise in enumerate(exercises)
        if exercise.id in reached
        for rounds in range(1, _rounds(exercise, choices))
    )
    return [exercises[place].id for *_, place in steps]


def _rounds(exercise: Exercise, choices: Choices) -> int:
    """Return the number of rounds today, on the side that has more."""
    return max(rounds_today(exercise, choices, it) for it in sides_today(exercise, choices))


def _fewest(exercise: Exercise) -> float:
    """Return the lowest number of rounds that is prescribed, on the side that has fewer."""
    return min(it.low for it in values_of(exercise.rounds))


def _is_surplus(exercise: Exercise, rounds: int) -> bool:
    """Return whether only one side has a round after `rounds`."""
    return isinstance(exercise.rounds, Varying) and rounds >= _fewest(exercise)


def _with_rounds_off(circuit: Circuit, choices: Choices, removed: Mapping[str, int]) -> Choices:
    """Return `choices` with as many rounds less of each exercise as are `removed`."""
    picks = dict(choices.picks)
    for exercise in circuit.exercises:
        if number := removed.get(exercise.id, 0):
            picks[f"{exercise.id}.rounds"] = float(_rounds(exercise, choices) - number)
    return replace(choices, picks=MappingProxyType(picks))


def _reductions(plan: Plan, reduced: Plan) -> tuple[str, ...]:
    """Return the reductions in words: "2 of 3–4 sets", "1 of 2 rounds of Pulses"."""
    circuit = plan.circuit
    before, after = plan.choices, reduced.choices
    words = [
        f"{sets} of {count_range_words(block.sets)} sets{_of(block.title)}"
        for block in circuit.blocks
        if (sets := after.sets(block)) < before.sets(block)
    ]
    words += [
        f"{rounds} of {rounds_words(exercise)} rounds of {exercise.name}"
        for exercise in circuit.exercises
        if (rounds := _rounds(exercise, after)) < _rounds(exercise, before)
    ]
    return tuple(words)


def _of(title: str) -> str:
    return f" of {title}" if title else ""
