"""The plots of past workouts: efforts and doses by side, pain, and effort ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from hiptimer.drawing.plots import Plot, Series
from hiptimer.history.progress.weeks import monday_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from hiptimer.diary.tally_records import Amount, Tally, WorkoutFeelings
    from hiptimer.history.progress.weeks import Week
    from hiptimer.plan.feelings import Feelings

LEFT: Final = ("◀", "<")
RIGHT: Final = ("▶", ">")
ONLY: Final = ("●", "*")
BEFORE: Final = ("○", "b")
MORNING: Final = ("▲", "m")


@dataclass(frozen=True, slots=True)
class Period:
    """A period that reaches back `days`, or to the first workout if they are None."""

    words: str
    days: int | None

    def first_day(self, today: date, first_done: date) -> date:
        """Return its first day, not before the first day on which anything was done."""
        earliest = min(first_done, today)
        if self.days is None:
            return earliest
        return max(earliest, today - timedelta(days=self.days))

    def since(self, now: datetime) -> datetime | None:
        """Return its beginning: midnight at the start of its first day; None if it is unlimited."""
        if self.days is None:
            return None
        day = now.date() - timedelta(days=self.days)
        return datetime.combine(day, time(), now.tzinfo)


SPANS: Final = (
    Period("4 weeks", 28),
    Period("12 weeks", 84),
    Period("1 year", 365),
    Period("all", None),
)


def efforts_plot(tallies: Sequence[Tally], first: date, last: date) -> Plot:
    """Return a plot of the mean seconds or reps per effort in each workout."""
    return _done_plot(tallies, first, last, lambda done: done.each)


def doses_plot(tallies: Sequence[Tally], first: date, last: date) -> Plot:
    """Return a plot of the dose: the total of each workout."""
    return _done_plot(tallies, first, last, lambda done: done.amount if done.efforts else None)


def pain_plot(ratings: Sequence[WorkoutFeelings], first: date, last: date) -> Plot:
    """Return a plot of the pain before a workout, after it and on the next morning."""
    parts: tuple[tuple[str, tuple[str, str], Callable[[Feelings], int | None]], ...] = (
        ("before", BEFORE, lambda feelings: feelings.pain_before),
        ("after", (ONLY[0], "a"), lambda feelings: feelings.pain_after),
        ("next morning", MORNING, lambda feelings: feelings.pain_next_morning),
    )
    series = (_felt_series(name, marks, ratings, of) for name, marks, of in parts)
    return Plot(tuple(series), first, last, "points")


def effort_plot(ratings: Sequence[WorkoutFeelings], first: date, last: date) -> Plot:
    """Return a plot of the effort ratings of the workouts."""
    series = _felt_series("effort", ONLY, ratings, lambda feelings: feelings.effort)
    return Plot((series,), first, last, "points")


def minutes_plot(weeks: Iterable[Week], first: date, last: date) -> Plot:
    """Return a plot of the time spent in each of `weeks`, which begin with the newest.

    A week is at its Monday; the one that contains `first` is there, with all its days.
    """
    monday = monday_of(first)
    shown = takewhile(lambda week: week.monday >= monday, weeks)
    points = [(max(week.monday, first), week.spent_seconds) for week in shown]
    return Plot((Series("per week", ONLY, tuple(reversed(points))),), first, last, "seconds")


def _done_plot(
    tallies: Sequence[Tally], first: date, last: date, value: Callable[[Amount], float | None]
) -> Plot:
    is_in_reps = tallies[-1].is_in_reps if tallies else False
    # Values in another unit, from before the circuit was changed, do not fit the axis.
    alike = [it for it in tallies if it.is_in_reps == is_in_reps]
    sides: tuple[tuple[str, tuple[str, str], Callable[[Tally], Amount]], ...] = (
        ("left", LEFT, lambda tally: tally.left),
        ("right", RIGHT, lambda tally: tally.right),
        ("without a side", ONLY, lambda tally: tally.unsided),
    )
    series = []
    for name, marks, of in sides:
        points = tuple(
            (tally.started_at.date(), amount)
            for tally in alike
            if (amount := value(of(tally))) is not None
        )
        if points:
            series.append(Series(name, marks, points))
    return Plot(tuple(series), first, last, "reps" if is_in_reps else "seconds")


def _felt_series(
    name: str,
    marks: tuple[str, str],
    ratings: Sequence[WorkoutFeelings],
    of: Callable[[Feelings], int | None],
) -> Series:
    points = (
        (it.started_at.date(), float(value))
        for it in ratings
        if (value := of(it.feelings)) is not None
    )
    return Series(name, marks, tuple(points))
