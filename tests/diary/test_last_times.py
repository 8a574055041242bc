from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hiptimer.diary.last_times import last_loads, last_sore_side
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING, whole_workout, workout_on
from tests.diary.past import keep, open_diary, squats, workout

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sore_side_is_the_last_one_recorded(tmp_path: Path) -> None:
    for days, feelings in (
        (0, Feelings(sore_side="right")),
        (2, Feelings(sore_side="left")),
        (3, Feelings(pain_before=0)),
        (1, Feelings(sore_side="both")),
    ):
        keep(tmp_path, workout(squats(), MORNING + timedelta(days=days), feelings=feelings))
    with open_diary(tmp_path) as connection:
        assert last_sore_side(connection) == "left"


def test_without_a_recorded_sore_side_none_is_known(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    with open_diary(tmp_path) as connection:
        assert last_sore_side(connection) is None


def test_an_exercise_is_prefilled_with_its_last_load(tmp_path: Path) -> None:
    workout_on(tmp_path, 0, stretch="red band")
    workout_on(tmp_path, 2, stretch="blue band")
    workout_on(tmp_path, 1, stretch="no band")
    workout_on(tmp_path, 3, "other", stretch="4 kg")
    workout_on(tmp_path, 4)
    with open_diary(tmp_path) as connection:
        assert last_loads(connection, "trial") == {"stretch": "blue band"}
        assert last_loads(connection, "other") == {"stretch": "4 kg"}
        assert last_loads(connection, "unknown") == {}
