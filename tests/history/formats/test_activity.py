from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.history.formats.activity import RestSet, WorkSet, activity, weight_kg
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.events import EndedBy
from hiptimer.workout.results import counting_attempts
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
from tests.history.formats.exports import run_restless_workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.history.formats.activity import Activity

# The diary's clock and the one on the wall are told apart, and ticks come a little late.
CLOSE_SECONDS = 0.01


def since_start(told: Activity, moment: datetime) -> float:
    return (moment - told.starts).total_seconds()


def in_seconds(told: Activity) -> list[tuple[str, float, float, float]]:
    """Return work or rest, begin, end and what counts of each set, to the tenth."""
    return [
        (
            f"{it.exercise} {it.side}" if isinstance(it, WorkSet) else "rest",
            round(since_start(told, it.starts), 1),
            round(since_start(told, it.ends), 1),
            round(it.seconds, 1),
        )
        for it in told.sets
    ]


def test_a_workout_is_work_and_the_rest_between(tmp_path: Path) -> None:
    whole_workout(tmp_path, feelings=Feelings(effort=6))
    told = activity(only_details(tmp_path))
    assert in_seconds(told) == [
        ("Stretch left", 10.0, 40.0, 30.0),
        ("rest", 40.0, 45.0, 5.0),
        ("Stretch right", 45.0, 75.0, 30.0),
    ]
    assert (told.starts, told.title, told.circuit_id) == (MORNING, "Trial", "trial")
    assert told.elapsed_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert told.timer_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert (told.pauses, told.effort) == ((), 6)


def test_a_pause_is_in_a_set_and_does_not_count(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    told = activity(only_details(tmp_path))
    # Whoever goes on gets five seconds to get into position.
    assert in_seconds(told)[0] == ("Stretch left", 10.0, 50.0, 30.0)
    assert [[since_start(told, it) for it in pause] for pause in told.pauses] == [
        pytest.approx([20.0, 30.0], abs=CLOSE_SECONDS)
    ]
    assert told.elapsed_seconds - told.timer_seconds == pytest.approx(10.0, abs=CLOSE_SECONDS)


def test_what_a_workout_was_left_for_is_a_pause_on_the_wall(tmp_path: Path) -> None:
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
    told = activity(done)
    assert told.timer_seconds == pytest.approx(75.0, abs=CLOSE_SECONDS)
    assert told.elapsed_seconds == pytest.approx(75.0 + 20 * 60.0, abs=10.0)
    assert done.workout.ended_at
    assert told.ends - done.workout.ended_at < timedelta(seconds=0.1)
    assert in_seconds(told)[0][3] == 30.0


def test_sleep_is_a_pause_on_the_wall(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    day.clock.sleep(3600.0)
    day.tick()
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    told = activity(only_details(tmp_path))
    assert told.timer_seconds == pytest.approx(75.0, abs=0.5)
    assert told.elapsed_seconds == pytest.approx(3600.0 + 75.0, abs=15.0)


def test_of_a_hold_that_was_done_again_the_last_one_is_a_set(tmp_path: Path) -> None:
    squat = exercise("squat", open_hold(12.0, 90.0), sides="each")
    day = Day(tmp_path, plan_of(squat, exercise("stretch", timed(30.0))), loads={"squat": "8 kg"})
    day.workout.start()
    day.at(15.0, Workout.again)
    day.at(15.0 + 5.0 + 20.0, Workout.done)
    day.at(47.0, Workout.next)
    day.to_the_end()
    day.close()
    told = activity(only_details(tmp_path))
    work = [it for it in told.sets if isinstance(it, WorkSet)]
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
def test_a_load_is_a_weight_where_it_is_so_many_kilograms(
    load: str, kilograms: float | None
) -> None:
    assert weight_kg(load) == kilograms


@given(seed=st.integers(0, 2**32))
def test_whatever_a_person_does_all_that_was_done_is_in_order_and_nothing_is_twice(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("restless")
    run_restless_workout(folder, everything(), seed)
    done = only_details(folder)
    told = activity(done)
    work = [it for it in told.sets if isinstance(it, WorkSet)]
    counting = [
        it
        for it in counting_attempts(done.attempts).values()
        if it.seconds > 0 and it.by is not EndedBy.NEXT
    ]
    counting.sort(key=lambda it: it.moment)
    assert [(it.seconds, it.reps) for it in work] == [(it.seconds, it.reps) for it in counting]
    moments = [moment for it in told.sets for moment in (it.starts, it.ends)]
    assert moments == sorted(moments)
    assert told.starts <= moments[0] if moments else not counting
    assert all(moment <= told.ends for moment in moments)
    assert not any(
        isinstance(one, RestSet) and isinstance(other, RestSet)
        for one, other in pairwise(told.sets)
    )
    assert sum(it.seconds for it in told.sets) <= told.timer_seconds + CLOSE_SECONDS
    stops = [moment for pause in told.pauses for moment in pause]
    assert stops == sorted(stops)
    assert told.elapsed_seconds - told.timer_seconds == pytest.approx(
        sum((ends - begins).total_seconds() for begins, ends in told.pauses), abs=CLOSE_SECONDS
    )
    for rest in told.sets:
        if isinstance(rest, RestSet):
            assert rest.seconds <= (rest.ends - rest.starts).total_seconds() + CLOSE_SECONDS
