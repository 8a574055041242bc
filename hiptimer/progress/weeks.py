"""How often: calendar weeks from Monday to Sunday, and times a week. No streak of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.diary.tallied import DayDone

DAYS: Final = 7
WEEKS: Final = 4
"""How many whole weeks the times a week are the mean of."""


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on `monday`: for each of its days what was done, or None."""

    monday: date
    days: tuple[DayDone | None, ...]

    @property
    def workouts(self) -> int:
        """How many workouts there were."""
        return sum(it.workouts for it in self.days if it)


@dataclass(frozen=True, slots=True)
class TimesAWeek:
    """How many workouts there were `this_week` so far, and a week in the mean of `weeks` before.

    `weeks` is how many whole weeks there are to tell of, and `mean` None where there is none.
    """

    this_week: int
    mean: float | None
    weeks: int

    @property
    def words(self) -> str:
        """How often in words: "2 times this week; 2.5 times a week in the last 4 weeks"."""
        now = f"{_times(self.this_week)} this week"
        if self.mean is None:
            return now
        before = "the week before" if self.weeks == 1 else f"the {self.weeks} weeks before"
        return f"{now}; {_times(round(self.mean, 1))} a week in {before}"


def monday_of(day: date) -> date:
    """Return the Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def weeks_until(today: date, done: Sequence[DayDone]) -> tuple[Week, ...]:
    """Return every week from the first in which anything was done to this one, this one first.

    At least this one; days that are yet to come are empty, even where a clock ran ahead.
    """
    by_day = {it.day: it for it in done if it.day <= today}
    this_monday = monday_of(today)
    first_monday = monday_of(min(by_day, default=today))
    return tuple(
        _week(this_monday - timedelta(days=DAYS * back), by_day)
        for back in range((this_monday - first_monday).days // DAYS + 1)
    )


def times_a_week(today: date, done: Sequence[DayDone], weeks: int = WEEKS) -> TimesAWeek:
    """Return how often it was done: this week, and in the mean of the last whole `weeks`.

    Weeks in which nothing was done count, but none before the first workout.
    """
    this_week, *before = weeks_until(today, done)
    whole = before[:weeks]
    mean = sum(week.workouts for week in whole) / len(whole) if whole else None
    return TimesAWeek(this_week.workouts, mean, len(whole))


def _week(monday: date, by_day: dict[date, DayDone]) -> Week:
    days = (monday + timedelta(days=day) for day in range(DAYS))
    return Week(monday, tuple(by_day.get(day) for day in days))


def _times(number: float) -> str:
    return f"{number:g} time" if number == 1 else f"{number:g} times"
