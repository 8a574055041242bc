"""Reads whole workouts from one diary and writes them to another, with all their records."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.diary import queries
from hiptimer.diary.fragments import EFFORT_COLUMNS, begun_since, utc_offset_seconds
from hiptimer.diary.plan_copies import PlanCopy
from hiptimer.diary.plans import plan_id
from hiptimer.diary.records import Outcome
from hiptimer.diary.workout_rows import add_feelings, put_pain, put_place
from hiptimer.workout.playhead import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.diary.records import RecordedPause, RecordedWorkout
    from hiptimer.plan.feelings import Feelings
    from hiptimer.workout.events import EffortEnded

_PLANS_KEPT: Final = 64
"""The number of plans cached while workouts are read: enough for a person who varies a lot."""

_PLAN = """
    SELECT name, title, document, choices
    FROM plan JOIN circuit ON circuit.id = circuit_id WHERE plan.id = ?
"""
_EFFORTS = f"SELECT {EFFORT_COLUMNS} FROM effort WHERE plan_id = ? ORDER BY phase"
_PLACE = """
    SELECT marked_at, phase, elapsed_seconds, phase_seconds, heard FROM place WHERE workout_id = ?
"""


class InterruptedAt(NamedTuple):
    """The position in an unfinished workout, and when it was last known to run."""

    place: Place
    marked_at: datetime


class WorkoutCopy(NamedTuple):
    """All records of a workout in a diary; `started_at` has the UTC offset of that day."""

    key: str
    plan: PlanCopy
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome
    spent_seconds: float
    attempts: tuple[EffortEnded, ...]
    pauses: tuple[RecordedPause, ...]
    loads: Mapping[str, str]
    feelings: Feelings
    interrupted_at: InterruptedAt | None


def workout_copies(
    connection: sqlite3.Connection, since: datetime | None = None
) -> Iterator[WorkoutCopy]:
    """Yield the workouts begun since `since`, or all, oldest first."""
    plan_copy = lru_cache(_PLANS_KEPT)(partial(_plan_copy, connection))
    keys: set[str] = set()
    for workout in queries.workouts(connection, since=since, oldest_first=True):
        # A damaged file may yield a row twice.
        if workout.key not in keys:
            keys.add(workout.key)
            yield _whole(connection, workout, plan_copy)


def each_plan_copy(
    connection: sqlite3.Connection, since: datetime | None = None
) -> Iterator[PlanCopy]:
    """Yield each plan of the same workouts once, in the same order."""
    rows = connection.execute(
        "SELECT plan_id FROM workout WHERE started_at >= ? ORDER BY started_at, id",
        (begun_since(since),),
    )
    for plan in dict.fromkeys(plan for (plan,) in rows):
        yield _plan_copy(connection, plan)


def workout_copy(connection: sqlite3.Connection, key: str) -> WorkoutCopy | None:
    """Return the workout `key`; None if the diary has no such workout."""
    workout = queries.workout_of(connection, key)
    return _whole(connection, workout, partial(_plan_copy, connection)) if workout else None


def _plan_copy(connection: sqlite3.Connection, plan_id: int) -> PlanCopy:
    row = connection.execute(_PLAN, (plan_id,)).fetchone()
    if row is None:
        raise _damaged_index()
    name, title, document, choices = row
    # A damaged file may yield them in another order, or one of them twice.
    by_phase = {effort[0]: effort for effort in connection.execute(_EFFORTS, (plan_id,))}
    efforts = tuple(by_phase[phase] for phase in sorted(by_phase))
    return PlanCopy(name, title, document, choices, efforts)


def _damaged_index() -> sqlite3.Error:
    """Return the error for an index that refers to a row that its tables contradict."""
    return sqlite3.DataError("an index of it is damaged")


def _whole(
    connection: sqlite3.Connection,
    workout: RecordedWorkout,
    plan_copy: Callable[[int], PlanCopy],
) -> WorkoutCopy:
    """Return all records of a workout; `plan_copy` reads a plan by its id."""
    row = connection.execute("SELECT plan_id FROM workout WHERE id = ?", (workout.id,)).fetchone()
    if row is None:
        raise _damaged_index()
    (plan_id,) = row
    details = queries.details(connection, workout)
    interrupted_at = None
    if row := connection.execute(_PLACE, (workout.id,)).fetchone():
        marked_at, *place = row
        zone = workout.started_at.tzinfo
        interrupted_at = InterruptedAt(Place(*place), datetime.fromtimestamp(marked_at, zone))
    return WorkoutCopy(
        key=workout.key,
        plan=plan_copy(plan_id),
        started_at=workout.started_at,
        ended_at=workout.ended_at,
        outcome=workout.outcome,
        spent_seconds=workout.spent_seconds,
        attempts=details.attempts,
        pauses=details.pauses,
        loads=details.loads,
        feelings=details.feelings,
        interrupted_at=interrupted_at,
    )


def merge_copy(connection: sqlite3.Connection, workout: WorkoutCopy) -> bool:
    """Write a workout into the diary; return whether it was new, or further than the stored one.

    Call this in a transaction. A stored workout is replaced only if it is unfinished there; ratings
    that `workout` lacks are kept.
    """
    known = workout_copy(connection, workout.key)
    if known and not _is_further(workout, known):
        return False
    replace_workout(connection, workout)
    if known:
        add_feelings(connection, workout.key, known.feelings)
        add_feelings(connection, workout.key, workout.feelings)
    return True


def _is_further(workout: WorkoutCopy, known: WorkoutCopy) -> bool:
    return known.outcome is Outcome.UNFINISHED and (
        workout.outcome is not Outcome.UNFINISHED or workout.spent_seconds > known.spent_seconds
    )


def replace_workout(connection: sqlite3.Connection, workout: WorkoutCopy) -> None:
    """Write a workout into the diary and replace its stored version.

    Call this in a transaction.
    """
    connection.execute("DELETE FROM workout WHERE key = ?", (workout.key,))
    (id_,) = connection.execute(
        "INSERT INTO workout (key, plan_id, started_at, utc_offset_seconds, ended_at, outcome,"
        " spent_seconds) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            workout.key,
            plan_id(connection, workout.plan),
            workout.started_at.timestamp(),
            utc_offset_seconds(workout.started_at),
            workout.ended_at.timestamp() if workout.ended_at else None,
            workout.outcome,
            workout.spent_seconds,
        ),
    ).fetchone()
    connection.executemany(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (id_, number, it.index, it.by, it.moment, it.seconds, it.reps, it.confirmed)
            for number, it in enumerate(workout.attempts, start=1)
        ],
    )
    connection.executemany(
        "INSERT INTO pause VALUES (?, ?, ?, ?, ?, ?)",
        [
            (id_, number, it.kind, it.began_at, it.seconds, it.away_seconds)
            for number, it in enumerate(workout.pauses, start=1)
        ],
    )
    connection.executemany(
        "INSERT INTO load VALUES (?, ?, ?)",
        [(id_, exercise, load) for exercise, load in workout.loads.items()],
    )
    for said in workout.feelings.pains:
        put_pain(connection, id_, said.index, said.moment, said.pain)
    add_feelings(connection, workout.key, workout.feelings)
    if interrupted_at := workout.interrupted_at:
        put_place(connection, id_, interrupted_at.place, interrupted_at.marked_at)
