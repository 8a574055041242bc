"""Interrupted workouts: which there are, and which program may resume one.

As the diary may not be readable at all, everything here raises OSError, sqlite3.Error, and
`NewerDiary` and `NotADiary` of `database`.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_read
from hiptimer.diary.locks import WorkoutLock, gate, is_held
from hiptimer.diary.reading import unfinished

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.recorded import Unfinished


class AlreadyOver(Exception):
    """A workout that somebody else has gone on with, to another place or to its end."""


def waiting(folder: Path, since: datetime) -> tuple[Unfinished, ...]:
    """Return the workouts interrupted `since` then that run nowhere, newest first."""
    return _found(folder, since, are_held=False)


def running(folder: Path, since: datetime) -> tuple[Unfinished, ...]:
    """Return the workouts that run in some program and did so `since` then."""
    return _found(folder, since, are_held=True)


def last_begun(folder: Path) -> int | None:
    """Return the id of the workout that was begun last, whatever a clock said then."""
    connection = open_to_read(folder)
    if connection is None:
        return None
    with closing(connection):
        row = connection.execute("SELECT max(id) FROM workout").fetchone()
    return None if row[0] is None else int(row[0])


def take(folder: Path, interrupted: Unfinished) -> WorkoutLock:
    """Take a workout, so that no other program can go on with it.

    Raises:
        Held: it runs already.
        AlreadyOver: it is no longer where it was interrupted.

    """
    with gate(folder):
        lock = WorkoutLock(folder, interrupted.workout.key)
    try:
        _check_that_it_stands(folder, interrupted)
    except BaseException:
        lock.release()
        raise
    return lock


def _found(folder: Path, since: datetime, *, are_held: bool) -> tuple[Unfinished, ...]:
    found = _unfinished(folder, since)
    if not found:
        return ()
    with gate(folder):
        return tuple(it for it in found if is_held(folder, it.workout.key) is are_held)


def _unfinished(folder: Path, since: datetime) -> tuple[Unfinished, ...]:
    connection = open_to_read(folder)
    if connection is None:
        return ()
    with closing(connection):
        return unfinished(connection, since)


def _check_that_it_stands(folder: Path, interrupted: Unfinished) -> None:
    if interrupted not in _unfinished(folder, interrupted.interrupted_at):
        raise AlreadyOver(interrupted.workout.title)
