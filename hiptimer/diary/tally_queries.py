"""Sums over the diary, computed by SQLite to avoid reading every attempt in Python.

The connection comes from `database.open_to_read`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hiptimer.diary.completeness_sql import ATTEMPT_IS_DONE, COUNTS_REPS, HAS_EFFORT_DONE
from hiptimer.diary.fragments import (
    IS_OF_CIRCUIT,
    JOIN_CIRCUIT,
    OWN_CIRCUIT,
    OWN_EXERCISE,
    PAIN_COLUMNS,
    begun_since,
    local_time,
)
from hiptimer.diary.tally_records import Amount, PastExercise, Tally, WorkoutFeelings
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import EffortPain, Feelings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

# SQLite takes the plain columns of a group from the row that has the maximum.
_EXERCISES = f"""
    WITH done AS (
        SELECT plan_id, max(started_at) AS last_at
        FROM workout WHERE started_at >= :since AND {HAS_EFFORT_DONE} GROUP BY plan_id
    )
    SELECT {OWN_CIRCUIT}, coalesce((
            SELECT alone.title FROM circuit AS alone WHERE alone.name = effort.circuit
            ORDER BY alone.id DESC
        ), circuit.title), {OWN_EXERCISE} AS own, effort.title, dose, max(last_at), phase
    FROM done {JOIN_CIRCUIT} JOIN effort USING (plan_id)
    GROUP BY {OWN_CIRCUIT}, own
"""
_AMOUNT = f"CASE WHEN {COUNTS_REPS} THEN attempt.reps ELSE attempt.seconds END"
# The attempt that counts for an effort is the one that began last, even if it was not completed.
_TALLIES = f"""
    WITH counting AS (
        SELECT workout_id, phase, ended_by, seconds, reps, confirmed, max(number)
        FROM attempt
        WHERE seconds > 0 AND workout_id IN (
            SELECT workout.id
            FROM workout {JOIN_CIRCUIT}
            WHERE started_at >= :since AND (:name IS NULL OR {IS_OF_CIRCUIT})
        )
        GROUP BY workout_id, phase
    ),
    rounds AS (
        SELECT workout_id, {OWN_CIRCUIT} AS own_circuit, {OWN_EXERCISE} AS own,
            effort.title AS title, dose, started_at, utc_offset_seconds,
            sum(CASE WHEN side = 'left' THEN {_AMOUNT} END) AS lefts,
            sum(CASE WHEN side = 'right' THEN {_AMOUNT} END) AS rights,
            sum(CASE WHEN side IS NULL OR side = 'alternate' THEN {_AMOUNT} END) AS others,
            sum(confirmed = 0) AS unconfirmed
        FROM counting AS attempt JOIN workout ON workout.id = workout_id
            JOIN effort USING (plan_id, phase) {JOIN_CIRCUIT}
        WHERE {ATTEMPT_IS_DONE}
            AND (:name IS NULL OR :name IN (own_circuit, circuit.name))
            AND (:exercise IS NULL OR own = :exercise)
        GROUP BY workout_id, own_circuit, own, set_number, round_number
    )
    SELECT workout_id, own_circuit, own, title, started_at, utc_offset_seconds, dose,
        count(lefts), total(lefts), max(lefts), count(rights), total(rights), max(rights),
        count(others), total(others), max(others), total(unconfirmed),
        sum(CASE WHEN rights IS NOT NULL THEN lefts END),
        sum(CASE WHEN lefts IS NOT NULL THEN rights END)
    FROM rounds GROUP BY workout_id, own_circuit, own ORDER BY started_at, workout_id
"""

_FELT = f"""
    SELECT workout.id, circuit.name, started_at, utc_offset_seconds, pain_before, pain_after,
        effort, pain_next_morning, sore_side
    FROM workout LEFT JOIN feelings ON workout.id = workout_id {JOIN_CIRCUIT}
    WHERE started_at >= :since AND (:name IS NULL OR circuit.name = :name)
        AND (
            coalesce(pain_before, pain_after, effort, pain_next_morning) NOT NULL
                AND {HAS_EFFORT_DONE}
            OR workout.id IN (SELECT workout_id FROM pain)
        )
    ORDER BY started_at, workout.id
"""
_PAINS = f"""
    SELECT workout_id, {PAIN_COLUMNS}
    FROM pain JOIN workout ON workout.id = workout_id JOIN effort USING (plan_id, phase)
    WHERE started_at >= :since ORDER BY said_at_seconds, phase
"""
_EFFORTS_DONE = f"""
    WITH counting AS (
        SELECT workout_id, phase, ended_by, seconds, reps, max(number)
        FROM attempt WHERE seconds > 0 GROUP BY workout_id, phase
    )
    SELECT {OWN_CIRCUIT}, {OWN_EXERCISE} AS own, count(*), total({ATTEMPT_IS_DONE})
    FROM workout {JOIN_CIRCUIT} JOIN effort USING (plan_id)
        LEFT JOIN counting AS attempt
            ON attempt.workout_id = workout.id AND attempt.phase = effort.phase
    WHERE started_at BETWEEN :since AND :until AND {HAS_EFFORT_DONE}
    GROUP BY {OWN_CIRCUIT}, own
"""
_NOTES = f"""
    SELECT started_at, utc_offset_seconds, note
    FROM feelings JOIN workout ON workout.id = workout_id
    WHERE started_at >= ? AND note != '' AND {HAS_EFFORT_DONE}
    ORDER BY started_at DESC, workout.id DESC
"""


def exercises_done(
    connection: sqlite3.Connection, since: datetime | None = None
) -> tuple[PastExercise, ...]:
    """Return every exercise of every circuit done since `since`, most recently done first.

    Those of one circuit are grouped, in the order of the circuit.
    """
    rows = connection.execute(_EXERCISES, {"since": begun_since(since)}).fetchall()
    last_at: dict[str, float] = {}
    for name, *_, at, _ in rows:
        last_at[name] = max(at, last_at.get(name, at))
    rows.sort(key=lambda row: (-last_at[row[0]], row[0], row[-1]))
    return tuple(
        PastExercise(name, circuit_title, exercise, title, Dose(dose))
        for name, circuit_title, exercise, title, dose, *_ in rows
    )


def efforts_done(
    connection: sqlite3.Connection, since: datetime | None, until: datetime
) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return how many efforts of each exercise were done, and planned, by circuit and exercise.

    Those are the efforts of workouts that count, begun from `since` to `until`.
    """
    rows = connection.execute(
        _EFFORTS_DONE, {"since": begun_since(since), "until": until.timestamp()}
    )
    return {(name, exercise): (int(done), planned) for name, exercise, planned, done in rows}


def tallies(
    connection: sqlite3.Connection,
    *,
    since: datetime | None = None,
    circuit_id: str | None = None,
    exercise_id: str | None = None,
) -> tuple[Tally, ...]:
    """Return one tally per exercise of each workout begun since `since`, oldest workout first."""
    return tuple(
        each_tally(connection, since=since, circuit_id=circuit_id, exercise_id=exercise_id)
    )


def each_tally(
    connection: sqlite3.Connection,
    *,
    since: datetime | None = None,
    circuit_id: str | None = None,
    exercise_id: str | None = None,
) -> Iterator[Tally]:
    """Yield the same tallies one at a time, because there are several for each workout."""
    rows = connection.execute(
        _TALLIES,
        {
            "since": begun_since(since),
            "name": circuit_id,
            "exercise": exercise_id,
        },
    )
    yield from map(_tally, rows)


def workout_feelings(
    connection: sqlite3.Connection,
    *,
    since: datetime | None = None,
    circuit_id: str | None = None,
) -> tuple[WorkoutFeelings, ...]:
    """Return the ratings of pain and effort by workout, oldest first; without the notes.

    A workout in which nothing was done counts only if an effort hurt: that may be why.
    """
    wanted = {"since": begun_since(since), "name": circuit_id}
    rows = connection.execute(_FELT, wanted).fetchall()
    pains: dict[int, list[EffortPain]] = defaultdict(list)
    for workout_id, *said in connection.execute(_PAINS, wanted):
        pains[workout_id].append(EffortPain(*said))
    return tuple(
        WorkoutFeelings(
            id_,
            name,
            local_time(started_at, offset),
            Feelings(
                pain_before=before,
                pain_after=after,
                effort=effort,
                pain_next_morning=next_morning,
                sore_side=sore_side,
                pains=tuple(pains.get(id_, ())),
            ),
        )
        for id_, name, started_at, offset, before, after, effort, next_morning, sore_side in rows
    )


def notes(
    connection: sqlite3.Connection, since: datetime | None = None
) -> tuple[tuple[datetime, str], ...]:
    """Return the notes on workouts begun since `since`, each with its moment, newest first."""
    rows = connection.execute(_NOTES, (begun_since(since),))
    return tuple((local_time(at, offset), note) for at, offset, note in rows)


def _tally(row: Sequence[Any]) -> Tally:
    workout_id, circuit_id, exercise_id, title, started_at, offset_seconds, dose, *sums = row
    *amounts, unconfirmed, paired_left, paired_right = sums
    return Tally(
        workout_id=workout_id,
        circuit_id=circuit_id,
        exercise_id=exercise_id,
        title=title,
        started_at=local_time(started_at, offset_seconds),
        dose=Dose(dose),
        left=_amount(*amounts[:3]),
        right=_amount(*amounts[3:6]),
        unsided=_amount(*amounts[6:]),
        paired=None if paired_left is None else (paired_left, paired_right),
        unconfirmed=int(unconfirmed),
    )


def _amount(efforts: int, amount: float, best: float | None) -> Amount:
    return Amount(efforts, amount, best or 0.0)
