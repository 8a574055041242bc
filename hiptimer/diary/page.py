"""One workout's rows in the diary. Everything here is done in the writer's thread."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.locks import WorkoutLock
from hiptimer.diary.recorded import Feelings, Outcome, PauseKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.diary.copies import PlanCopy
    from hiptimer.events import EffortEnded
    from hiptimer.playhead import Place


# What was said before stays, unless something else is said about the same.
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


class Mark(NamedTuple):
    """Where a workout stands after `spent_seconds`, at the moment `at` by the clock on the wall."""

    place: Place
    spent_seconds: float
    at: datetime


class Page:
    """The rows of the workout `key`, which runs for as long as `lock` is held.

    A new workout has no lock yet: `begin` takes one. `…_at` are seconds from its start.
    """

    def __init__(self, folder: Path, key: str, lock: WorkoutLock | None = None) -> None:
        self._folder = folder
        self._key = key
        self._lock = lock
        self._id = 0

    def begin(
        self,
        connection: sqlite3.Connection,
        copy: PlanCopy,
        loads: Mapping[str, str],
        *,
        now: datetime,
    ) -> None:
        """Write that a workout has begun. Whoever sees the row finds its lock held."""
        self._lock = WorkoutLock(self._folder, self._key)
        offset = now.utcoffset()
        self._id = _inserted(
            connection,
            "INSERT INTO workout (key, plan_id, started_at, utc_offset_seconds, outcome,"
            " spent_seconds) VALUES (?, ?, ?, ?, ?, 0.0)",
            self._key,
            plan_id(connection, copy),
            now.timestamp(),
            offset.total_seconds() if offset else 0.0,
            Outcome.UNFINISHED,
        )
        connection.executemany(
            "INSERT INTO load VALUES (?, ?, ?)",
            [(self._id, exercise, load) for exercise, load in loads.items() if load],
        )

    def take_up(self, connection: sqlite3.Connection, spent_at: float, now: datetime) -> None:
        """Write that the workout, left `spent_at`, goes on after all; it stands still yet."""
        self._id, marked_at = connection.execute(
            "SELECT id, marked_at FROM workout JOIN place ON workout_id = id WHERE key = ?",
            (self._key,),
        ).fetchone()
        self.end_pause(connection, spent_at)
        away_seconds = max(0.0, now.timestamp() - marked_at)
        self.begin_pause(connection, PauseKind.LEFT, spent_at, away_seconds)
        connection.execute(
            "UPDATE place SET marked_at = ? WHERE workout_id = ?", (now.timestamp(), self._id)
        )

    def keep_attempt(
        self, connection: sqlite3.Connection, attempt: EffortEnded, ended_at: float
    ) -> None:
        """Write down an attempt at an effort."""
        connection.execute(
            "INSERT INTO attempt VALUES (?1,"
            " (SELECT count(*) + 1 FROM attempt WHERE workout_id = ?1), ?2, ?3, ?4, ?5, ?6)",
            (self._id, attempt.index, attempt.by, ended_at, attempt.seconds, attempt.reps),
        )

    def put_right(self, connection: sqlite3.Connection, index: int, seconds: float) -> None:
        """Write how long the attempt at phase `index` was that counts, which the person knows."""
        connection.execute(
            "UPDATE attempt SET seconds = ?1 WHERE workout_id = ?2 AND number ="
            " (SELECT max(number) FROM attempt"
            " WHERE workout_id = ?2 AND phase = ?3 AND seconds > 0)",
            (seconds, self._id, index),
        )

    def keep_feelings(self, connection: sqlite3.Connection, feelings: Feelings) -> None:
        """Write down how it feels, as far as something was said."""
        add_feelings(connection, self._key, feelings)

    def begin_pause(
        self,
        connection: sqlite3.Connection,
        kind: PauseKind,
        began_at: float,
        away_seconds: float = 0.0,
    ) -> None:
        """Write that the workout stands still."""
        connection.execute(
            "INSERT INTO pause VALUES (?1,"
            " (SELECT count(*) + 1 FROM pause WHERE workout_id = ?1), ?2, ?3, NULL, ?4)",
            (self._id, kind, began_at, away_seconds),
        )

    def end_pause(self, connection: sqlite3.Connection, ended_at: float) -> None:
        """Write that it moves again, if it stood."""
        connection.execute(
            "UPDATE pause SET seconds = max(0.0, ? - began_at_seconds)"
            " WHERE workout_id = ? AND seconds IS NULL",
            (ended_at, self._id),
        )

    def mark(self, connection: sqlite3.Connection, mark: Mark) -> None:
        """Write where it stands."""
        place = mark.place
        connection.execute(
            "REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._id,
                place.index,
                place.elapsed,
                place.seconds,
                place.heard,
                mark.at.timestamp(),
            ),
        )
        connection.execute(
            "UPDATE workout SET spent_seconds = ? WHERE id = ?", (mark.spent_seconds, self._id)
        )

    def end(
        self,
        connection: sqlite3.Connection,
        outcome: Outcome,
        spent_seconds: float,
        ended_at: datetime,
    ) -> None:
        """Write how it ended. It can no longer be gone on with."""
        self.end_pause(connection, spent_seconds)
        connection.execute("DELETE FROM place WHERE workout_id = ?", (self._id,))
        connection.execute(
            "UPDATE workout SET outcome = ?, spent_seconds = ?, ended_at = ? WHERE id = ?",
            (outcome, spent_seconds, ended_at.timestamp(), self._id),
        )

    def close_unfinished(self, connection: sqlite3.Connection) -> None:
        """Write that it ended where it was left, and that nobody will go on with it."""
        self._id, spent_seconds, marked_at = connection.execute(
            "SELECT id, spent_seconds, marked_at FROM workout JOIN place ON workout_id = id"
            " WHERE key = ?",
            (self._key,),
        ).fetchone()
        ended_at = datetime.fromtimestamp(marked_at, UTC)
        self.end(connection, Outcome.UNFINISHED, spent_seconds, ended_at)

    def let_go(self) -> None:
        """Let others have the workout, once all is written."""
        if self._lock:
            self._lock.release()


def add_feelings(connection: sqlite3.Connection, key: str, feelings: Feelings) -> None:
    """Write what was said of the workout `key`; what was not leaves alone what was said before.

    Where there is no such workout any more, there is nothing to write to.
    """
    if feelings != Feelings():
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


def plan_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    """Return where a plan is kept, which it is from then on; what is damaged of it is mended."""
    circuit_id = _circuit_id(connection, copy)
    found = connection.execute(
        "SELECT id, circuit_id, choices FROM plan WHERE digest = ?", (copy.digest,)
    ).fetchone()
    if found is None:
        plan_id = _inserted(
            connection,
            "INSERT INTO plan (digest, circuit_id, choices) VALUES (?, ?, ?)",
            copy.digest,
            circuit_id,
            copy.choices,
        )
    else:
        plan_id = int(found[0])
        efforts = connection.execute(
            "SELECT * FROM effort WHERE plan_id = ? ORDER BY phase", (plan_id,)
        )
        kept = tuple(effort[1:] for effort in efforts)
        if (*found[1:], kept) == (circuit_id, copy.choices, copy.efforts):
            return plan_id
        connection.execute("DELETE FROM effort WHERE plan_id = ?", (plan_id,))
        connection.execute(
            "UPDATE plan SET circuit_id = ?, choices = ? WHERE id = ?",
            (circuit_id, copy.choices, plan_id),
        )
    connection.executemany(
        "INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(plan_id, *effort) for effort in copy.efforts],
    )
    return plan_id


def _circuit_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    return _inserted(
        connection,
        "INSERT INTO circuit (name, title, document) VALUES (?, ?, ?)"
        " ON CONFLICT (name, document) DO UPDATE SET title = excluded.title",
        copy.circuit_id,
        copy.title,
        copy.circuit,
    )


def _inserted(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    return int(connection.execute(f"{statement} RETURNING id", values).fetchone()[0])
