"""Frequency: calendar weeks from Monday to Sunday, and workouts per week, without streaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiptimer.diary.tally_records import DayDone

DAYS: Final = 7
WEEKS: Final = 4
"""The number of whole weeks over which the workouts per week are averaged."""


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on `monday`: what was done on each of its days, or None."""

    monday: date
    days: tuple[DayDone | None, ...]

    @property
    def workouts(self) -> int:
        """The number of workouts."""
        return sum(it.workouts for it in self.days if it)

    @property
    def spent_seconds(self) -> float:
        """The time of all workouts, pauses included."""
        return sum(it.spent_seconds for it in self.days if it)


@dataclass(frozen=True, slots=True)
class WorkoutsPerWeek:
    """The workouts of `this_week` so far, and the `mean` per week over the `weeks` before it.

    `weeks` is the number of whole weeks on record; `mean` is None if there are none.
    """

    this_week: int
    mean: float | None
    weeks: int

    @property
    def words(self) -> str:
        """The frequency in words: "2 workouts this week; 2.5 per week in the 4 weeks before"."""
        now = f"{counted(self.this_week, 'workout')} this week"
        if self.mean is None:
            return now
        weeks = "the week" if self.weeks == 1 else f"per week in the {self.weeks} weeks"
        return f"{now}; {round(self.mean, 1):g} {weeks} before"


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class WeekList:
    """Every week from this one back to the first in which anything was done, newest first.

    Contains at least this week; future days are empty, even if a clock was ahead. Each week is
    created when it is accessed.
    """

    today: date
    by_day: Mapping[date, DayDone]
    number: int

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, back: int) -> Week:
        monday = monday_of(self.today) - timedelta(days=DAYS * back)
        days = (monday + timedelta(days=day) for day in range(DAYS))
        return Week(monday, tuple(self.by_day.get(day) for day in days))

    def __iter__(self) -> Iterator[Week]:
        return map(self.__getitem__, range(len(self)))


def week_list(today: date, done: Iterable[DayDone]) -> WeekList:
    """Return the weeks until `today`, newest first, created when accessed."""
    by_day = {it.day: it for it in done if it.day <= today}
    first_monday = monday_of(min(by_day, default=today))
    number = (monday_of(today) - first_monday).days // DAYS + 1
    return WeekList(today, by_day, number)


def weeks_until(today: date, done: Iterable[DayDone]) -> tuple[Week, ...]:
    """Return all weeks until `today` as a tuple, newest first."""
    return tuple(week_list(today, done))


def workouts_per_week(today: date, done: Iterable[DayDone], weeks: int = WEEKS) -> WorkoutsPerWeek:
    """Return the workouts of this week, and their mean over the last whole `weeks`.

    Empty weeks count, except those before the first workout.
    """
    listed = week_list(today, done)
    whole = [listed[back].workouts for back in range(1, min(weeks + 1, len(listed)))]
    mean = sum(whole) / len(whole) if whole else None
    return WorkoutsPerWeek(listed[0].workouts, mean, len(whole))
