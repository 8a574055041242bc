"""The contents of the report, from the diary: what was prescribed, what was done, what hurt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from hiptimer.circuit.joined_ids import own_part
from hiptimer.circuit.wording import prescribed_sets_words, prescription_words
from hiptimer.diary.database import open_to_read
from hiptimer.diary.last_times import last_workouts
from hiptimer.diary.loads import loads_used
from hiptimer.diary.plan_copies import circuit_of
from hiptimer.diary.queries import workouts
from hiptimer.diary.stored_choices import NoPlan
from hiptimer.diary.tally_queries import efforts_done, exercises_done, notes, tallies
from hiptimer.history.figures import Figures, read_figures
from hiptimer.history.progress.sides import asymmetry
from hiptimer.history.progress.weeks import monday_of, workouts_per_week
from hiptimer.plan.dosing import dose_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.loads import LoadUsed
    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.diary.tally_records import PastExercise, Tally
    from hiptimer.history.progress.sides import Asymmetry

FEWEST_WEEKS: Final = 4
"""The fewest weeks that a plot shows."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """What the circuit of an exercise prescribes, in words: its sets, and the dose of one set.

    `is_moving` is whether its time is not held.
    """

    sets: str = ""
    dose: str = ""
    is_moving: bool = False


@dataclass(frozen=True, slots=True)
class ReportedExercise:
    """What was prescribed of an exercise and what was done of it in each workout, oldest first.

    Of the efforts that were planned in these workouts, `efforts` of `efforts_planned` were done.
    """

    exercise: PastExercise
    tallies: Sequence[Tally]
    asymmetry: Asymmetry | None
    loads: Sequence[LoadUsed]
    prescription: Prescription
    efforts: int
    efforts_planned: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was done until today, in total or from the day `since` on.

    `exercises` are grouped by circuit; `workouts` are newest first and exclude those in which
    nothing was done; `notes` are newest first.
    """

    since: date | None
    figures: Figures
    exercises: Sequence[ReportedExercise] = ()
    workouts: Sequence[RecordedWorkout] = ()
    notes: Sequence[tuple[date, str]] = ()

    @property
    def today(self) -> date:
        """The last day of the report."""
        return self.figures.today

    @property
    def median_seconds(self) -> float | None:
        """The median length of a workout; None without workouts."""
        return median(it.spent_seconds for it in self.workouts) if self.workouts else None

    @property
    def mean_of_all_weeks(self) -> float | None:
        """The mean number of workouts per week over all weeks except this one."""
        return workouts_per_week(self.today, self.figures.days, len(self.figures.weeks)).mean

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day of every plot: whole weeks, at least `FEWEST_WEEKS`."""
        this_monday = monday_of(self.today)
        first = min(self.figures.first_day, this_monday - timedelta(weeks=FEWEST_WEEKS - 1))
        return monday_of(first), this_monday + timedelta(days=6)


def read_report(folder: Path, since: datetime | None, now: datetime) -> Report:
    """Return the report on the workouts in the diary in `folder` from `since` to `now`.

    Workouts after `now`, due to a clock that was ahead, are not included.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    first_day = since.date() if since else None
    with open_to_read(folder) as connection:
        if connection is None:
            return Report(first_day, Figures(now.date()))
        listed = [
            it
            for it in workouts(connection, since=since)
            if it.has_effort_done and it.started_at <= now
        ]
        return Report(
            since=first_day,
            figures=read_figures(connection, since, now),
            exercises=_exercises(connection, since, now),
            workouts=listed,
            notes=[(at.date(), note) for at, note in notes(connection, since) if at <= now],
        )


def _exercises(
    connection: sqlite3.Connection, since: datetime | None, now: datetime
) -> list[ReportedExercise]:
    by_exercise: dict[tuple[str, str], list[Tally]] = {}
    for tally in tallies(connection, since=since):
        if tally.started_at <= now:
            by_exercise.setdefault((tally.circuit_id, tally.exercise_id), []).append(tally)
    loads = loads_used(connection, since=since)
    efforts = efforts_done(connection, since, now)
    circuits = {circuit_id: _last_circuit(connection, circuit_id) for circuit_id, _ in by_exercise}
    found = []
    for exercise in exercises_done(connection):
        key = exercise.circuit_id, exercise.exercise_id
        if its := by_exercise.get(key):
            done, planned = efforts.get(key, (0, 0))
            found.append(
                ReportedExercise(
                    exercise,
                    its,
                    asymmetry(its),
                    [it for it in loads if (it.circuit_id, it.exercise_id) == key],
                    _prescription(circuits, exercise),
                    done,
                    planned,
                )
            )
    return found


def _last_circuit(connection: sqlite3.Connection, circuit_id: str) -> Circuit | None:
    """Return a circuit as it was when it was last done; None if it cannot be read."""
    for workout in last_workouts(connection, circuit_id, 1, are_joined=True):
        with suppress(NoPlan):
            return own_part(circuit_of(workout.circuit), circuit_id)
    return None


def _prescription(circuits: Mapping[str, Circuit | None], exercise: PastExercise) -> Prescription:
    circuit = circuits[exercise.circuit_id]
    if circuit is None:
        return Prescription()
    sets = prescribed_sets_words(circuit)
    for it in circuit.exercises:
        if it.id == exercise.exercise_id:
            return Prescription(sets, prescription_words(it), dose_key(it) == "time")
    return Prescription(sets)
