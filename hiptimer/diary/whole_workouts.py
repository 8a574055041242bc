"""Whole workouts out of one diary and into another, with all there is of each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from hiptimer.diary import queries
from hiptimer.diary.plan_copies import PlanCopy
from hiptimer.diary.plans import plan_id
from hiptimer.diary.records import Outcome
from hiptimer.diary.rows import add_feelings
from hiptimer.workout.playhead import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.diary.records import RecordedPause, RecordedWorkout
    from hiptimer.plan.feelings import Feelings
    from hiptimer.workout.events import EffortEnded

_PLANS_KEPT: Final = 64
"""How many plans are kept while workouts are read: those of a person who varies a lot."""

_PLAN = """
    SELECT name, title, document, choices
    FROM plan JOIN circuit ON circuit.id = circuit_id WHERE plan.id = ?
"""
_EFFORTS = """
    SELECT phase, exercise, title, variant, set_number, round_number, side, dose, target_seconds,
        reps
    FROM effort WHERE plan_id = ? ORDER BY phase
"""
_PLACE = """
    SELECT marked_at, phase, elapsed_seconds, phase_seconds, heard FROM place WHERE workout_id = ?
"""


@dataclass(frozen=True, slots=True)
class InterruptedAt:
    """Where an unfinished workout stands, and when it was last known to run."""

    place: Place
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class WholeWorkout:
    """All that a diary knows of a workout; `started_at` with the offset from UTC of that day."""

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


def whole_workouts(
    connection: sqlite3.Connection, since: datetime | None = None
) -> Iterator[WholeWorkout]:
    """Yield the workouts in the order in which they began, those `since` then or all."""
    plan_copy = lru_cache(_PLANS_KEPT)(partial(_plan_copy, connection))
    keys: set[str] = set()
    for workout in queries.workouts(connection, since=since, oldest_first=True):
        # The pages of a damaged file may name a row twice.
        if workout.key not in keys:
            keys.add(workout.key)
            yield _whole(connection, workout, plan_copy)


def plans_done(connection: sqlite3.Connection, since: datetime | None = None) -> Iterator[PlanCopy]:
    """Yield the plan of each of the same workouts, in the same order, once each."""
    rows = connection.execute(
        "SELECT plan_id FROM workout WHERE started_at >= ? ORDER BY started_at, id",
        (since.timestamp() if since else float("-inf"),),
    )
    for plan in dict.fromkeys(plan for (plan,) in rows):
        yield _plan_copy(connection, plan)


def whole_workout(connection: sqlite3.Connection, key: str) -> WholeWorkout | None:
    """Return the workout `key`; None where the diary has no such workout."""
    workout = queries.workout_of(connection, key)
    return _whole(connection, workout, partial(_plan_copy, connection)) if workout else None


def _plan_copy(connection: sqlite3.Connection, plan_id: int) -> PlanCopy:
    row = connection.execute(_PLAN, (plan_id,)).fetchone()
    if row is None:
        raise _damaged_index()
    name, title, document, choices = row
    # The pages of a damaged file may hold them in another order, or one of them twice.
    by_phase = {effort[0]: effort for effort in connection.execute(_EFFORTS, (plan_id,))}
    efforts = tuple(by_phase[phase] for phase in sorted(by_phase))
    return PlanCopy(name, title, document, choices, efforts)


def _damaged_index() -> sqlite3.Error:
    """Return the error for an index that names a row which its tables contradict."""
    return sqlite3.DataError("an index of it is damaged")


def _whole(
    connection: sqlite3.Connection,
    workout: RecordedWorkout,
    plan_copy: Callable[[int], PlanCopy],
) -> WholeWorkout:
    """Return all there is of a workout; `plan_copy` reads a plan by its id."""
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
    return WholeWorkout(
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


def put_in(connection: sqlite3.Connection, workout: WholeWorkout) -> bool:
    """Write a workout into the diary, and return whether it was not there yet, or not so far.

    To be done in a transaction. A workout that the diary has is only replaced while it is
    unfinished there; feelings of which `workout` says nothing stay.
    """
    known = whole_workout(connection, workout.key)
    if known and not _is_further(workout, known):
        return False
    replace(connection, workout)
    if known:
        add_feelings(connection, workout.key, known.feelings)
        add_feelings(connection, workout.key, workout.feelings)
    return True


def _is_further(workout: WholeWorkout, known: WholeWorkout) -> bool:
    return known.outcome is Outcome.UNFINISHED and (
        workout.outcome is not Outcome.UNFINISHED or workout.spent_seconds > known.spent_seconds
    )


def replace(connection: sqlite3.Connection, workout: WholeWorkout) -> None:
    """Write a workout into the diary, in place of what the diary has of it.

    To be done in a transaction.
    """
    connection.execute("DELETE FROM workout WHERE key = ?", (workout.key,))
    offset = workout.started_at.utcoffset()
    (id_,) = connection.execute(
        "INSERT INTO workout (key, plan_id, started_at, utc_offset_seconds, ended_at, outcome,"
        " spent_seconds) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            workout.key,
            plan_id(connection, workout.plan),
            workout.started_at.timestamp(),
            offset.total_seconds() if offset else 0.0,
            workout.ended_at.timestamp() if workout.ended_at else None,
            workout.outcome,
            workout.spent_seconds,
        ),
    ).fetchone()
    connection.executemany(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (id_, number, it.index, it.by, it.moment, it.seconds, it.reps)
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
    add_feelings(connection, workout.key, workout.feelings)
    if interrupted_at := workout.interrupted_at:
        place = interrupted_at.place
        connection.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)",
            (
                id_,
                place.index,
                place.elapsed,
                place.seconds,
                place.heard,
                interrupted_at.marked_at.timestamp(),
            ),
        )
