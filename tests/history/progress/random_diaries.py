"""Random diaries, and what holds for every suggestion that follows from one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Range
from hiptimer.history.progress.suggestions import LOOKED_AT, painless_exercises, suggestion
from hiptimer.plan.choices import (
    Choices,
    default_choices,
    with_exercise_skipped,
    with_pick,
    with_sets,
)
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.plan.offers import RangeOffer, offers
from hiptimer.plan.plan import Plan
from tests.conftest import circuit, exercise, open_hold, timed
from tests.history.progress.test_suggestions import past, pulses

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.history.progress.past_workout import PastWorkout
    from hiptimer.history.progress.suggestions import Suggestion

CIRCUITS = (
    pulses(),
    circuit(exercise("plank", open_hold(30.0)), sets=Range(1, 2, 1)),
    circuit(
        exercise("one", timed(15.0, 30.0)), exercise("two", timed(10.0, 12.0)), sets=Range(1, 1, 1)
    ),
    circuit(exercise("one", timed(20.0), rounds=Range(1, 3, 2)), sets=Range(2, 5, 3)),
    circuit(
        exercise("long", timed(200.0, 300.0)), exercise("short", timed(5.0)), sets=Range(1, 3, 2)
    ),
    circuit(
        exercise("one", timed(20.0, 40.0), pain="none"),
        exercise("two", timed(20.0)),
        sets=Range(1, 3, 2),
    ),
)


def possible_choices(trial: Circuit) -> list[Choices]:
    """Return choices of every number of sets, each with every range at either end.

    If there are several exercises, all of those follow again without the first exercise.
    """
    low = high = default_choices(trial)
    for offer in (it for each in trial.exercises for it in offers(each)):
        if isinstance(offer, RangeOffer):
            name = offer.name
            low = with_pick(trial, low, name, offer.value_words(offer.range.low))
            high = with_pick(trial, high, name, offer.value_words(offer.range.high))
    most = int(trial.main_block.sets.high)
    ends = [low, high]
    if len(trial.exercises) > 1:
        first = trial.exercises[0].id
        ends += [with_exercise_skipped(trial, it, first) for it in (low, high)]
    return [with_sets(trial, it, sets) for it in ends for sets in range(1, most + 1)]


def possible_past(trial: Circuit) -> list[PastWorkout]:
    """Return a complete workout of each choice, one ended after half of it, and one of nothing."""
    complete = [past(trial, it) for it in possible_choices(trial)]
    ended = [
        replace(it, details=it.details._replace(attempts=it.details.attempts[: half + 1]))
        for it in complete
        if (half := len(it.details.attempts) // 2)
    ]
    empty = replace(complete[0], details=complete[0].details._replace(attempts=()))
    return [*complete * 2, *ended, empty]


POOL = [(it, possible_choices(it), possible_past(it)) for it in CIRCUITS]


@cache
def _planned_seconds(
    number: int, picks: frozenset[tuple[str, float | str]], without: frozenset[str]
) -> float:
    trial = CIRCUITS[number]
    return Plan(trial, "trial", Choices(dict(picks), without)).planned_seconds


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
        picks = frozenset(choices.picks.items())
        return _planned_seconds(self.number, picks, choices.without)

    @property
    def suggested_seconds(self) -> float:
        """How long the workout is if the suggestion is accepted."""
        found = self.suggested
        if found and found.is_rest:
            return 0.0
        return self.planned_seconds((found and found.choices) or self.choices)

    def with_feelings(self, place: int, feelings: Feelings) -> Diary:
        workout = self.past[place]
        changed = replace(workout, details=workout.details._replace(feelings=feelings))
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
        pains = random_pains(chance, CIRCUITS[number], highest)
        felt = Feelings(before, after, effort, morning, pains=pains)
        diary = diary.with_feelings(place, felt)
    return diary


def random_pains(chance: Random, trial: Circuit, highest: int) -> tuple[EffortPain, ...]:
    """Return pain in one exercise or in two, in one workout of four."""
    if chance.random() < 0.75:
        return ()
    hurt = chance.sample(trial.exercises, chance.randint(1, min(2, len(trial.exercises))))
    return tuple(
        EffortPain(9.0, place, it.id, it.name, None, random_rating(chance, highest))
        for place, it in enumerate(hurt)
    )


def ratings(workout: PastWorkout) -> list[int]:
    felt = workout.details.feelings
    during = (it.pain for it in felt.pains)
    every = (felt.pain_before, *during, felt.pain_after, felt.pain_next_morning)
    return [it for it in every if it is not None]


def forbids_a_step(diary: Diary) -> bool:
    """Return whether pain alone forbids a step up, as a person would read it off the diary."""
    last_two = diary.past[:2]
    is_unrated = any(
        it.details.feelings.pain_before is None or it.details.feelings.pain_after is None
        for it in last_two
    )
    is_unrated |= any(said.pain is None for it in last_two for said in it.details.feelings.pains)
    is_not_low = any(rating > 2 for it in last_two for rating in ratings(it))
    painless = painless_exercises(CIRCUITS[diary.number])
    is_not_low |= any(
        said.exercise_id in painless and said.pain
        for it in last_two
        for said in it.details.feelings.pains
    )
    highest = [max(ratings(it)) for it in diary.past if ratings(it)]
    has_risen = len(highest) >= 6 and sum(highest[:3]) > sum(highest[3:6])
    return len(last_two) < 2 or is_unrated or is_not_low or has_risen


def with_more_pain(diary: Diary, chance: Random) -> Diary:
    """Return `diary` with more pain now, or after one of the last three workouts, or in all three.

    A rating before a workout is raised only with those after it: a rise is measured from it. A
    workout without any rating gets none: that would compare other workouts.
    """
    most = min(3, len(diary.past))
    what = chance.choice(["now", "during", "after", "morning", "all"]) if most else "now"
    if what == "now":
        return replace(diary, pain_now=chance.randint(diary.pain_now or 0, 10))
    place = chance.randrange(most)
    felt = diary.past[place].details.feelings
    if what == "during" and felt.pains:
        return diary.with_feelings(place, replace(felt, pains=worse_pains(felt, chance)))
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
    during = tuple(
        replace(it, pain=None if it.pain is None else it.pain + more) for it in felt.pains
    )
    return replace(
        felt, pain_before=before, pain_after=after, pain_next_morning=morning, pains=during
    )


def worse_pains(felt: Feelings, chance: Random) -> tuple[EffortPain, ...]:
    """Return pain in the same exercises, no lower in any."""
    return tuple(
        replace(it, pain=None if it.pain is None else chance.randint(it.pain, 10))
        for it in felt.pains
    )


def is_offered(trial: Circuit, choices: Choices) -> bool:
    """Return whether a person could have picked `choices`."""
    accepted = with_sets(trial, default_choices(trial), choices.sets(trial.main_block))
    for exercise_id in choices.without:
        accepted = with_exercise_skipped(trial, accepted, exercise_id)
    for offer in (it for each in trial.exercises for it in offers(each)):
        name = offer.name
        if name in choices.picks:
            accepted = with_pick(trial, accepted, name, offer.value_words(choices.picks[name]))
    return accepted == choices


def check_suggestion(seed: int) -> bool:
    """Check what is suggested to the random diary of `seed`; return whether it is a step up."""
    chance = Random(seed)
    diary = random_diary(chance)
    found = diary.suggested
    is_more = diary.suggested_seconds > diary.planned_seconds(diary.choices)
    assert not (is_more and forbids_a_step(diary)), f"seed {seed}: {found}"
    if found and found.choices:
        assert is_offered(CIRCUITS[diary.number], found.choices), f"seed {seed}: {found}"
    painful = with_more_pain(diary, chance)
    assert painful.suggested_seconds <= diary.suggested_seconds, (
        f"seed {seed}: {found}, with more pain {painful.suggested}"
    )
    return is_more
