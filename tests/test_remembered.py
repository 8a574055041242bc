from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer import library
from hiptimer.choices import (
    Choices,
    default_choices,
    with_fit,
    with_pick,
    with_prepare,
    with_start,
)
from hiptimer.diary.copies import choices_of, copy_of
from hiptimer.diary.kept_choices import read_choices
from hiptimer.diary.recorded import Feelings
from hiptimer.fit import fitted
from hiptimer.matching import HoldKey
from hiptimer.plan import Plan
from hiptimer.remembered import LastTime, last_holds, last_time, still_offered
from hiptimer.workout import Workout
from tests.conftest import circuit, exercise, open_hold, timed
from tests.diary.days import MORNING, Day
from tests.strategies import choices_for

if TYPE_CHECKING:
    from pathlib import Path

WHITT = library.load(library.find("whitt-hip-flexor").path)


def do(folder: Path, choices: Choices, circuit_id: str = "whitt-hip-flexor") -> None:
    day = Day(folder, Plan(WHITT, circuit_id, choices))
    day.workout.start()
    day.until(1.0)
    day.workout.stop()
    day.close()


def test_where_nothing_was_done_nothing_is_remembered(tmp_path: Path) -> None:
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime()
    do(tmp_path, default_choices(WHITT), "another")
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor") == LastTime()


def test_the_choices_of_the_last_workout_are_remembered(tmp_path: Path) -> None:
    prescribed = default_choices(WHITT)
    do(tmp_path, with_pick(WHITT, prescribed, "pulses.time", "15s"))
    chosen = with_prepare(with_pick(WHITT, prescribed, "pulses.time", "25s"), "1m30s")
    day = Day(tmp_path, Plan(WHITT, "whitt-hip-flexor", chosen))
    day.wall.shown = MORNING.replace(hour=20)
    day.workout.start()
    day.close()
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor").choices == chosen


def test_loads_are_remembered_for_a_circuit_and_the_sore_side_for_all(tmp_path: Path) -> None:
    for circuit_id, loads in (
        ("whitt-hip-flexor", {"pulses": "heavy band, red"}),
        ("another", {"pulses": "8 kg"}),
    ):
        plan = Plan(WHITT, circuit_id, default_choices(WHITT))
        day = Day(tmp_path, plan, loads, Feelings(pain_before=2, sore_side="left"))
        day.workout.start()
        day.close()
    known = last_time(tmp_path, WHITT, "whitt-hip-flexor")
    assert known.loads == {"pulses": "heavy band, red"}
    assert known.sore_side == "left"
    assert last_time(tmp_path, WHITT, "a third") == LastTime(sore_side="left")


def test_where_it_began_was_for_that_day(tmp_path: Path) -> None:
    prescribed = default_choices(WHITT)
    do(tmp_path, with_start(WHITT, prescribed, "2"))
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor").choices == prescribed


def test_what_it_was_reduced_to_was_for_that_day(tmp_path: Path) -> None:
    chosen = with_pick(WHITT, default_choices(WHITT), "pulses.time", "25s")
    plan = fitted(Plan(WHITT, "whitt-hip-flexor", with_fit(chosen, "20m")))
    assert plan.reduced
    do(tmp_path, plan.choices)
    assert last_time(tmp_path, WHITT, "whitt-hip-flexor").choices == chosen


@given(st.data())
def test_all_that_can_be_chosen_is_remembered(data: st.DataObject) -> None:
    choices = data.draw(choices_for(WHITT))
    again = still_offered(WHITT, choices_of(copy_of(Plan(WHITT, "trial", choices)).choices))
    assert again == Choices(choices.sets, choices.picks, choices.without, choices.prepare_seconds)


@pytest.mark.parametrize(
    "changed",
    [
        {"sets": 99},
        {"prepare_seconds": 1e6},
        {"picks": {"lunge.time": 99.0}},
        {"picks": {"lunge.reps": 5.0}},
        {"picks": {"gone.time": 5.0}},
        {"without": ["gone"]},
        {"without": ["lunge", "plank"], "picks": {}},
    ],
)
def test_what_the_circuit_no_longer_offers_is_as_it_prescribes(changed: dict[str, Any]) -> None:
    trial = circuit(exercise("lunge", timed(10, 20)), exercise("plank", timed(30)))
    kept = {"sets": 1, "picks": {}, "without": [], "prepare_seconds": None} | changed
    choices = still_offered(trial, read_choices(kept))
    assert choices.sets == 1
    assert not choices.picks
    assert choices.without < {"lunge", "plank"}
    assert Plan(trial, "trial", choices).timeline.phases


def hold(folder: Path, days: int, *seconds: float, circuit_id: str = "squats") -> None:
    """Hold a squat on the left, then on the right, for so long, so many days after the first."""
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


def test_each_hold_is_remembered_as_it_was_when_it_last_was(tmp_path: Path) -> None:
    assert last_holds(tmp_path, "squats") == {}
    hold(tmp_path, 0, 20.0, 30.0)
    hold(tmp_path, 2, 40.0)
    hold(tmp_path, 1, 25.0, 35.0)
    hold(tmp_path, 3, 5.0, 6.0, circuit_id="another")
    assert last_holds(tmp_path, "squats") == {
        HoldKey("squat", "left", 1, 1): pytest.approx(40.0, abs=0.01),
        HoldKey("squat", "right", 1, 1): pytest.approx(35.0, abs=0.01),
    }


def test_a_hold_that_was_skipped_is_remembered_from_the_time_before(tmp_path: Path) -> None:
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
