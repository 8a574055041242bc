"""Deletes workouts from the diary, and returns their records so that they can be restored."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_write
from hiptimer.diary.locks import WorkoutLock, gate
from hiptimer.diary.schema import transaction
from hiptimer.diary.sound_rows import show_only_sound_rows
from hiptimer.diary.whole_workouts import put_in, whole_workout

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from hiptimer.diary.whole_workouts import WholeWorkout

# Unreferenced plans and circuits are deleted too, because they would reveal the deleted workout.
_UNREFERENCED = (
    "DELETE FROM main.plan WHERE id NOT IN (SELECT plan_id FROM main.workout)",
    "DELETE FROM main.circuit WHERE id NOT IN (SELECT circuit_id FROM main.plan)",
)


def take_out(folder: Path, key: str, now: float) -> WholeWorkout | None:
    """Delete the workout `key` and return it; None if it is gone. `now` is in seconds since 1970.

    Raises:
        Held: it is running, here or in another program; nothing was deleted.
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written, so nothing changed.

    """
    connection = open_to_write(folder, now).connection
    with closing(connection):
        with gate(folder):
            lock = WorkoutLock(folder, key)
        try:
            return _taken(connection, key)
        finally:
            lock.release()


def put_back(folder: Path, workout: WholeWorkout, now: float) -> None:
    """Restore a deleted workout in the diary. `now` is in seconds since 1970.

    Raises:
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written, so nothing changed.

    """
    connection = open_to_write(folder, now).connection
    with closing(connection), transaction(connection):
        put_in(connection, workout)


def _taken(connection: sqlite3.Connection, key: str) -> WholeWorkout | None:
    # Overwrites deleted content with zeros; by default SQLite only marks its pages as free.
    connection.execute("PRAGMA secure_delete = ON")
    show_only_sound_rows(connection)
    with transaction(connection):
        workout = whole_workout(connection, key)
        connection.execute("DELETE FROM main.workout WHERE key = ?", (key,))
        for statement in _UNREFERENCED:
            connection.execute(statement)
    return workout
