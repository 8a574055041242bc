"""The figures of a period that the dashboard of the history and the report both show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.diary.queries import workouts
from hiptimer.diary.tally_queries import workout_feelings
from hiptimer.diary.tally_records import days_done
from hiptimer.foundation.text.sentences import counted, sentence
from hiptimer.history.progress.weeks import weeks_until, workouts_per_week
from hiptimer.history.report.words import duration_words, pain_change_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date, datetime

    from hiptimer.diary.tally_records import DayDone, WorkoutFeelings
    from hiptimer.history.progress.weeks import Week, WorkoutsPerWeek


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period until `today` adds up to; a workout in which nothing was done does not count.

    `days` are those on which anything was done, `felt` the ratings, both oldest first. What hurt in
    a workout in which nothing was done is among the ratings.
    """

    today: date
    days: Sequence[DayDone] = ()
    felt: Sequence[WorkoutFeelings] = ()

    @property
    def first_day(self) -> date:
        """The first day with a workout or a rating; today without any."""
        rated = (it.started_at.date() for it in self.felt[:1])
        return min((*(it.day for it in self.days[:1]), *rated), default=self.today)

    @property
    def workouts(self) -> int:
        """The number of workouts."""
        return sum(day.workouts for day in self.days)

    @property
    def complete(self) -> int:
        """The number of complete workouts."""
        return sum(day.complete for day in self.days)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """All weeks, newest first."""
        return weeks_until(self.today, self.days)

    @property
    def per_week(self) -> WorkoutsPerWeek:
        """The recent number of workouts per week."""
        return workouts_per_week(self.today, self.days)

    @property
    def frequency_words(self) -> str:
        """How often, in a sentence: "2 workouts this week; 2.5 per week in the 4 weeks before."."""
        return sentence(self.per_week.words)

    @property
    def time_words(self) -> str:
        """The time spent this week, in a sentence."""
        return f"{duration_words(self.weeks[0].spent_seconds)} this week."

    @property
    def pain_words(self) -> str:
        """How the pain changed, or how often it was rated, in a sentence."""
        if change := pain_change_words(self.felt):
            return f"Pain before a workout {change.figures}, {change.of}."
        if self.felt:
            return f"Ratings from {counted(len(self.felt), 'workout')}."
        return "No pain or effort ratings in this period."


def read_figures(
    connection: sqlite3.Connection, since: datetime | None, until: datetime
) -> Figures:
    """Return the figures of the workouts begun from `since` to `until`."""
    done = (it for it in workouts(connection, since=since) if it.started_at <= until)
    felt = workout_feelings(connection, since=since)
    return Figures(until.date(), days_done(done), [it for it in felt if it.started_at <= until])
