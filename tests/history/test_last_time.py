from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.history.last_time import (
    LastTime,
    days_since_done,
    last_holds,
    last_time,
    still_offered,
)
from hiptimer.history.logbook import Logbook
from hiptimer.library import loading
from hiptimer.plan.choices import (
    Choices,
    default_choices,
    with_exercise_skipped,
    with_fit,
    with_pick,
    with_prepare,
    with_sets,
    with_start,
)
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import fit_into_limit
from hiptimer.workout.events import EndedBy
from hiptimer.workout.hold_marks import HoldKey
from hiptimer.workout.workout import Workout
from tests.conftest import circuit, exercise, open_hold, timed
from tests.diary.days import MORNING, Day
from tests.diary.past import attempts_at, keep, workout
from tests.strategies import choices_for, circuits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WHITT = loading.load(loading.find("whitt-hip-flexor").path)
PRESCRIBED = default_choices(WHITT)


def do(
    folder: Path, choices: Choices, circuit_id: str = "whitt-hip-flexor", *, days: int = 0
) -> None:
    plan = Plan(WHITT, circuit_id, choices)
    keep(folder, workout(plan, MORNING + timedelta(days=days), attempts_at(plan)[:1]))


def remembered_choices(folder: Path) -> Choices | None:
    return last_time(folder, WHITT, "whitt-hip-flexor").choices


def test_without_a_workout_nothing_is_remembered(tmp_path: Path) -> None:
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime()
    do(tmp_path, PRESCRIBED, "another")
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime()


def test_a_workout_without_any_effort_is_not_remembered(tmp_path: Path) -> None:
    chosen = with_pick(WHITT, PRESCRIBED, "pulses.time", "15s")
    plan = Plan(WHITT, "whitt-hip-flexor", with_pick(WHITT, chosen, "pulses.time", "25s"))
    skipped = (replace(attempts_at(plan)[0], by=EndedBy.NEXT),)
    felt = Feelings(pain_before=2, sore_side="left")
    undone = workout(
        plan, MORNING + timedelta(days=1), skipped, loads={"pulses": "red"}, feelings=felt
    )
    keep(tmp_path, undone)
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime()
    do(tmp_path, chosen)
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime(chosen, done=chosen)


def test_the_choices_of_the_last_workout_are_remembered(tmp_path: Path) -> None:
    do(tmp_path, with_pick(WHITT, PRESCRIBED, "pulses.time", "15s"))
    chosen = with_prepare(with_pick(WHITT, PRESCRIBED, "pulses.time", "25s"), "1m30s")
    do(tmp_path, chosen, days=1)
    assert remembered_choices(tmp_path) == chosen
    do(tmp_path, PRESCRIBED, days=2)
    assert remembered_choices(tmp_path) == PRESCRIBED


def test_loads_are_remembered_for_a_circuit_and_the_sore_side_for_all(tmp_path: Path) -> None:
    for circuit_id, loads in (
        ("whitt-hip-flexor", {"pulses": "heavy band, red"}),
        ("another", {"pulses": "8 kg"}),
    ):
        plan = Plan(WHITT, circuit_id, PRESCRIBED)
        felt = Feelings(pain_before=2, sore_side="left")
        keep(tmp_path, workout(plan, loads=loads, feelings=felt))
    known = last_time(tmp_path, WHITT, "whitt-hip-flexor")
    assert known.loads == {"pulses": "heavy band, red"}
    assert known.sore_side == "left"
    assert last_time(tmp_path, WHITT, "a third") == LastTime(sore_side="left")


ONE_OFFS: dict[str, Callable[[Choices], Choices]] = {
    "an exercise skipped": lambda it: with_exercise_skipped(WHITT, it, "mountain-climber"),
    "one side only": lambda it: with_pick(WHITT, it, "split-squat-hold.side", "left"),
    "fewer sets": lambda it: with_sets(WHITT, it, 1),
    "a time limit": lambda it: with_fit(it, "20m"),
    "a later start": lambda it: with_start(WHITT, it, "2.pulses"),
}


@pytest.mark.parametrize("one_off", ONE_OFFS.values(), ids=ONE_OFFS)
def test_a_one_off_choice_does_not_change_the_remembered_choices(
    one_off: Callable[[Choices], Choices], tmp_path: Path
) -> None:
    usual = with_sets(WHITT, with_pick(WHITT, PRESCRIBED, "pulses.time", "25s"), 4)
    do(tmp_path, usual)
    plan = fit_into_limit(Plan(WHITT, "whitt-hip-flexor", one_off(usual)))
    assert plan.choices != usual
    do(tmp_path, plan.choices, days=1)
    assert remembered_choices(tmp_path) == usual
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor").done == plan.choices


@pytest.mark.parametrize("one_off", ONE_OFFS.values(), ids=ONE_OFFS)
def test_a_one_off_choice_of_the_only_workout_is_not_remembered(
    one_off: Callable[[Choices], Choices], tmp_path: Path
) -> None:
    plan = fit_into_limit(Plan(WHITT, "whitt-hip-flexor", one_off(PRESCRIBED)))
    do(tmp_path, plan.choices)
    assert remembered_choices(tmp_path) == PRESCRIBED


def test_fewer_sets_because_of_pain_are_not_remembered(tmp_path: Path) -> None:
    usual = with_sets(WHITT, PRESCRIBED, 3)
    plan = Plan(WHITT, "whitt-hip-flexor", usual)
    felt = Feelings(pain_before=1, pain_after=4)
    keep(tmp_path, workout(plan, feelings=felt))
    found = Logbook(tmp_path, lambda: MORNING).suggester(WHITT, "whitt-hip-flexor")(usual, None)
    assert found
    assert found.choices
    assert found.choices.picks["sets"] == 2
    do(tmp_path, found.choices, days=1)
    assert remembered_choices(tmp_path) == usual


def test_each_circuit_is_known_with_the_days_since_it_was_done(tmp_path: Path) -> None:
    assert days_since_done(tmp_path, MORNING.date()) == {}
    for circuit_id, days in (("a", 0), ("b", 1), ("a", 3), ("c", 9)):
        do(tmp_path, PRESCRIBED, circuit_id, days=days)
    plan = Plan(WHITT, "skipped", PRESCRIBED)
    skipped = (replace(attempts_at(plan)[0], by=EndedBy.NEXT),)
    keep(tmp_path, workout(plan, MORNING + timedelta(days=4), skipped))
    found = days_since_done(tmp_path, (MORNING + timedelta(days=5)).date())
    # The clock was ahead when the last one was recorded.
    assert [*found.items()] == [("c", 0), ("a", 2), ("b", 4)]


def test_rounds_removed_to_fit_a_time_limit_are_not_remembered(tmp_path: Path) -> None:
    chosen = with_pick(WHITT, PRESCRIBED, "pulses.time", "25s")
    plan = fit_into_limit(Plan(WHITT, "whitt-hip-flexor", with_fit(chosen, "15m")))
    assert any(name.endswith(".rounds") for name in plan.choices.picks)
    do(tmp_path, plan.choices)
    assert remembered_choices(tmp_path) == chosen


def test_a_skipped_exercise_keeps_the_values_of_its_last_workout(
    tmp_path: Path,
) -> None:
    chosen = with_pick(WHITT, PRESCRIBED, "pulses.time", "25s")
    do(tmp_path, chosen)
    do(tmp_path, with_exercise_skipped(WHITT, PRESCRIBED, "pulses"), days=1)
    assert remembered_choices(tmp_path) == chosen


@given(st.data())
def test_only_choices_of_the_prescription_are_remembered(
    data: st.DataObject,
) -> None:
    trial = data.draw(circuits())
    past = data.draw(st.lists(choices_for(trial), min_size=1, max_size=4))
    again = still_offered(trial, past)
    assert again == Choices(again.picks, prepare_seconds=past[0].prepare_seconds)
    for block in trial.blocks:
        assert block.sets.low <= again.sets(block) <= block.sets.high
    assert not any(name.endswith(".side") for name in again.picks)
    done_today = {it.id for it in trial.exercises} - past[0].without
    for name, value in past[0].picks.items():
        exercise_id, _, key = name.partition(".")
        if exercise_id in done_today and key not in ("side", "rounds", "sets"):
            assert again.picks[name] == value
    assert still_offered(trial, [again, *past]) == again


@pytest.mark.parametrize(
    "changed",
    [
        {"picks": {"sets": 99}},
        {"prepare_seconds": 1e6},
        {"picks": {"lunge.time": 99.0}},
        {"picks": {"lunge.reps": 5.0}},
        {"picks": {"gone.time": 5.0}},
        {"picks": {"sets": "x"}},
        {"picks": {"lunge.time": "much"}},
        {"prepare_seconds": "long"},
    ],
)
def test_a_value_no_longer_offered_becomes_the_prescribed_one(changed: dict[str, Any]) -> None:
    trial = circuit(exercise("lunge", timed(10, 20)), exercise("plank", timed(30)))
    choices = still_offered(trial, [replace(Choices(), **changed)])
    assert choices == default_choices(trial)


def hold(folder: Path, days: int, *seconds: float, circuit_id: str = "squats") -> None:
    """Hold a squat on the left, then on the right, `days` after the first workout."""
    squats = circuit(exercise("squat", open_hold(), sides="each"))
    day = Day(folder, Plan(squats, circuit_id, default_choices(squats)))
    day.wall.shown = MORNING + timedelta(days=days)
    day.workout.start()
    ends = 0.0
    for length in seconds:
        began = ends + (10.0 if ends == 0 else 5.0)
        ends = began + length
        day.at(ends, Workout.done)
    if not day.workout.head.is_over:
        day.workout.stop()
    day.close()


def test_each_hold_is_remembered_from_its_latest_workout(tmp_path: Path) -> None:
    assert last_holds(tmp_path, "squats") == {}
    hold(tmp_path, 0, 20.0, 30.0)
    hold(tmp_path, 2, 40.0)
    hold(tmp_path, 1, 25.0, 35.0)
    hold(tmp_path, 3, 5.0, 6.0, circuit_id="another")
    assert last_holds(tmp_path, "squats") == {
        HoldKey("squat", "left", 1, 1): pytest.approx(40.0, abs=0.01),
        HoldKey("squat", "right", 1, 1): pytest.approx(35.0, abs=0.01),
    }


def test_a_skipped_hold_is_remembered_from_the_workout_before(tmp_path: Path) -> None:
    hold(tmp_path, 0, 20.0, 30.0)
    squats = circuit(exercise("squat", open_hold(), sides="each"))
    day = Day(tmp_path, Plan(squats, "squats", default_choices(squats)))
    day.wall.shown = MORNING + timedelta(days=1)
    day.workout.start()
    day.at(12.0, Workout.next)
    day.workout.stop()
    day.close()
    assert last_holds(tmp_path, "squats")[HoldKey("squat", "left", 1, 1)] == pytest.approx(
        20.0, abs=0.01
    )
