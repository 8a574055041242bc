"""Values from the last workouts: loads, holds, the sore side, choices, and whole workouts.

A workout in which nothing was done does not count. The connection comes from
`database.open_to_read`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hiptimer.circuit.joined_ids import id_within, ids_in, own_id
from hiptimer.diary.completeness_sql import HAS_EFFORT_DONE
from hiptimer.diary.fragments import IS_OF_CIRCUIT, JOIN_CIRCUIT, local_time
from hiptimer.diary.queries import details, workout_of
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hiptimer.diary.records import Details
    from hiptimer.plan.effort import EffortSide
    from hiptimer.plan.feelings import SoreSide

_HAS_PAIN_RATING = """EXISTS (
    SELECT 1 FROM feelings WHERE workout_id = workout.id
        AND coalesce(pain_before, pain_after, pain_next_morning) NOT NULL
    UNION ALL SELECT 1 FROM pain WHERE workout_id = workout.id
)"""

# SQLite takes the plain columns of a group from the row that has the maximum.
_LAST_LOADS = f"""
    SELECT max(started_at), exercise, load
    FROM load JOIN workout ON workout.id = workout_id {JOIN_CIRCUIT}
    WHERE {IS_OF_CIRCUIT} AND {HAS_EFFORT_DONE} AND NOT EXISTS (
        SELECT 1 FROM effort
        WHERE effort.plan_id = plan.id AND exercise = load.exercise AND effort.circuit != :name
    ) GROUP BY exercise
"""

# A hold or a choice that does not occur in this many workouts is considered outdated.
_WORKOUTS_LOOKED_BACK = 10
_OPEN_HOLDS = f"""
    SELECT started_at, exercise, side, set_number, round_number, ended_by, attempt.seconds
    FROM (
        SELECT workout.id, plan_id, started_at
        FROM workout {JOIN_CIRCUIT}
        WHERE {IS_OF_CIRCUIT} AND ended_at IS NOT NULL AND {HAS_EFFORT_DONE}
        ORDER BY started_at DESC, workout.id DESC LIMIT :most
    ) AS workout
    JOIN attempt ON attempt.workout_id = workout.id
    JOIN effort ON effort.plan_id = workout.plan_id AND effort.phase = attempt.phase
    WHERE dose = 'open' AND attempt.seconds > 0 AND coalesce(effort.circuit, :name) = :name
    ORDER BY started_at, workout.id, number
"""
_LAST_SORE_SIDE = f"""
    SELECT sore_side
    FROM feelings JOIN workout ON workout.id = workout_id
    WHERE sore_side NOT NULL AND {HAS_EFFORT_DONE} ORDER BY started_at DESC, workout.id DESC LIMIT 1
"""

_LAST_CHOICES = f"""
    SELECT choices
    FROM workout {JOIN_CIRCUIT}
    WHERE circuit.name = ? AND {HAS_EFFORT_DONE}
    ORDER BY started_at DESC, workout.id DESC LIMIT ?
"""

_LAST_DONE = f"""
    SELECT circuit.name, max(started_at), utc_offset_seconds
    FROM workout {JOIN_CIRCUIT}
    WHERE {HAS_EFFORT_DONE} GROUP BY circuit.name ORDER BY max(started_at) DESC
"""

_LAST_WORKOUTS = f"""
    SELECT key, document, choices
    FROM workout {JOIN_CIRCUIT}
    WHERE (circuit.name = :name OR :are_joined AND {IS_OF_CIRCUIT})
        AND ({HAS_EFFORT_DONE} OR {_HAS_PAIN_RATING})
    ORDER BY started_at DESC, workout.id DESC LIMIT :most
"""


def last_loads(connection: sqlite3.Connection, circuit_id: str) -> Mapping[str, str]:
    """Return the last load of each exercise of a circuit, by exercise id."""
    rows = _of_each(connection, _LAST_LOADS, circuit_id)
    return {exercise: load for _, exercise, load in rows}


def last_open_holds(
    connection: sqlite3.Connection, circuit_id: str
) -> tuple[tuple[str, EffortSide | None, int, int, EndedBy, float], ...]:
    """Return exercise, side, set, round, `EndedBy` and seconds of each open hold of a circuit.

    Covers only the last workouts, oldest first.
    """
    rows = _of_each(connection, _OPEN_HOLDS, circuit_id)
    return tuple(
        (exercise, side, set_number, round_number, EndedBy(by), seconds)
        for _, exercise, side, set_number, round_number, by, seconds in rows
    )


def _of_each(
    connection: sqlite3.Connection, query: str, circuit_id: str
) -> Sequence[tuple[Any, ...]]:
    """Return the rows about each circuit in an id: moment, exercise id and more, in order of time.

    An exercise has the id of its own file. For joined circuits, in which it may have another one,
    its rows are returned under both.
    """
    rows: list[tuple[Any, ...]] = []
    for id_ in ids_in(circuit_id):
        wanted = {"name": id_, "most": _WORKOUTS_LOOKED_BACK}
        for at, exercise, *rest in connection.execute(query, wanted):
            own = own_id(id_, exercise)
            ids = (own,) if id_ == circuit_id else (own, id_within(id_, own))
            rows += [(at, it, *rest) for it in ids]
    return sorted(rows, key=lambda row: row[0])


def last_done(connection: sqlite3.Connection) -> Mapping[str, datetime]:
    """Return when each circuit was last done, by its name, the most recent first."""
    done: dict[str, datetime] = {}
    for name, at, offset_seconds in connection.execute(_LAST_DONE):
        for id_ in ids_in(name):
            done.setdefault(id_, local_time(at, offset_seconds))
    return done


def last_sore_side(connection: sqlite3.Connection) -> SoreSide | None:
    """Return the side that was last recorded as sore."""
    row = connection.execute(_LAST_SORE_SIDE).fetchone()
    return row[0] if row else None


def last_choices(connection: sqlite3.Connection, circuit_id: str) -> tuple[str, ...]:
    """Return the choices of the last workouts of a circuit as stored texts, newest first."""
    rows = connection.execute(_LAST_CHOICES, (circuit_id, _WORKOUTS_LOOKED_BACK))
    return tuple(choices for (choices,) in rows)


class PlannedWorkout(NamedTuple):
    """A workout with its circuit and choices as stored texts; see `plan_copies`."""

    details: Details
    circuit: str
    choices: str


def last_workouts(
    connection: sqlite3.Connection, circuit_id: str, most: int, *, are_joined: bool = False
) -> tuple[PlannedWorkout, ...]:
    """Return the last workouts of a circuit with an effort done or pain rated, newest first.

    Those with only a pain rating count too, because pain may be why no effort was done. With
    `are_joined`, so do those of the circuit together with others.
    """
    wanted = {"name": circuit_id, "most": most, "are_joined": are_joined}
    found = []
    for key, *copy in connection.execute(_LAST_WORKOUTS, wanted).fetchall():
        workout = workout_of(connection, key)
        if workout:
            found.append(PlannedWorkout(details(connection, workout), *copy))
    return tuple(found)
