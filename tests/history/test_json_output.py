from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.history.json_output import progress_as_json, workout_as_json
from hiptimer.history.reading import read_history, read_progress
from hiptimer.history.wording import history_lines, progress_lines
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, timed
from tests.diary.days import MORNING, Day, plan_of, stretches, whole_workout
from tests.diary.past import keep, keep_holds, workout
from tests.session.test_resuming import interrupt_after

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.plan import Plan


def squats() -> Plan:
    """Prepare 0-10, a squat on each side to fatigue, then a stretch."""
    return plan_of(
        exercise("squat", open_hold(12.0, 90.0), sides="each"), exercise("stretch", timed(30.0))
    )


def lines(folder: Path) -> list[str]:
    return [line for done in read_history(folder) for line in history_lines(done)]


def test_without_a_diary_there_is_no_history(tmp_path: Path) -> None:
    assert list(read_history(tmp_path)) == []


def test_a_workout_is_a_line_with_its_holds_left_and_right_below(tmp_path: Path) -> None:
    day = Day(tmp_path, squats())
    day.workout.start()
    day.at(10 + 34.25, Workout.done)
    day.at(10 + 34.25 + 5 + 41.0, Workout.done)
    day.to_the_end()
    day.close()
    assert lines(tmp_path) == [
        "2026-08-07 07:15  Trial  sets 1 of 1  complete  2:15",
        "    Squat: left 34.2s; right 41s",
    ]


def test_loads_and_feelings_are_listed_below_and_a_note_is_one_line(tmp_path: Path) -> None:
    felt = Feelings(3, 1, 6, 1, "left", "knee fine\nback  stiff")
    day = Day(tmp_path, squats(), loads={"squat": "8 kg", "stretch": "band, red"}, feelings=felt)
    day.workout.start()
    day.at(10 + 20.0, Workout.done)
    day.workout.stop()
    day.close()
    assert lines(tmp_path)[1:] == [
        "    Squat: left 20s",
        "    Load: 8 kg (Squat); band, red (Stretch)",
        "    Pain 3 → 1, next morning 1, left side; effort 6",
        "    Note: knee fine back stiff",
    ]


def test_a_stopped_or_unfinished_workout_is_marked_as_such(tmp_path: Path) -> None:
    interrupt_after(tmp_path, 20.0)
    day = Day(tmp_path)
    day.wall.shown = MORNING + timedelta(days=1)
    day.workout.start()
    day.at(5.0, Workout.stop)
    day.close()
    assert lines(tmp_path) == [
        "2026-08-08 07:15  Trial  sets 0 of 1  no effort done  0:05",
        "2026-08-07 07:15  Trial  sets 0 of 1  unfinished (0 of 2 efforts complete)  0:20",
    ]


def test_the_history_is_filtered_by_circuit_and_time(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    assert [it.workout.circuit_id for it in read_history(tmp_path, circuit_id="trial")] == ["trial"]
    assert list(read_history(tmp_path, circuit_id="another")) == []
    assert len(list(read_history(tmp_path, since=MORNING))) == 1
    assert list(read_history(tmp_path, since=MORNING + timedelta(seconds=1))) == []


def test_as_json_every_attempt_is_listed_under_its_effort(tmp_path: Path) -> None:
    day = Day(tmp_path, squats(), loads={"squat": "8 kg"}, feelings=Feelings(pain_before=0))
    day.workout.start()
    day.at(15.0, Workout.again)
    day.at(15.0 + 5.0 + 20.0, Workout.done)
    day.until(42.0)
    day.workout.pause()
    day.until(45.0)
    day.workout.stop()
    day.close()
    (done,) = read_history(tmp_path)
    as_json = json.loads(json.dumps(workout_as_json(done)))
    assert {name: as_json[name] for name in as_json if name not in ("id", "efforts", "pauses")} == {
        "circuit": "trial",
        "title": "Trial",
        "started": "2026-08-07T07:15:00+02:00",
        "ended": "2026-08-07T07:15:45+02:00",
        "outcome": "stopped",
        "complete": False,
        "efforts_planned": 3,
        "efforts_done": 1,
        "efforts_complete": 1,
        "spent_seconds": 45.0,
        "loads": {"squat": "8 kg"},
        "feelings": {
            "pain_before": 0,
            "pain_during": None,
            "pain_after": None,
            "effort": None,
            "pain_next_morning": None,
            "sore_side": None,
            "note": None,
        },
    }
    left, _, stretch = as_json["efforts"]
    assert [(it["ended_by"], round(it["seconds"])) for it in left["attempts"]] == [
        ("again", 5),
        ("person", 20),
    ]
    assert (left["side"], left["done"], round(left["seconds"])) == ("left", True, 20)
    assert (left["complete"], left["target_reached"], stretch["complete"]) == (True, True, False)
    assert (stretch["done"], stretch["seconds"], stretch["attempts"]) == (False, None, [])
    assert as_json["pauses"][0]["kind"] == "paused"
    assert as_json["pauses"][0]["seconds"] == pytest.approx(3.0, abs=0.01)


def test_progress_has_the_workouts_per_week_and_the_asymmetries(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 40.0), (31.0, 40.0), (32.0, 40.0), (10.0, 10.0))
    keep(tmp_path, workout(stretches(), MORNING + timedelta(days=1)))
    today = MORNING.date() + timedelta(days=7)
    progress = read_progress(tmp_path, today)
    assert list(progress_lines(progress)) == [
        "1 workout this week; 4 the week before.",
        "Squat: left 21 % less than right, median of 4 workouts",
        "Stretch: comparing left and right takes 3 workouts: 1 so far",
    ]
    assert progress_as_json(progress) == {
        "times_a_week": {"this_week": 1, "mean": 4.0, "weeks": 1},
        "asymmetries": [
            {
                "circuit": "trial",
                "exercise": "squat",
                "title": "Squat",
                "percent": 21.25,
                "workouts": 4,
            },
            {
                "circuit": "trial",
                "exercise": "stretch",
                "title": "Stretch",
                "percent": None,
                "workouts": 1,
            },
        ],
    }
    assert list(progress_lines(read_progress(tmp_path, today, circuit_id="another"))) == [
        "0 workouts this week."
    ]
    since = MORNING + timedelta(days=3)
    found = list(progress_lines(read_progress(tmp_path, today, since)))
    assert found[1:] == ["Squat: comparing left and right takes 3 workouts: 1 so far"]


def test_without_a_diary_there_is_no_progress(tmp_path: Path) -> None:
    assert list(progress_lines(read_progress(tmp_path, MORNING.date()))) == [
        "0 workouts this week."
    ]
