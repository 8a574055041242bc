from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hiptimer.exchange.exporting import exported
from hiptimer.workout import Workout
from tests.conftest import exercise, open_hold
from tests.diary.days import MORNING, Day, plan_of, whole_workout

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workout_is_an_entry_the_first_first(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(12.0, 90.0), sides="each")))
    day.wall.shown = MORNING + timedelta(days=1)
    day.workout.start()
    day.at(10 + 20.0, Workout.done)
    day.until(40.0)
    day.workout.stop()
    day.close()
    assert exported(tmp_path, "jrnl").decode() == (
        "[2026-08-07 07:15] Trial, sets 1 of 1, finished, 1:15\n"
        "@hiptimer\n"
        "\n"
        "[2026-08-08 07:15] Trial, sets 1 of 1, stopped, 0:40\n"
        "Squat: left 20s; right 5s\n"
        "@hiptimer\n"
    )


def test_no_diary_is_no_entry(tmp_path: Path) -> None:
    assert exported(tmp_path, "jrnl") == b""
