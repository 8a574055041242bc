"""Queries on the diary. The connection comes from `database.open_to_read`."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hiptimer.diary.completeness_sql import EFFORTS_COMPLETE, EFFORTS_PLANNED, HAS_EFFORT_DONE
from hiptimer.diary.fragments import (
    EFFORT_COLUMNS,
    IS_OF_CIRCUIT,
    JOIN_CIRCUIT,
    PAIN_COLUMNS,
    begun_since,
    local_time,
)
from hiptimer.diary.records import (
    Details,
    Outcome,
    PauseKind,
    RecordedEffort,
    RecordedPause,
    RecordedWorkout,
    Unfinished,
)
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.workout.events import EffortEnded, EndedBy, PainSaid
from hiptimer.workout.playhead import Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date

_WORKOUTS = f"""
    SELECT workout.id, key, circuit.name, circuit.title, started_at, utc_offset_seconds, ended_at,
        outcome, spent_seconds, {EFFORTS_PLANNED}, {EFFORTS_COMPLETE}, {HAS_EFFORT_DONE}
    FROM workout {JOIN_CIRCUIT}
    WHERE started_at >= :since AND (:name IS NULL OR {IS_OF_CIRCUIT})
"""
_NEWEST_FIRST = f"{_WORKOUTS} ORDER BY started_at DESC, workout.id DESC"
# The plus makes SQLite sort all rows before it returns the first one. Python's other threads run
# during that single step; fetching row by row from an index would make them wait for each other.
_ALL_SORTED = f"{_WORKOUTS} ORDER BY +started_at DESC, +workout.id DESC"
_OLDEST_FIRST = f"{_WORKOUTS} ORDER BY started_at, workout.id"
_BY_ID = f"{_WORKOUTS} AND workout.id = :id"
_BY_KEY = f"{_WORKOUTS} AND key = :key"
_EFFORTS = f"""
    SELECT {EFFORT_COLUMNS}
    FROM effort JOIN workout USING (plan_id) WHERE workout.id = ? ORDER BY phase
"""
_ATTEMPTS = """
    SELECT ended_at_seconds, phase, ended_by, seconds, reps, confirmed
    FROM attempt WHERE workout_id = ? ORDER BY number
"""
_PAINS = f"""
    SELECT {PAIN_COLUMNS}
    FROM pain JOIN workout ON workout.id = workout_id JOIN effort USING (plan_id, phase)
    WHERE workout_id = ? ORDER BY said_at_seconds, phase
"""
_PAUSES = """
    SELECT kind, began_at_seconds, seconds, away_seconds
    FROM pause WHERE workout_id = ? ORDER BY number
"""
_PLACES = f"""
    SELECT workout_id, phase, elapsed_seconds, phase_seconds, heard, marked_at,
        document, choices, digest
    FROM place JOIN workout ON workout.id = workout_id {JOIN_CIRCUIT}
    WHERE marked_at >= ? ORDER BY marked_at DESC
"""
_FEELINGS = """
    SELECT pain_before, pain_after, effort, pain_next_morning, sore_side, note, asked_next_morning
    FROM feelings WHERE workout_id = ?
"""


def workouts(
    connection: sqlite3.Connection,
    *,
    since: datetime | None = None,
    circuit_id: str | None = None,
    oldest_first: bool = False,
) -> Iterator[RecordedWorkout]:
    """Yield the workouts begun since `since`, of one circuit or of all, lazily."""
    wanted = {"since": begun_since(since), "name": circuit_id}
    yield from _workouts(connection, _OLDEST_FIRST if oldest_first else _NEWEST_FIRST, **wanted)


@dataclass(frozen=True, slots=True)
class WorkoutList:
    """The workouts of a diary, newest first, each created when it is accessed.

    A person looks at about a dozen of up to ten thousand.
    """

    rows: tuple[tuple[Any, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> RecordedWorkout:
        return _workout(self.rows[place])

    def __iter__(self) -> Iterator[RecordedWorkout]:
        return map(_workout, self.rows)

    def place_of(self, key: str) -> int | None:
        """Return the position of the workout `key`; None if the list does not hold it."""
        return next((place for place, row in enumerate(self.rows) if row[1] == key), None)

    def between(self, first: date, last: date) -> tuple[RecordedWorkout, ...]:
        """Return those that began from the day `first` to the day `last`, in local time."""
        # Every UTC offset is less than a day.
        begin, end = (
            datetime.combine(day, time(), UTC).timestamp()
            for day in (first - timedelta(days=1), last + timedelta(days=2))
        )
        low, high = (bisect_left(self.rows, -at, key=lambda row: -row[4]) for at in (end, begin))
        found = map(_workout, self.rows[low:high])
        return tuple(it for it in found if first <= it.started_at.date() <= last)


def workout_list(connection: sqlite3.Connection, since: datetime | None = None) -> WorkoutList:
    """Return the workouts begun since `since`, or all."""
    rows = _workout_rows(connection, _ALL_SORTED, since=begun_since(since))
    return WorkoutList(tuple(rows))


def workout_of(connection: sqlite3.Connection, key: str) -> RecordedWorkout | None:
    """Return the workout `key`; None if there is none."""
    return next(_workouts(connection, _BY_KEY, key=key), None)


def details(connection: sqlite3.Connection, workout: RecordedWorkout) -> Details:
    """Return all records of a workout."""
    loads = connection.execute(
        "SELECT exercise, load FROM load WHERE workout_id = ?", (workout.id,)
    )
    efforts = _efforts(connection, workout.id)
    return Details(
        workout=workout,
        efforts=efforts,
        attempts=_attempts(connection, workout.id, efforts),
        pauses=tuple(
            RecordedPause(PauseKind(kind), *rest)
            for kind, *rest in connection.execute(_PAUSES, (workout.id,))
        ),
        loads=MappingProxyType(dict(loads)),
        feelings=_feelings(connection, workout.id),
    )


def unfinished(connection: sqlite3.Connection, since: datetime) -> tuple[Unfinished, ...]:
    """Return the workouts that have not ended, newest first, known to run at `since` or later.

    They may still be running.
    """
    found = []
    for id_, index, elapsed, seconds, heard, marked_at, *copy in connection.execute(
        _PLACES, (since.timestamp(),)
    ).fetchall():
        workout = next(_workouts(connection, _BY_ID, id=id_), None)
        efforts = _efforts(connection, id_)
        coming = next((effort for effort in efforts if effort.index >= index), None)
        if workout is None or coming is None:
            continue
        found.append(
            Unfinished(
                workout,
                Place(index, elapsed, seconds, heard),
                coming,
                datetime.fromtimestamp(marked_at, workout.started_at.tzinfo),
                _attempts(connection, id_, efforts),
                tuple(PainSaid(it.moment, it.index, it.pain) for it in _pains(connection, id_)),
                *copy,
            )
        )
    return tuple(found)


def _workouts(
    connection: sqlite3.Connection, query: str, **wanted: Any
) -> Iterator[RecordedWorkout]:
    return map(_workout, _workout_rows(connection, query, **wanted))


def _workout_rows(
    connection: sqlite3.Connection, query: str, **wanted: Any
) -> Iterator[tuple[Any, ...]]:
    return connection.execute(query, {"since": begun_since(None), "name": None} | wanted)


def _workout(row: Sequence[Any]) -> RecordedWorkout:
    id_, key, circuit_id, title, started_at, offset_seconds, ended_at, *rest = row
    outcome, spent_seconds, planned, complete, has_effort_done = rest
    return RecordedWorkout(
        id=id_,
        key=key,
        circuit_id=circuit_id,
        title=title,
        started_at=local_time(started_at, offset_seconds),
        ended_at=None if ended_at is None else local_time(ended_at, offset_seconds),
        outcome=Outcome(outcome),
        spent_seconds=spent_seconds,
        efforts_planned=planned,
        efforts_complete=complete,
        has_effort_done=bool(has_effort_done),
    )


def _efforts(connection: sqlite3.Connection, workout_id: int) -> tuple[RecordedEffort, ...]:
    return tuple(
        RecordedEffort(*[*row[:7], Dose(row[7]), *row[8:]])
        for row in connection.execute(_EFFORTS, (workout_id,))
    )


def _attempts(
    connection: sqlite3.Connection, workout_id: int, efforts: Sequence[RecordedEffort]
) -> tuple[EffortEnded, ...]:
    """Return the attempts at the efforts of a workout."""
    phases = {effort.index for effort in efforts}
    return tuple(
        EffortEnded(
            moment,
            index,
            EndedBy(by),
            seconds,
            reps,
            confirmed=None if confirmed is None else bool(confirmed),
        )
        for moment, index, by, seconds, reps, confirmed in connection.execute(
            _ATTEMPTS, (workout_id,)
        )
        if index in phases
    )


def _feelings(connection: sqlite3.Connection, workout_id: int) -> Feelings:
    pains = _pains(connection, workout_id)
    row = connection.execute(_FEELINGS, (workout_id,)).fetchone()
    if row is None:
        return Feelings(pains=pains)
    *ratings, note, asked_next_morning = row
    return Feelings(*[*ratings, note or "", bool(asked_next_morning), pains])


def _pains(connection: sqlite3.Connection, workout_id: int) -> tuple[EffortPain, ...]:
    return tuple(EffortPain(*row) for row in connection.execute(_PAINS, (workout_id,)))
