"""Properties of every suggestion, for any diary.

Diaries are random, and a failure shows the seed. HIPTIMER_DIARIES sets their number.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.history.progress.suggestions import LOOKED_AT, PastWorkout, suggestion
from hiptimer.plan.choices import Choices, default_choices, with_pick, with_sets
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.offers import RangeOffer, offers
from hiptimer.plan.plan import Plan
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.history.progress.test_suggestions import past, pulses

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.history.progress.suggestions import Suggestion

DIARIES = int(os.environ.get("HIPTIMER_DIARIES", "20000"))

CIRCUITS = (
    pulses(),
    circuit(exercise("plank", open_hold(30.0)), sets=Range(1, 2, 1)),
    circuit(
        exercise("one", timed(15.0, 30.0)), exercise("two", timed(10.0, 12.0)), sets=Range(1, 1, 1)
    ),
    circuit(exercise("one", timed(20.0), rounds=Range(1, 3, 2)), sets=Range(2, 5, 3)),
)


def possible_choices(trial: Circuit) -> list[Choices]:
    """Return choices of every number of sets, each with every range at either end."""
    low = high = default_choices(trial)
    for offer in (it for each in trial.exercises for it in offers(each)):
        if isinstance(offer, RangeOffer):
            name = offer.name
            low = with_pick(trial, low, name, offer.value_words(offer.range.low))
            high = with_pick(trial, high, name, offer.value_words(offer.range.high))
    most = int(trial.main_block.sets.high)
    return [with_sets(trial, it, sets) for it in (low, high) for sets in range(1, most + 1)]


def possible_past(trial: Circuit) -> list[PastWorkout]:
    """Return a complete workout of each choice, and one that was ended after half of it."""
    complete = [past(trial, it) for it in possible_choices(trial)]
    ended = [
        replace(it, details=replace(it.details, attempts=it.details.attempts[: half + 1]))
        for it in complete
        if (half := len(it.details.attempts) // 2)
    ]
    return complete * 2 + ended


POOL = [(it, possible_choices(it), possible_past(it)) for it in CIRCUITS]


@cache
def _planned_seconds(number: int, picks: frozenset[tuple[str, float | str]]) -> float:
    trial = CIRCUITS[number]
    return Plan(trial, "trial", Choices(dict(picks))).planned_seconds


@dataclass(frozen=True)
class Diary:
    """What is chosen for a circuit of the pool, its past, newest first, and the pain now."""

    number: int
    choices: Choices
    past: tuple[PastWorkout, ...]
    pain_now: int | None

    @property
    def suggested(self) -> Suggestion | None:
        return suggestion(CIRCUITS[self.number], self.choices, self.past, self.pain_now)

    def planned_seconds(self, choices: Choices) -> float:
        return _planned_seconds(self.number, frozenset(choices.picks.items()))

    @property
    def suggested_seconds(self) -> float:
        """How long the workout is if the suggestion is accepted."""
        found = self.suggested
        if found and found.is_rest:
            return 0.0
        return self.planned_seconds((found and found.choices) or self.choices)

    def with_feelings(self, place: int, feelings: Feelings) -> Diary:
        workout = self.past[place]
        changed = replace(workout, details=replace(workout.details, feelings=feelings))
        return replace(self, past=(*self.past[:place], changed, *self.past[place + 1 :]))


def random_rating(chance: Random, highest: int) -> int | None:
    return None if chance.random() < 0.1 else chance.randint(0, highest)


def random_diary(chance: Random) -> Diary:
    """Return a diary; half of them with little pain and one workout repeated, as steps up take."""
    number = chance.randrange(len(POOL))
    _, choices, workouts = POOL[number]
    goes_well = chance.random() < 0.5
    highest = 2 if goes_well else chance.choice([5, 10])
    count = chance.randint(0, LOOKED_AT)
    repeated = chance.choice(workouts)
    diary = Diary(
        number,
        repeated.choices if goes_well else chance.choice(choices),
        (repeated,) * count if goes_well else tuple(chance.choices(workouts, k=count)),
        chance.choice([None, None, 0, 2, chance.randint(0, 10)]),
    )
    for place in range(count):
        before = random_rating(chance, highest)
        after = before if goes_well or chance.random() < 0.5 else random_rating(chance, highest)
        morning = None if chance.random() < 0.6 else random_rating(chance, highest)
        effort = chance.choice([3, 5, 6, 8, None])
        diary = diary.with_feelings(place, Feelings(before, after, effort, morning))
    return diary


def ratings(workout: PastWorkout) -> list[int]:
    felt = workout.details.feelings
    every = (felt.pain_before, felt.pain_after, felt.pain_next_morning)
    return [it for it in every if it is not None]


def forbids_a_step(diary: Diary) -> bool:
    """Return whether pain alone forbids a step up, as a person would read it off the diary."""
    last_two = diary.past[:2]
    is_unrated = any(
        it.details.feelings.pain_before is None or it.details.feelings.pain_after is None
        for it in last_two
    )
    is_not_low = any(rating > 2 for it in last_two for rating in ratings(it))
    highest = [max(ratings(it)) for it in diary.past if ratings(it)]
    has_risen = len(highest) >= 6 and sum(highest[:3]) > sum(highest[3:6])
    return len(last_two) < 2 or is_unrated or is_not_low or has_risen


def with_more_pain(diary: Diary, chance: Random) -> Diary:
    """Return `diary` with more pain now, or after one of the last three workouts, or in all three.

    A rating before a workout is raised only with those after it: a rise is measured from it. A
    workout without any rating gets none: that would compare other workouts.
    """
    most = min(3, len(diary.past))
    what = chance.choice(["now", "after", "morning", "all"]) if most else "now"
    if what == "now":
        return replace(diary, pain_now=chance.randint(diary.pain_now or 0, 10))
    place = chance.randrange(most)
    felt = diary.past[place].details.feelings
    if what == "after" and felt.pain_after is not None:
        after = chance.randint(felt.pain_after, 10)
        return diary.with_feelings(place, replace(felt, pain_after=after))
    if what == "morning" and ratings(diary.past[place]):
        morning = chance.randint(felt.pain_next_morning or 0, 10)
        return diary.with_feelings(place, replace(felt, pain_next_morning=morning))
    top = max((rating for it in diary.past[:most] for rating in ratings(it)), default=10)
    more = chance.randint(0, 10 - top)
    for at in range(most):
        diary = diary.with_feelings(at, raise_ratings(diary.past[at].details.feelings, more))
    return diary


def raise_ratings(felt: Feelings, more: int) -> Feelings:
    before, after, morning = (
        None if it is None else it + more
        for it in (felt.pain_before, felt.pain_after, felt.pain_next_morning)
    )
    return replace(felt, pain_before=before, pain_after=after, pain_next_morning=morning)


def is_offered(trial: Circuit, choices: Choices) -> bool:
    """Return whether a person could have picked `choices`."""
    accepted = with_sets(trial, default_choices(trial), choices.sets(trial.main_block))
    for offer in (it for each in trial.exercises for it in offers(each)):
        name = offer.name
        if name in choices.picks:
            accepted = with_pick(trial, accepted, name, offer.value_words(choices.picks[name]))
    return accepted == choices


@pytest.mark.parametrize("share", [0, *slow(1, 2, 3)])
def test_no_suggestion_exceeds_what_pain_allows(share: int) -> None:
    steps = 0
    for seed in range(share, DIARIES, 4):
        chance = Random(seed)
        diary = random_diary(chance)
        found = diary.suggested
        is_more = diary.suggested_seconds > diary.planned_seconds(diary.choices)
        steps += is_more
        assert not (is_more and forbids_a_step(diary)), f"seed {seed}: {found}"
        if found and found.choices:
            assert is_offered(CIRCUITS[diary.number], found.choices), f"seed {seed}: {found}"
        painful = with_more_pain(diary, chance)
        assert painful.suggested_seconds <= diary.suggested_seconds, (
            f"seed {seed}: {found}, with more pain {painful.suggested}"
        )
    assert steps > DIARIES / 4 / 50
