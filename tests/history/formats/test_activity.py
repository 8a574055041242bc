from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.history.formats.activity import RestSet, WorkSet, activity, weight_kg
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import counting_attempts
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, timed
from tests.diary.days import (
    MORNING,
    Day,
    everything,
    only_details,
    only_waiting,
    plan_of,
    whole_workout,
)
from tests.diary.past import attempts_at, keep, workout
from tests.history.formats.exports import run_restless_workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.history.formats.activity import Activity
    from hiptimer.plan.effort import EffortSide

# The diary's clock and the wall clock differ slightly, and ticks come a little late.
CLOSE_SECONDS = 0.01


def since_start(found: Activity, moment: datetime) -> float:
    return (moment - found.starts).total_seconds()


def in_seconds(found: Activity) -> list[tuple[str, float, float, float]]:
    """Return work or rest, begin, end and what counts of each set, to the tenth."""
    return [
        (
            f"{it.exercise} {it.side}" if isinstance(it, WorkSet) else "rest",
            round(since_start(found, it.starts), 1),
            round(since_start(found, it.ends), 1),
            round(it.seconds, 1),
        )
        for it in found.sets
    ]


def test_reps_that_were_not_counted_have_no_number(tmp_path: Path) -> None:
    plan = plan_of(exercise("calf", FreeReps(Range.single(12), None), sides="each"))
    left, right = attempts_at(plan)
    done = [replace(left, confirmed=False), replace(right, reps=9, confirmed=True)]
    keep(tmp_path, workout(plan, attempts=done))
    sets = activity(only_details(tmp_path)).sets
    assert [it.reps for it in sets if isinstance(it, WorkSet)] == [None, 9]


def test_an_activity_has_work_and_the_rest_between(tmp_path: Path) -> None:
    whole_workout(tmp_path, feelings=Feelings(effort=6))
    found = activity(only_details(tmp_path))
    assert in_seconds(found) == [
        ("Stretch left", 10.0, 40.0, 30.0),
        ("rest", 40.0, 45.0, 5.0),
        ("Stretch right", 45.0, 75.0, 30.0),
    ]
    assert (found.starts, found.title, found.circuit_id) == (MORNING, "Trial", "trial")
    assert found.elapsed_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert found.timer_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert (found.pauses, found.effort) == ((), 6)


def test_a_pause_is_part_of_its_set_and_does_not_count(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    found = activity(only_details(tmp_path))
    # Resuming gives five seconds to get into position.
    assert in_seconds(found)[0] == ("Stretch left", 10.0, 50.0, 30.0)
    assert [[since_start(found, it) for it in pause] for pause in found.pauses] == [
        pytest.approx([20.0, 30.0], abs=CLOSE_SECONDS)
    ]
    assert found.elapsed_seconds - found.timer_seconds == pytest.approx(10.0, abs=CLOSE_SECONDS)


def test_an_interruption_is_a_pause_in_wall_clock_time(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    day.workout.interrupt()
    day.close()
    again = Day.after(only_waiting(tmp_path), tmp_path)
    again.workout.resume()
    again.to_the_end()
    again.close()
    done = only_details(tmp_path)
    found = activity(done)
    assert found.timer_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert found.elapsed_seconds == pytest.approx(75.0 + 20 * 60.0, abs=10.0)
    assert done.workout.ended_at
    assert found.ends - done.workout.ended_at < timedelta(seconds=0.1)
    assert in_seconds(found)[0][3] == 30.0


def test_sleep_is_a_pause_in_wall_clock_time(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    day.clock.sleep(3600.0)
    day.tick()
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    found = activity(only_details(tmp_path))
    assert found.timer_seconds == pytest.approx(75.0, abs=0.5)
    assert found.elapsed_seconds == pytest.approx(3600.0 + 75.0, abs=15.0)


def test_only_the_last_attempt_at_a_repeated_hold_is_a_set(tmp_path: Path) -> None:
    squat = exercise("squat", open_hold(12.0, 90.0), sides="each")
    day = Day(tmp_path, plan_of(squat, exercise("stretch", timed(30.0))), loads={"squat": "8 kg"})
    day.workout.start()
    day.at(15.0, Workout.again)
    day.at(15.0 + 5.0 + 20.0, Workout.done)
    day.at(47.0, Workout.next)
    day.to_the_end()
    day.close()
    found = activity(only_details(tmp_path))
    work = [it for it in found.sets if isinstance(it, WorkSet)]
    assert [(it.exercise, it.side, round(it.seconds), it.weight_kg) for it in work] == [
        ("Squat", "left", 20, 8.0),
        ("Stretch", None, 30, None),
    ]


@pytest.mark.parametrize(
    ("load", "kilograms"),
    [
        ("8 kg", 8.0),
        ("8kg", 8.0),
        (" 12.5 KG ", 12.5),
        ("7,5 kg", 7.5),
        ("2 × 5 kg", None),
        ("5 kg each hand", None),
        ("-5 kg", None),
        ("10000 kg", None),
        ("٨ kg", None),
        ("20 lb", None),
        ("heavy band", None),
        ("8", None),
        ("", None),
    ],
)
def test_a_load_is_a_weight_if_it_is_in_kilograms(load: str, kilograms: float | None) -> None:
    assert weight_kg(load) == kilograms


@pytest.mark.parametrize(("side", "kilograms"), [("left", 4.0), ("right", 6.5), (None, None)])
def test_a_load_for_each_side_is_the_weight_of_its_side(
    side: EffortSide | None, kilograms: float | None
) -> None:
    assert weight_kg("4 kg left, 6.5 kg right", side) == kilograms


@given(seed=st.integers(0, 2**32))
def test_every_counting_attempt_is_one_set_in_order_after_any_commands(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("restless")
    run_restless_workout(folder, everything(), seed)
    done = only_details(folder)
    found = activity(done)
    work = [it for it in found.sets if isinstance(it, WorkSet)]
    counting = [
        it
        for it in counting_attempts(done.attempts).values()
        if it.seconds > 0 and it.by is not EndedBy.NEXT
    ]
    counting.sort(key=lambda it: it.moment)
    assert [(it.seconds, it.reps) for it in work] == [
        (it.seconds, None if it.confirmed is False else it.reps) for it in counting
    ]
    moments = [moment for it in found.sets for moment in (it.starts, it.ends)]
    assert moments == sorted(moments)
    assert found.starts <= moments[0] if moments else not counting
    assert all(moment <= found.ends for moment in moments)
    assert not any(
        isinstance(one, RestSet) and isinstance(other, RestSet)
        for one, other in pairwise(found.sets)
    )
    assert sum(it.seconds for it in found.sets) <= found.timer_seconds + CLOSE_SECONDS
    stops = [moment for pause in found.pauses for moment in pause]
    assert stops == sorted(stops)
    assert found.elapsed_seconds - found.timer_seconds == pytest.approx(
        sum((ends - begins).total_seconds() for begins, ends in found.pauses), abs=CLOSE_SECONDS
    )
    for rest in found.sets:
        if isinstance(rest, RestSet):
            assert rest.seconds <= (rest.ends - rest.starts).total_seconds() + CLOSE_SECONDS
