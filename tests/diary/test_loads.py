from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hiptimer.diary.loads import LoadUsed, loads_used
from tests.diary.days import MORNING
from tests.diary.past import keep, open_diary, squats, workout

if TYPE_CHECKING:
    from pathlib import Path


def read_loads(folder: Path, since_day: int = 0) -> list[LoadUsed]:
    with open_diary(folder) as connection:
        return list(loads_used(connection, since=MORNING + timedelta(days=since_day)))


def test_a_load_has_its_first_and_last_day_and_its_number_of_workouts(tmp_path: Path) -> None:
    plan = squats()
    loads = ["8 kg", "8 kg", "10 kg", "8 kg", None]
    keep(
        tmp_path,
        *(
            workout(plan, MORNING + timedelta(days=day), loads={"squat": load} if load else {})
            for day, load in enumerate(loads)
        ),
    )
    assert read_loads(tmp_path) == [
        LoadUsed("trial", "squat", "8 kg", 3, date(2026, 8, 7), date(2026, 8, 10)),
        LoadUsed("trial", "squat", "10 kg", 1, date(2026, 8, 9), date(2026, 8, 9)),
    ]
    assert [(it.load, it.workouts) for it in read_loads(tmp_path, since_day=3)] == [("8 kg", 1)]


def test_the_day_of_a_load_is_in_the_local_time_of_the_workout(tmp_path: Path) -> None:
    keep(tmp_path, workout(squats(), MORNING.replace(hour=0), loads={"squat": "8 kg"}))
    (only,) = read_loads(tmp_path, since_day=-1)
    assert only.first == only.last == date(2026, 8, 7)
