"""The contents of the report, from the diary: frequency, amounts, and the course of the pain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from hiptimer.diary.database import open_to_read
from hiptimer.diary.loads import loads_used
from hiptimer.diary.queries import details, workouts
from hiptimer.diary.tally_queries import exercises_done, tallies, workout_feelings
from hiptimer.diary.tally_records import days_done
from hiptimer.history.progress.sides import asymmetry
from hiptimer.history.progress.weeks import monday_of, weeks_until, workouts_per_week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.diary.loads import LoadUsed
    from hiptimer.diary.records import Details
    from hiptimer.diary.tally_records import DayDone, PastExercise, Tally, WorkoutFeelings
    from hiptimer.history.progress.sides import Asymmetry
    from hiptimer.history.progress.weeks import Week, WorkoutsPerWeek

MOST_WORKOUTS: Final = 10
"""The most workouts that are listed individually, newest first."""

FEWEST_WEEKS: Final = 4
"""The fewest weeks that a plot shows."""


@dataclass(frozen=True, slots=True)
class ReportedExercise:
    """What was done of an exercise in each workout, oldest first, and its loads."""

    exercise: PastExercise
    tallies: Sequence[Tally]
    asymmetry: Asymmetry | None
    loads: Sequence[LoadUsed]


@dataclass(frozen=True, slots=True)
class Report:
    """What was done until `today`, in total or from the day `since` on.

    `days` are those on which anything was done, oldest first; `exercises` are grouped by circuit;
    `last_workouts` are newest first.
    """

    since: date | None
    today: date
    days: Sequence[DayDone] = ()
    median_seconds: float | None = None
    exercises: Sequence[ReportedExercise] = ()
    felt: Sequence[WorkoutFeelings] = ()
    last_workouts: Sequence[Details] = ()

    @property
    def workouts(self) -> int:
        """The number of workouts in which anything was done."""
        return sum(day.workouts for day in self.days)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """All weeks, newest first."""
        return weeks_until(self.today, self.days)

    @property
    def times(self) -> WorkoutsPerWeek:
        """The recent number of workouts per week."""
        return workouts_per_week(self.today, self.days)

    @property
    def mean_of_all_weeks(self) -> float | None:
        """The mean number of workouts per week over all weeks except this one."""
        return workouts_per_week(self.today, self.days, len(self.weeks)).mean

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day of every plot: whole weeks, at least `FEWEST_WEEKS`."""
        this_monday = monday_of(self.today)
        first = min(self.weeks[-1].monday, this_monday - timedelta(weeks=FEWEST_WEEKS - 1))
        return first, this_monday + timedelta(days=6)


def read_report(folder: Path, since: datetime | None, now: datetime) -> Report:
    """Return the report on the workouts in the diary in `folder` from `since` to `now`.

    Workouts after `now`, due to a clock that was ahead, are not included.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    first_day = since.date() if since else None
    with open_to_read(folder) as connection:
        if connection is None:
            return Report(first_day, now.date())
        done = [it for it in tallies(connection, since=since) if it.started_at <= now]
        listed = [
            it
            for it in workouts(connection, since=since)
            if it.has_effort_done and it.started_at <= now
        ]
        by_exercise: dict[tuple[str, str], list[Tally]] = {}
        for tally in done:
            by_exercise.setdefault((tally.circuit_id, tally.exercise_id), []).append(tally)
        loads = loads_used(connection, since=since)
        return Report(
            since=first_day,
            today=now.date(),
            days=days_done(listed),
            median_seconds=median(it.spent_seconds for it in listed) if listed else None,
            exercises=[
                _exercise_done(it, its, loads)
                for it in exercises_done(connection)
                if (its := by_exercise.get((it.circuit_id, it.exercise_id)))
            ],
            felt=[it for it in workout_feelings(connection, since=since) if it.started_at <= now],
            last_workouts=[details(connection, it) for it in listed[:MOST_WORKOUTS]],
        )


def _exercise_done(
    exercise: PastExercise, its: Sequence[Tally], loads: Sequence[LoadUsed]
) -> ReportedExercise:
    key = exercise.circuit_id, exercise.exercise_id
    used = [it for it in loads if (it.circuit_id, it.exercise_id) == key]
    return ReportedExercise(exercise, its, asymmetry(its), used)
