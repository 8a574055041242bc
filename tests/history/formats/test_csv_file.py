from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hiptimer.history.formats.csv_file import COLUMNS
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold
from tests.diary.days import Day, in_blocks, plan_of, whole_workout
from tests.history.formats.exports import export_diary

if TYPE_CHECKING:
    from pathlib import Path


def rows(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export_diary(folder, "csv").decode())))


def test_without_a_diary_the_file_has_only_its_header(tmp_path: Path) -> None:
    assert export_diary(tmp_path, "csv").decode() == ",".join(COLUMNS) + "\r\n"


def test_every_attempt_is_a_row_and_one_per_effort_counts(tmp_path: Path) -> None:
    squat = exercise("squat", open_hold(12.0, 90.0), name='Squat, "low"', sides="each")
    felt = Feelings(pain_before=3, sore_side="left", note='knee, "fine"')
    day = Day(tmp_path, plan_of(squat), loads={"squat": "8 kg"}, feelings=felt)
    day.workout.start()
    day.at(15.5, Workout.again)
    day.at(15.5 + 5.0 + 20.0, Workout.done)
    day.at(52.0, Workout.stop)
    day.close()
    found = rows(tmp_path)
    assert [(it["side"], it["ended_by"], it["counts"]) for it in found] == [
        ("left", "again", "0"),
        ("left", "person", "1"),
        ("right", "stop", "1"),
    ]
    assert float(found[0]["seconds"]) == 5.5
    assert found[1] == found[1] | {
        "started": "2026-08-07T07:15:00+02:00",
        "circuit": "trial",
        "title": "Trial",
        "outcome": "stopped",
        "set": "1",
        "exercise": "squat",
        "exercise_title": 'Squat, "low"',
        "round": "1",
        "dose": "open",
        "load": "8 kg",
        "planned_seconds": "12.0",
        "planned_reps": "",
        "reps": "",
        "pain_before": "3",
        "pain_after": "",
        "effort": "",
        "pain_next_morning": "",
        "sore_side": "left",
        "note": 'knee, "fine"',
    }
    assert {it["pain_before"] for it in found} == {"3"}


def test_an_effort_that_hurt_is_marked_even_if_the_pain_was_not_rated(tmp_path: Path) -> None:
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(12.0, 90.0), sides="each")))
    day.workout.start()
    day.at(15.5, Workout.hurts)
    day.at(20.0, Workout.resume)
    day.at(30.0, Workout.hurts)
    day.workout.rate_pain(0)
    day.close()
    found = [(it["side"], it["ended_by"], it["hurt"], it["pain"]) for it in rows(tmp_path)]
    assert found == [("left", "pain", "1", ""), ("right", "pain", "1", "0")]


def test_each_row_has_the_block_of_its_set_and_the_target_of_reps_to_fatigue(
    tmp_path: Path,
) -> None:
    whole_workout(tmp_path, in_blocks())
    assert [(it["block"], it["set"], it["planned_reps"]) for it in rows(tmp_path)] == [
        *(("main", "1", "10"), ("main", "1", "20"), ("main", "2", "10"), ("main", "2", "20")),
        ("cool-down", "1", ""),
    ]
