"""Deletes workouts from the diary, and returns their records so that they can be restored."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_write
from hiptimer.diary.locks import WorkoutLock, gate
from hiptimer.diary.schema import transaction
from hiptimer.diary.valid_rows import hide_invalid_rows
from hiptimer.diary.workout_copies import merge_copy, workout_copy

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from hiptimer.diary.workout_copies import WorkoutCopy

# Unreferenced plans and circuits are deleted too, because they would reveal the deleted workout.
_UNREFERENCED = (
    "DELETE FROM main.plan WHERE id NOT IN (SELECT plan_id FROM main.workout)",
    "DELETE FROM main.circuit WHERE id NOT IN (SELECT circuit_id FROM main.plan)",
)


def delete_workout(folder: Path, key: str, now: float) -> WorkoutCopy | None:
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


def restore_workout(folder: Path, workout: WorkoutCopy, now: float) -> None:
    """Restore a deleted workout in the diary. `now` is in seconds since 1970.

    Raises:
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written, so nothing changed.

    """
    connection = open_to_write(folder, now).connection
    with closing(connection), transaction(connection):
        merge_copy(connection, workout)


def _taken(connection: sqlite3.Connection, key: str) -> WorkoutCopy | None:
    # Overwrites deleted content with zeros; by default SQLite only marks its pages as free.
    connection.execute("PRAGMA secure_delete = ON")
    hide_invalid_rows(connection)
    with transaction(connection):
        workout = workout_copy(connection, key)
        connection.execute("DELETE FROM main.workout WHERE key = ?", (key,))
        for statement in _UNREFERENCED:
            connection.execute(statement)
    return workout
