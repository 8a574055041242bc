"""Interrupted workouts: finds them, and lets one program resume each.

Everything here may raise OSError, sqlite3.Error, and `NewerDiary` and `NotADiary` of `connection`,
because the diary may be unreadable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.database import open_to_read
from hiptimer.diary.locks import WorkoutLock, gate, is_held
from hiptimer.diary.queries import unfinished
from hiptimer.diary.workout_copies import workout_copy

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.records import Unfinished
    from hiptimer.diary.workout_copies import WorkoutCopy


class AlreadyOver(Exception):
    """The workout was already resumed elsewhere, or has ended."""


def interrupted_workouts(folder: Path, since: datetime) -> tuple[Unfinished, ...]:
    """Return the workouts interrupted since `since` that are not running, newest first."""
    return _found(folder, since, are_held=False)


def running_workouts(folder: Path, since: datetime) -> tuple[Unfinished, ...]:
    """Return the workouts that run in some program and were known to run since `since`."""
    return _found(folder, since, are_held=True)


def last_begun(folder: Path) -> int | None:
    """Return the id of the workout that was begun last, regardless of clock changes."""
    with open_to_read(folder) as connection:
        if connection is None:
            return None
        (id_,) = connection.execute("SELECT max(id) FROM workout").fetchone()
    return None if id_ is None else int(id_)


class LockedWorkout(NamedTuple):
    """A workout to resume, and the lock that keeps other programs from resuming it."""

    workout: WorkoutCopy
    lock: WorkoutLock


def claim(folder: Path, interrupted: Unfinished) -> LockedWorkout:
    """Take a workout, so that no other program can resume it.

    Raises:
        Held: it is already running.
        AlreadyOver: it is no longer at the place where it was interrupted.

    """
    with gate(folder):
        lock = WorkoutLock(folder, interrupted.workout.key)
    try:
        return LockedWorkout(_as_interrupted(folder, interrupted), lock)
    except BaseException:
        lock.release()
        raise


def _found(folder: Path, since: datetime, *, are_held: bool) -> tuple[Unfinished, ...]:
    with open_to_read(folder) as connection:
        found = unfinished(connection, since) if connection else ()
    if not found:
        return ()
    with gate(folder):
        return tuple(it for it in found if is_held(folder, it.workout.key) is are_held)


def _as_interrupted(folder: Path, interrupted: Unfinished) -> WorkoutCopy:
    """Return the workout if it is still at the place where it was interrupted."""
    with open_to_read(folder) as connection:
        if connection:
            workout = workout_copy(connection, interrupted.workout.key)
            if workout and interrupted in unfinished(connection, interrupted.interrupted_at):
                return workout
    raise AlreadyOver(interrupted.workout.title)
