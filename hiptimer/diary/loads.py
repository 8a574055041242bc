"""The loads of exercises. The connection comes from `database.open_to_read`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hiptimer.diary.completeness_sql import HAS_EFFORT_DONE
from hiptimer.diary.fragments import JOIN_CIRCUIT, OWN_EXERCISE, begun_since

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

_LOADS = f"""
    SELECT coalesce((
            SELECT effort.circuit FROM effort
            WHERE effort.plan_id = plan.id AND effort.exercise = load.exercise
        ), circuit.name) AS name, {OWN_EXERCISE} AS own, load, count(*),
        date(min(started_at + utc_offset_seconds), 'unixepoch') AS first,
        date(max(started_at + utc_offset_seconds), 'unixepoch')
    FROM load JOIN workout ON workout.id = workout_id {JOIN_CIRCUIT}
    WHERE started_at >= ? AND {HAS_EFFORT_DONE}
    GROUP BY 1, own, load ORDER BY first, load
"""


@dataclass(frozen=True, slots=True)
class LoadUsed:
    """A load of an exercise: in how many `workouts` it was used, and from when to when."""

    circuit_id: str
    exercise_id: str
    load: str
    workouts: int
    first: date
    last: date


def loads_used(
    connection: sqlite3.Connection, *, since: datetime | None = None
) -> tuple[LoadUsed, ...]:
    """Return every load of every exercise in workouts begun since `since`, oldest first."""
    rows = connection.execute(_LOADS, (begun_since(since),))
    return tuple(
        LoadUsed(
            circuit, exercise, load, times, date.fromisoformat(first), date.fromisoformat(last)
        )
        for circuit, exercise, load, times, first, last in rows
    )
