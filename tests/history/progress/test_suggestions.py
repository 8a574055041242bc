from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import PacedReps
from hiptimer.diary.records import Details, Outcome, RecordedEffort, RecordedWorkout
from hiptimer.history.progress.past_workout import PastWorkout
from hiptimer.history.progress.suggestions import Suggestion, suggestion
from hiptimer.plan.choices import Choices, default_choices, with_pick, with_sets
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.plan.offers import ListOffer, offers
from hiptimer.plan.plan import Plan
from hiptimer.tui.view_models.choice_rows import choice_rows
from hiptimer.workout.events import EffortEnded, EndedBy
from tests.conftest import (
    circuit,
    exercise,
    open_hold,
    picks_but_sets,
    timed,
    times_as_many_examples,
)
from tests.diary.days import MORNING
from tests.diary.past import attempts_at
from tests.strategies import choices_for, circuits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.model import Circuit

LIGHT = Feelings(pain_before=2, pain_after=2, effort=6)


def pulses(low: float = 15.0, high: float = 30.0, **given: object) -> Circuit:
    """Return a circuit of pulses on each side, 15 to 30 seconds, three or four sets."""
    trial = exercise("pulses", timed(low, high), sides="each")
    values: dict[str, object] = {"sets": Range(3, 4, 3)}
    return circuit(trial, **values | given)


def past(
    trial: Circuit,
    choices: Choices | None = None,
    feelings: Feelings = LIGHT,
    *,
    attempts: Sequence[EffortEnded] | None = None,
) -> PastWorkout:
    """Return a workout in which all was done as chosen, unless `attempts` are given."""
    choices = choices or default_choices(trial)
    plan = Plan(trial, "trial", choices)
    workout = RecordedWorkout(
        id=1,
        key="00",
        circuit_id="trial",
        title="Trial",
        started_at=MORNING,
        ended_at=MORNING + timedelta(minutes=20),
        outcome=Outcome.FINISHED,
        spent_seconds=1200.0,
        efforts_planned=1,
        efforts_complete=1,
        has_effort_done=True,
    )
    efforts = tuple(
        RecordedEffort(
            index=index,
            exercise_id=it.effort.movement.id,
            title=it.effort.movement.title,
            variant=it.effort.movement.variant,
            set=it.effort.set,
            round=it.effort.round,
            side=it.effort.side,
            dose=it.effort.dose,
            target_seconds=it.effort.target_seconds,
            reps=it.effort.reps,
        )
        for index, it in enumerate(plan.timeline.phases)
        if it.is_effort
    )
    done = attempts_at(plan, by=EndedBy.CLOCK) if attempts is None else tuple(attempts)
    return PastWorkout(Details(workout, efforts, done, (), {}, feelings), choices)


def suggest(
    trial: Circuit,
    *before: PastWorkout,
    choices: Choices | None = None,
    pain_now: int | None = None,
    hours_later: float | None = None,
) -> Suggestion | None:
    now = None
    if hours_later is not None:
        now = MORNING + timedelta(minutes=20, hours=hours_later)
    return suggestion(trial, choices or default_choices(trial), before, pain_now, now)


def test_without_a_past_workout_nothing_is_suggested() -> None:
    assert suggest(pulses()) is None


def test_one_workout_is_not_enough_for_a_step() -> None:
    assert suggest(pulses(), past(pulses())) is None


def test_two_complete_light_workouts_earn_one_step_of_a_row() -> None:
    trial = pulses()
    found = suggest(trial, past(trial), past(trial))
    assert found
    assert found.words == (
        "Complete twice, with low pain and effort. Pulses: try 20 s today (15 s last time)?"
    )
    (row,) = [it for it in choice_rows(trial, default_choices(trial)) if it.key == "pulses.time"]
    assert found.choices == row.more


@pytest.mark.parametrize(
    ("feelings", "is_light"),
    [
        (LIGHT, True),
        (replace(LIGHT, effort=7), False),
        (replace(LIGHT, effort=None), False),
        (replace(LIGHT, pain_after=1), True),
        (replace(LIGHT, pain_before=None), False),
        (replace(LIGHT, pain_after=None), False),
        (replace(LIGHT, pain_next_morning=2), True),
        (Feelings(), False),
    ],
)
def test_a_step_requires_low_pain_and_effort_both_times(feelings: Feelings, is_light: bool) -> None:
    trial = pulses()
    assert bool(suggest(trial, past(trial, feelings=feelings), past(trial))) is is_light
    assert bool(suggest(trial, past(trial), past(trial, feelings=feelings))) is is_light


def shorten(trial: Circuit, index: int, **change: object) -> list[EffortEnded]:
    attempts = list(attempts_at(Plan(trial, "trial", default_choices(trial)), by=EndedBy.CLOCK))
    attempts[index] = replace(attempts[index], **change)  # type: ignore[arg-type]
    return attempts


@pytest.mark.parametrize("index", [0, 1, 5])
@pytest.mark.parametrize(
    "change", [{"seconds": 14.9}, {"by": EndedBy.NEXT}, {"by": EndedBy.STOP}, {"seconds": 0.0}]
)
def test_one_incomplete_effort_on_one_side_prevents_a_step(
    index: int, change: dict[str, object]
) -> None:
    trial = pulses()
    short = past(trial, attempts=shorten(trial, index, **change))
    assert suggest(trial, short, past(trial)) is None
    assert suggest(trial, past(trial), short) is None


def test_a_missing_effort_prevents_a_step() -> None:
    trial = pulses()
    short = past(trial, attempts=shorten(trial, 0)[:-1])
    assert suggest(trial, short, past(trial)) is None


def test_one_side_alone_earns_no_step_of_its_exercise_or_for_both_sides() -> None:
    trial = pulses()
    left = with_pick(trial, default_choices(trial), "pulses.side", "left")
    found = suggest(trial, past(trial, left), past(trial, left), choices=left)
    assert found
    assert "Sets: try 4 today" in found.words
    assert suggest(trial, past(trial, left), past(trial, left)) is None


def test_no_step_is_added_if_more_is_chosen_than_was_done_both_times() -> None:
    trial = circuit(
        exercise("one", timed(15.0, 30.0)), exercise("two", timed(10.0)), sets=Range(1, 3, 2)
    )
    usual = default_choices(trial)
    fewer = with_sets(trial, usual, 1)
    found = suggest(trial, past(trial, fewer), past(trial, fewer))
    assert found == Suggestion(
        "Complete twice, with low pain and effort. Sets: 2 chosen (1 last time)."
    )
    without = replace(usual, without=frozenset({"two"}))
    assert suggest(trial, past(trial, without), past(trial, without)) is None
    assert suggest(trial, past(trial, without), past(trial, without), choices=without)


@pytest.mark.parametrize(
    "change", [{"from_set": 2}, {"from_exercise": "pulses"}, {"fit_seconds": 600.0}]
)
def test_a_partial_workout_earns_no_step(change: dict[str, object]) -> None:
    trial = pulses()
    part = replace(default_choices(trial), **change)  # type: ignore[arg-type]
    assert suggest(trial, past(trial, part), past(trial)) is None
    assert suggest(trial, past(trial), past(trial, part)) is None


def test_a_step_starts_from_the_value_reached_both_times() -> None:
    trial = pulses()
    twenty = with_pick(trial, default_choices(trial), "pulses.time", "20s")
    down_again = suggest(trial, past(trial), past(trial, twenty))
    assert down_again
    assert "Pulses: try 20 s today (15 s last time)" in down_again.words
    just_stepped = suggest(trial, past(trial, twenty), past(trial), choices=twenty)
    assert just_stepped
    assert "Sets: try 4 today" in just_stepped.words


def test_at_the_top_of_the_range_a_set_is_the_next_and_last_step() -> None:
    trial = pulses()
    top = with_pick(trial, default_choices(trial), "pulses.time", "30s")
    found = suggest(trial, past(trial, top), past(trial, top), choices=top)
    assert found
    assert found.words.endswith("Sets: try 4 today (3 last time)?")
    assert found.choices == with_sets(trial, top, 4)
    most = with_sets(trial, top, 4)
    assert suggest(trial, past(trial, most), past(trial, most), choices=most) is None


def test_the_least_advanced_exercise_is_stepped_then_rounds_then_sets() -> None:
    trial = circuit(
        exercise("one", timed(15.0, 30.0)),
        exercise("two", timed(10.0, 60.0), rounds=Range(1, 2, 1)),
        exercise("plank", open_hold(30.0)),
        sets=Range(2, 3, 2),
    )
    choices = default_choices(trial)
    steps = []
    while found := suggest(trial, past(trial, choices), past(trial, choices), choices=choices):
        assert found.choices
        steps.append(found.words.partition(". ")[2])
        choices = found.choices
    assert steps[:3] == [
        "One: try 20 s today (15 s last time)?",
        "Two: try 15 s today (10 s last time)?",
        "Two: try 20 s today (15 s last time)?",
    ]
    assert steps[-2:] == [
        "Two: try 2 rounds today (1 last time)?",
        "Sets: try 3 today (2 last time)?",
    ]
    assert picks_but_sets(choices) == {"one.time": 30.0, "two.time": 60.0, "two.rounds": 2.0}


def test_a_hold_to_fatigue_is_complete_at_its_target() -> None:
    trial = circuit(exercise("plank", open_hold(30.0)), sets=Range(1, 2, 1))
    assert suggest(trial, past(trial), past(trial))
    short = past(trial, attempts=shorten(trial, 0, seconds=29.0, by=EndedBy.PERSON))
    assert suggest(trial, short, past(trial)) is None


def test_a_step_of_reps_keeps_their_tempo() -> None:
    dose = PacedReps(Range(8, 12, 8), (TempoBeat("drive", Range(1, 3, 1)),))
    trial = circuit(exercise("climber", dose, sides="each"))
    found = suggest(trial, past(trial), past(trial))
    assert found
    assert found.choices
    assert picks_but_sets(found.choices) == {"climber.reps": 9.0}


def test_a_skipped_exercise_is_not_stepped_and_a_chosen_step_not_repeated() -> None:
    trial = circuit(exercise("one", timed(15.0, 30.0)), exercise("two", timed(10.0, 12.0)))
    without = replace(default_choices(trial), without=frozenset({"one"}))
    found = suggest(trial, past(trial), past(trial), choices=without)
    assert found
    assert "Two: try 11 s today (10 s last time)" in found.words
    chosen = with_pick(trial, default_choices(trial), "one.time", "25s")
    found = suggest(trial, past(trial), past(trial), choices=chosen)
    assert found
    assert found.words.endswith("One: 20 s chosen (15 s last time).")
    assert found.choices is None


HURT = Feelings(pain_before=1, pain_after=3, effort=3)


def test_after_a_rise_one_set_fewer_is_suggested_until_it_is_chosen() -> None:
    trial = pulses()
    two = with_sets(trial, default_choices(trial), 2)
    found = suggest(trial, past(trial, feelings=HURT), past(trial))
    assert found == Suggestion("Pain rose to 3 last time. Try 2 sets today?", two)
    found = suggest(trial, past(trial, feelings=HURT), choices=two)
    assert found == Suggestion("Pain rose to 3 last time. 2 sets chosen.")


def test_one_set_fewer_counts_from_the_sets_that_were_done() -> None:
    trial = pulses()
    begun = attempts_at(Plan(trial, "trial", default_choices(trial)), by=EndedBy.CLOCK)[:4]
    found = suggest(trial, past(trial, feelings=HURT, attempts=begun))
    assert found
    assert found.choices == with_sets(trial, default_choices(trial), 1)


def test_at_one_set_a_rise_advises_no_more_and_high_pain_rest() -> None:
    trial = pulses()
    one = with_sets(trial, default_choices(trial), 1)
    found = suggest(trial, past(trial, one, HURT), choices=one)
    assert found == Suggestion("Pain rose to 3 last time. Do no more than last time.")
    high = Feelings(pain_before=6, pain_after=6)
    found = suggest(trial, past(trial, one, high), choices=one)
    assert found == Suggestion("High pain last time (6). Rest today.", is_rest=True)


def test_after_moderate_pain_no_more_than_last_time_is_suggested() -> None:
    trial = pulses()
    moderate = Feelings(pain_before=4, pain_after=3, effort=2)
    found = suggest(trial, past(trial, feelings=moderate), past(trial))
    assert found == Suggestion("Moderate pain last time (4). Do no more than last time.")
    four = with_sets(trial, default_choices(trial), 4)
    found = suggest(trial, past(trial, feelings=moderate), past(trial), choices=four)
    assert found == Suggestion(
        "Moderate pain last time (4). Try 3 sets today?", default_choices(trial)
    )


def test_high_pain_twice_in_a_row_advises_a_clinician_and_offers_nothing() -> None:
    trial = pulses()
    high = past(trial, feelings=Feelings(7, 7, 6, 7))
    found = suggest(trial, high, high)
    assert found == Suggestion(
        "High or rising pain in each of the last two workouts. "
        "Rest, and see a clinician before you continue.",
        is_rest=True,
    )


def test_high_pain_now_advises_rest_even_if_nothing_was_done_before() -> None:
    found = suggest(pulses(), pain_now=8)
    assert found
    assert found.is_rest
    assert found.words.startswith("Pain 8 is above what this program works with.")


@pytest.mark.parametrize("pain", [1, None])
def test_any_pain_in_an_exercise_that_allows_none_is_high(pain: int | None) -> None:
    def trial(allowed: str) -> Circuit:
        pulse = exercise("pulses", timed(15.0, 30.0), sides="each", pain=allowed)
        return circuit(pulse, exercise("plank", timed(30.0)), sets=Range(3, 4, 3))

    said = EffortPain(30.0, 1, "pulses", "Pulses", "left", pain)
    hurt = Feelings(pain_before=0, pain_after=0, effort=3, pains=(said,))
    strict = trial("none")
    found = suggest(strict, past(strict, feelings=hurt))
    assert found
    assert found.words.startswith("Pain last time in Pulses, where any pain is too much. Drop")
    assert found.choices
    assert "pulses" in found.choices.without
    assert suggest(trial(""), past(trial(""), feelings=hurt)) is None


@pytest.mark.parametrize(
    ("sets", "words"),
    [(1, "Do no more than last time."), (2, "Try 1 set today?")],
)
def test_once_what_hurt_is_dropped_no_rest_is_suggested_at_one_set(sets: int, words: str) -> None:
    trial = circuit(
        exercise("pulses", timed(10.0)), exercise("plank", timed(200.0)), sets=Range(1, 3, sets)
    )
    said = EffortPain(30.0, 1, "plank", "Plank", None, 7)
    hurt = past(trial, feelings=Feelings(pain_before=2, pain_after=2, pains=(said,)))
    found = suggest(trial, hurt)
    assert found
    assert found.words == "High pain last time (7). Drop Plank today?"
    accepted = suggest(trial, hurt, choices=found.choices)
    assert accepted
    assert accepted.words == f"High pain last time (7). Plank dropped. {words}"
    assert not accepted.is_rest


def test_a_suggestion_depends_on_the_time_only_if_the_circuit_asks_for_some() -> None:
    trial = pulses()
    found = suggest(trial, past(trial), past(trial), hours_later=0.0)
    assert found
    assert found.choices


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-1.0, "Last done less than an hour ago; this circuit asks for 36 h."),
        (19.9, "Last done 19 h ago; this circuit asks for 36 h."),
        (35.9, "Last done 35 h ago; this circuit asks for 36 h."),
        (36.0, None),
    ],
)
def test_before_the_circuit_is_recovered_from_no_step_is_suggested(
    hours: float, words: str | None
) -> None:
    trial = pulses(recovery_hours=36.0)
    found = suggest(trial, past(trial), past(trial), hours_later=hours)
    assert found
    if words is None:
        assert found.choices
    else:
        assert found == Suggestion(words)
    hurt = suggest(trial, past(trial, feelings=HURT), hours_later=hours)
    assert hurt
    assert hurt.words.startswith("Pain rose to 3 last time.")


def test_a_step_never_exceeds_a_range_that_has_changed_since() -> None:
    trial, wider = pulses(), pulses(5.0, 90.0)
    high = with_pick(wider, default_choices(wider), "pulses.time", "60s")
    found = suggest(trial, past(wider, high), past(wider, high))
    assert found
    assert "Pulses" not in found.words


FEELINGS = st.builds(
    Feelings,
    *[st.none() | st.integers(0, 10)] * 4,
)


@st.composite
def pasts(draw: st.DrawFn) -> tuple[Circuit, Choices, list[PastWorkout]]:
    """Return a circuit, choices for it, and two workouts, often with the same choices."""
    trial = draw(circuits())
    whole = choices_for(trial).map(lambda it: replace(it, from_set=1, from_exercise=None))
    usual = default_choices(trial) if draw(st.booleans()) else draw(whole)
    before = []
    for chosen in (usual, draw(st.sampled_from([usual, usual, draw(whole)]))):
        feelings = draw(st.sampled_from([LIGHT, LIGHT, LIGHT, HURT, draw(FEELINGS)]))
        with suppress(NothingToDo):
            before.append(past(trial, chosen, feelings))
    return trial, usual if draw(st.booleans()) else draw(choices_for(trial)), before


@times_as_many_examples(4)
@given(pasts(), st.none() | st.integers(0, 10))
def test_a_suggestion_stays_within_the_offers_and_changes_one_row(
    circuit_choices_and_past: tuple[Circuit, Choices, list[PastWorkout]], pain_now: int | None
) -> None:
    trial, choices, before = circuit_choices_and_past
    found = suggestion(trial, choices, before, pain_now)
    if found is None or found.choices is None:
        return
    event("accepted")
    assert found.choices != choices
    block = trial.main_block
    accepted = with_sets(trial, choices, found.choices.sets(block), block)
    for offer in (offer for it in trial.exercises for offer in offers(it)):
        name = offer.name
        if found.choices.picks.get(name) != choices.picks.get(name):
            assert not isinstance(offer, ListOffer)
            picked = offer.value_words(found.choices.picks[name])
            accepted = with_pick(trial, accepted, name, picked)
    assert accepted == found.choices
    changed = sum(
        found.choices.picks.get(name) != choices.picks.get(name)
        for name in {*choices.picks, *found.choices.picks}
    )
    assert changed == 1
    again = suggestion(trial, found.choices, before, pain_now)
    assert again
    assert again.choices is None
