from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import queries
from hiptimer.diary.database import open_to_read
from tests.diary.days import MORNING, Day, recorded, stretches, whole_workout, workout_on
from tests.diary.past import keep, open_diary
from tests.diary.past import workout as past_workout

if TYPE_CHECKING:
    from pathlib import Path


def test_workouts_are_listed_newest_first_by_day_and_by_circuit(tmp_path: Path) -> None:
    for days, name in ((0, "trial"), (3, "other"), (1, "trial")):
        workout_on(tmp_path, days, name)
    with open_diary(tmp_path) as connection:

        def days_of(since: datetime | None = None, circuit_id: str | None = None) -> list[int]:
            found = tuple(queries.workouts(connection, since=since, circuit_id=circuit_id))
            return [(it.started_at - MORNING).days for it in found]

        assert days_of() == [3, 1, 0]
        assert days_of(since=MORNING + timedelta(days=1)) == [3, 1]
        assert days_of(circuit_id="trial") == [1, 0]
        assert days_of(circuit_id="trial", since=MORNING + timedelta(days=1)) == [1]
        assert days_of(circuit_id="unknown") == []


def test_a_circuit_done_repeatedly_is_stored_once(tmp_path: Path) -> None:
    for days in range(3):
        workout_on(tmp_path, days)
    workout_on(tmp_path, 3, "other")
    with open_diary(tmp_path) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("workout", "plan", "circuit", "effort")
        }
    assert counts == {"workout": 4, "plan": 2, "circuit": 2, "effort": 4}


def test_a_connection_for_reading_cannot_write(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    with open_diary(tmp_path) as connection, pytest.raises(Exception, match="readonly"):
        connection.execute("DELETE FROM main.workout")


def test_a_running_workout_can_be_read(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.close()
    (workout,) = recorded(tmp_path)
    with open_diary(tmp_path) as connection:
        assert queries.details(connection, workout).attempts == ()
    assert workout.ended_at is None


def test_a_missing_or_empty_diary_has_nothing_to_read(tmp_path: Path) -> None:
    with open_to_read(tmp_path) as connection:
        assert connection is None
    (tmp_path / "diary.db").touch()
    with open_to_read(tmp_path) as connection:
        assert connection is None


def test_workouts_between_two_days_are_found_by_their_local_date(
    tmp_path: Path,
) -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (-12, 0, 14)]
    moments = [
        datetime(2026, 8, day, hour, 30, tzinfo=zone)
        for day in range(1, 8)
        for hour in (0, 12, 23)
        for zone in zones
    ]
    keep(tmp_path, *(past_workout(stretches(), at) for at in moments))
    with open_diary(tmp_path) as connection:
        listed = queries.workout_list(connection)
        assert [*listed] == [*queries.workouts(connection)]
        assert len(listed) == len(moments)
        first, last = date(2026, 8, 3), date(2026, 8, 5)
        found = [it.started_at for it in listed.between(first, last)]
        assert sorted(found) == sorted(at for at in moments if first <= at.date() <= last)
        assert listed.between(date(2026, 9, 1), date(2026, 9, 7)) == ()
        assert [listed.place_of(listed[place].key) for place in (0, 9)] == [0, 9]
        assert listed.place_of("00ff") is None
