"""How often: calendar weeks from Monday to Sunday, and times a week. No streak of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


@dataclass(frozen=True, slots=True)
class WeekList:
    """Every week from the first in which anything was done to this one, this one first.

    At least this one; days that are yet to come are empty, even where a clock ran ahead. Each is
    made when it is asked for.
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


def weeks_listed(today: date, done: Iterable[DayDone]) -> WeekList:
    """Return the weeks there were until `today`."""
    by_day = {it.day: it for it in done if it.day <= today}
    first_monday = monday_of(min(by_day, default=today))
    number = (monday_of(today) - first_monday).days // DAYS + 1
    return WeekList(today, by_day, number)


def weeks_until(today: date, done: Iterable[DayDone]) -> tuple[Week, ...]:
    """Return all the weeks there were until `today`, at once."""
    return tuple(weeks_listed(today, done))


def times_a_week(today: date, done: Iterable[DayDone], weeks: int = WEEKS) -> TimesAWeek:
    """Return how often it was done: this week, and in the mean of the last whole `weeks`.

    Weeks in which nothing was done count, but none before the first workout.
    """
    listed = weeks_listed(today, done)
    whole = [listed[back].workouts for back in range(1, min(weeks + 1, len(listed)))]
    mean = sum(whole) / len(whole) if whole else None
    return TimesAWeek(listed[0].workouts, mean, len(whole))


def _times(number: float) -> str:
    return f"{number:g} time" if number == 1 else f"{number:g} times"
