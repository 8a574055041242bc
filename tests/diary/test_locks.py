from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import locks
from hiptimer.diary.locks import Held, WorkoutLock
from tests.diary.days import MORNING, whole_workout

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING.timestamp()


def test_a_lock_is_held_until_released_and_its_file_is_removed(tmp_path: Path) -> None:
    lock = WorkoutLock(tmp_path, "morning")
    assert locks.is_held(tmp_path, "morning")
    assert not locks.is_held(tmp_path, "evening")
    with pytest.raises(Held):
        WorkoutLock(tmp_path, "morning")
    lock.release()
    assert not locks.is_held(tmp_path, "morning")
    assert list((tmp_path / "running").iterdir()) == []
    WorkoutLock(tmp_path, "morning").release()


def test_checking_a_lock_creates_no_file(tmp_path: Path) -> None:
    assert not locks.is_held(tmp_path, "morning")
    assert list(tmp_path.iterdir()) == []


def test_locks_of_dead_programs_are_removed_after_a_day(tmp_path: Path) -> None:
    held = WorkoutLock(tmp_path, "held")
    ages = {"held": 100.0, "dead": 25.0, "fresh": 1.0}
    for key, hours in ages.items():
        path = tmp_path / "running" / f"{key}.lock"
        path.touch()
        os.utime(path, (NOW, NOW - hours * 3600))
    whole_workout(tmp_path)
    assert {it.stem for it in (tmp_path / "running").iterdir()} == {"held", "fresh"}
    held.release()


def test_a_lock_opened_while_its_holder_removes_it_is_created_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = [WorkoutLock(tmp_path, "a")]
    open_lock = locks._open

    def open_too_late(path: Path) -> int:
        descriptor = open_lock(path)
        if holders:
            holders.pop().release()
        return descriptor

    monkeypatch.setattr(locks, "_open", open_too_late)
    lock = WorkoutLock(tmp_path, "a")
    assert locks.is_held(tmp_path, "a")
    lock.release()
    assert not locks.is_held(tmp_path, "a")


def test_a_lock_that_vanishes_during_cleanup_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "running").mkdir()
    gone = tmp_path / "running" / "gone.lock"
    monkeypatch.setattr(type(gone), "glob", lambda *_: iter([gone]))
    locks.clear_away(tmp_path, 0.0)
    assert list((tmp_path / "running").iterdir()) == []
