"""The rows of one workout in the diary. Everything here runs in the writer's thread."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.fragments import utc_offset_seconds
from hiptimer.diary.locks import Held, WorkoutLock
from hiptimer.diary.plans import insert_row, plan_id
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.plan.feelings import Feelings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.diary.plan_copies import PlanCopy
    from hiptimer.workout.events import AttemptCorrected, EffortEnded, PainSaid
    from hiptimer.workout.playhead import Place


# A new rating replaces an earlier one of the same kind; the others are kept.
_FEELINGS = """
    INSERT INTO feelings (workout_id, pain_before, pain_after, effort, pain_next_morning, sore_side,
        note, asked_next_morning)
    SELECT id, ?, ?, ?, ?, ?, ?, ? FROM workout WHERE key = ?
    ON CONFLICT (workout_id) DO UPDATE SET
        pain_before = coalesce(excluded.pain_before, pain_before),
        pain_after = coalesce(excluded.pain_after, pain_after),
        effort = coalesce(excluded.effort, effort),
        pain_next_morning = coalesce(excluded.pain_next_morning, pain_next_morning),
        sore_side = coalesce(excluded.sore_side, sore_side),
        note = coalesce(excluded.note, note),
        asked_next_morning = max(excluded.asked_next_morning, asked_next_morning)
"""


class MarkedPlace(NamedTuple):
    """The position in a workout after `spent_seconds`, at the wall-clock moment `at`."""

    place: Place
    spent_seconds: float
    at: datetime


class WorkoutRows:
    """The rows of the workout `key`, which runs while `lock` is held.

    A new workout has no lock until `hold_lock`. `…_at` are seconds from its start.
    """

    def __init__(self, folder: Path, key: str, lock: WorkoutLock | None = None) -> None:
        self.key = key
        self._folder = folder
        self._lock = lock
        self._is_running = lock is not None

    def hold_lock(self) -> None:
        """Acquire the workout's lock while it runs; acquire it again if its file was removed.

        Raises:
            OSError: the folder cannot be written.

        """
        if self._lock and not self._lock.is_in_place:
            self._lock.release()
            self._lock = None
        if self._is_running and not self._lock:
            # If another program holds it, that one took the workout after this one lost it.
            with suppress(Held):
                self._lock = WorkoutLock(self._folder, self.key)

    def begin(
        self,
        connection: sqlite3.Connection,
        copy: PlanCopy,
        loads: Mapping[str, str],
        *,
        now: datetime,
    ) -> None:
        """Record that the workout has begun."""
        self._is_running = True
        workout_id = insert_row(
            connection,
            "INSERT INTO workout (key, plan_id, started_at, utc_offset_seconds, outcome,"
            " spent_seconds) VALUES (?, ?, ?, ?, ?, 0.0)",
            self.key,
            plan_id(connection, copy),
            now.timestamp(),
            utc_offset_seconds(now),
            Outcome.UNFINISHED,
        )
        connection.executemany(
            "INSERT INTO load VALUES (?, ?, ?)",
            [(workout_id, exercise, load) for exercise, load in loads.items() if load],
        )

    def record_resume(self, connection: sqlite3.Connection, spent_at: float, now: datetime) -> None:
        """Record that the workout, interrupted at `spent_at`, was resumed; it is still paused."""
        workout_id, marked_at = connection.execute(
            "SELECT id, marked_at FROM workout JOIN place ON workout_id = id WHERE key = ?",
            (self.key,),
        ).fetchone()
        self.end_pause(connection, spent_at)
        away_seconds = max(0.0, now.timestamp() - marked_at)
        self.begin_pause(connection, PauseKind.INTERRUPTED, spent_at, away_seconds)
        connection.execute(
            "UPDATE place SET marked_at = ? WHERE workout_id = ?", (now.timestamp(), workout_id)
        )

    def record_attempt(
        self, connection: sqlite3.Connection, attempt: EffortEnded, ended_at: float
    ) -> None:
        """Record an attempt at an effort."""
        connection.execute(
            "INSERT INTO attempt VALUES (?1,"
            " (SELECT count(*) + 1 FROM attempt WHERE workout_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                self._id(connection),
                attempt.index,
                attempt.by,
                ended_at,
                attempt.seconds,
                attempt.reps,
                attempt.confirmed,
            ),
        )

    def record_pain(self, connection: sqlite3.Connection, said: PainSaid, said_at: float) -> None:
        """Record the pain that was said of an effort, or its rating."""
        put_pain(connection, self._id(connection), said.index, said_at, said.pain)

    def replace_plan(self, connection: sqlite3.Connection, copy: PlanCopy) -> None:
        """Record that the rest of the plan has changed."""
        connection.execute(
            "UPDATE workout SET plan_id = ? WHERE id = ?",
            (plan_id(connection, copy), self._id(connection)),
        )

    def correct_attempt(self, connection: sqlite3.Connection, corrected: AttemptCorrected) -> None:
        """Correct the seconds and reps of the attempt that counts at a phase."""
        connection.execute(
            "UPDATE attempt SET seconds = ?1, reps = ?2, confirmed = 1"
            " WHERE workout_id = ?3 AND number = (SELECT max(number) FROM attempt"
            " WHERE workout_id = ?3 AND phase = ?4 AND seconds > 0)",
            (corrected.seconds, corrected.reps, self._id(connection), corrected.index),
        )

    def record_feelings(self, connection: sqlite3.Connection, feelings: Feelings) -> None:
        """Record the ratings that were given."""
        add_feelings(connection, self.key, feelings)

    def begin_pause(
        self,
        connection: sqlite3.Connection,
        kind: PauseKind,
        began_at: float,
        away_seconds: float = 0.0,
    ) -> None:
        """Record that the workout is paused."""
        connection.execute(
            "INSERT INTO pause VALUES (?1,"
            " (SELECT count(*) + 1 FROM pause WHERE workout_id = ?1), ?2, ?3, NULL, ?4)",
            (self._id(connection), kind, began_at, away_seconds),
        )

    def end_pause(self, connection: sqlite3.Connection, ended_at: float) -> None:
        """Record that the workout continues, if it was paused."""
        connection.execute(
            "UPDATE pause SET seconds = max(0.0, ? - began_at_seconds)"
            " WHERE workout_id = ? AND seconds IS NULL",
            (ended_at, self._id(connection)),
        )

    def mark(self, connection: sqlite3.Connection, mark: MarkedPlace) -> None:
        """Record the position in the workout."""
        put_place(connection, self._id(connection), mark.place, mark.at)
        connection.execute(
            "UPDATE workout SET spent_seconds = ? WHERE id = ?",
            (mark.spent_seconds, self._id(connection)),
        )

    def end(
        self,
        connection: sqlite3.Connection,
        outcome: Outcome,
        spent_seconds: float,
        ended_at: datetime,
    ) -> None:
        """Record how the workout ended. It can no longer be resumed."""
        self.end_pause(connection, spent_seconds)
        connection.execute("DELETE FROM place WHERE workout_id = ?", (self._id(connection),))
        connection.execute(
            "UPDATE workout SET outcome = ?, spent_seconds = ?, ended_at = ? WHERE id = ?",
            (outcome, spent_seconds, ended_at.timestamp(), self._id(connection)),
        )

    def close_unfinished(self, connection: sqlite3.Connection) -> None:
        """Record that the workout ended where it was interrupted, so that it cannot be resumed."""
        spent_seconds, marked_at = connection.execute(
            "SELECT spent_seconds, marked_at FROM workout JOIN place ON workout_id = id"
            " WHERE key = ?",
            (self.key,),
        ).fetchone()
        ended_at = datetime.fromtimestamp(marked_at, UTC)
        self.end(connection, Outcome.UNFINISHED, spent_seconds, ended_at)

    def release_lock(self) -> None:
        """Release the workout to other programs once everything is written."""
        self._is_running = False
        if self._lock:
            self._lock.release()
            self._lock = None

    def _id(self, connection: sqlite3.Connection) -> int:
        # Ids differ between connections.
        row = connection.execute("SELECT id FROM workout WHERE key = ?", (self.key,)).fetchone()
        if row is None:
            raise sqlite3.DataError("a workout is missing from it")
        return int(row[0])


def put_pain(
    connection: sqlite3.Connection, workout_id: int, phase: int, said_at: float, pain: int | None
) -> None:
    """Record the pain that was said of an effort; a new rating replaces an earlier one of it."""
    connection.execute(
        "INSERT INTO pain VALUES (?, ?, ?, ?) ON CONFLICT (workout_id, phase)"
        " DO UPDATE SET pain = coalesce(excluded.pain, pain)",
        (workout_id, phase, said_at, pain),
    )


def put_place(
    connection: sqlite3.Connection, workout_id: int, place: Place, marked_at: datetime
) -> None:
    """Record the position in a workout, replacing an earlier one."""
    connection.execute(
        "REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)",
        (
            workout_id,
            place.index,
            place.elapsed,
            place.seconds,
            place.heard,
            marked_at.timestamp(),
        ),
    )


def add_feelings(connection: sqlite3.Connection, key: str, feelings: Feelings) -> None:
    """Record ratings of the workout `key`; a rating that is missing keeps the earlier one.

    Does nothing if the workout no longer exists.
    """
    if replace(feelings, pains=()) != Feelings():
        connection.execute(
            _FEELINGS,
            (
                feelings.pain_before,
                feelings.pain_after,
                feelings.effort,
                feelings.pain_next_morning,
                feelings.sore_side,
                feelings.note or None,
                feelings.asked_next_morning,
                key,
            ),
        )
