"""The lock of a workout is held from before its first row is committed until its last one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import deleting, locks, unfinished
from hiptimer.diary.diary import Diary
from hiptimer.diary.locks import WorkoutLock
from hiptimer.diary.records import Outcome
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_rows import WorkoutRows
from hiptimer.workout.workout import Workout
from tests.diary.child_programs import in_use
from tests.diary.days import MORNING, Day, only_waiting, recorded, whole_workout
from tests.diary.test_writer import IMPATIENT

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager
    from pathlib import Path


@pytest.fixture
def read_at_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Outcome, float]]:
    """Return what another program reads of each workout at the moment its lock is released."""
    read: list[tuple[Outcome, float]] = []
    release = WorkoutLock.release

    def read_and_release(lock: WorkoutLock) -> None:
        read.extend((it.outcome, round(it.spent_seconds, 3)) for it in recorded(tmp_path))
        release(lock)

    monkeypatch.setattr(WorkoutLock, "release", read_and_release)
    return read


def test_a_workout_that_ended_is_released_only_once_others_can_read_that(
    tmp_path: Path, read_at_release: list[tuple[Outcome, float]]
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.stop)
    day.close()
    assert read_at_release == [(Outcome.STOPPED, 20.0)]


def test_an_interrupted_workout_is_released_only_once_others_can_read_its_last_place(
    tmp_path: Path, read_at_release: list[tuple[Outcome, float]]
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.75)
    day.recorder.interrupt()
    day.close()
    assert read_at_release == [(Outcome.UNFINISHED, 20.75)]


def test_a_workout_closed_unfinished_is_released_only_once_others_can_read_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    day.recorder.interrupt()
    day.close()
    locked = unfinished.claim(tmp_path, only_waiting(tmp_path))
    ended: list[bool] = []
    let_go = WorkoutRows.release_lock

    def read_and_let_go(rows: WorkoutRows) -> None:
        ended.extend(it.ended_at is not None for it in recorded(tmp_path))
        let_go(rows)

    monkeypatch.setattr(WorkoutRows, "release_lock", read_and_let_go)
    diary = Diary(tmp_path, lambda: MORNING)
    diary.close_unfinished(locked)
    diary.close()
    assert ended == [True]


def test_a_deleted_workout_is_released_only_once_others_can_read_that(
    tmp_path: Path, read_at_release: list[tuple[Outcome, float]]
) -> None:
    whole_workout(tmp_path)
    read_at_release.clear()
    deleting.delete_workout(tmp_path, recorded(tmp_path)[0].key, MORNING.timestamp())
    assert read_at_release == []
    assert recorded(tmp_path) == ()


def test_a_workout_whose_end_cannot_be_written_keeps_its_lock(tmp_path: Path) -> None:
    day = Day(tmp_path, patience=IMPATIENT)
    day.workout.start()
    day.until(20.0)
    day.wait_until_written()
    with in_use(tmp_path):
        day.workout.stop()
        day.close()
        assert not day.diary.has_written_all
        assert locks.is_held(tmp_path, next((tmp_path / "running").iterdir()).stem)


def test_a_workout_holds_its_lock_before_others_can_read_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    def look_and_write(connection: sqlite3.Connection) -> AbstractContextManager[None]:
        held.append(len(list(tmp_path.glob("running/*.lock"))))
        return transaction(connection)

    day = Day(tmp_path)
    monkeypatch.setattr("hiptimer.diary.writer.transaction", look_and_write)
    day.workout.start()
    day.close()
    first_in_the_diary = held.index(1)
    assert first_in_the_diary > 0
    assert set(held[:first_in_the_diary]) == {0}
