"""Scales that map values and days to coordinates of a plot, and their ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import month_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_MONTHS_APART: Final = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` to coordinates from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the coordinate of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class DayScale:
    """Maps the days from `first` to `last`, inclusive, to coordinates from `start` to `end`."""

    first: date
    last: date
    start: float
    end: float

    def on(self, day: date) -> float:
        """Return the coordinate of the beginning of a day."""
        return self.start + (day - self.first).days * self.day_width

    def at(self, moment: datetime) -> float:
        """Return the coordinate of a moment, in its local time."""
        return self.on(moment.date()) + (moment.hour + moment.minute / 60) / 24 * self.day_width

    @property
    def day_width(self) -> float:
        """The width of a day."""
        return (self.end - self.start) / ((self.last - self.first).days + 1)


def value_ticks(high: float, most: int = 5) -> tuple[float, ...]:
    """Return round, evenly spaced values from 0 to one that is at least `high`.

    There are at most `most` steps; `high` is above 0.
    """
    rough = high / most
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(it * magnitude for it in (1, 2, 5, 10) if it * magnitude >= rough * (1 - 1e-9))
    return tuple(step * number for number in range(math.ceil(high / step * (1 - 1e-9)) + 1))


def day_ticks(first: date, last: date, most: int = 7) -> tuple[date, ...]:
    """Return at most `most` days from `first` to `last` to label.

    Every day if they are few, else Mondays, else the first of months, quarters or years.
    """
    days = [first + timedelta(days=day) for day in range(min(most, (last - first).days) + 1)]
    if days[-1] == last and len(days) <= most:
        return tuple(days)
    mondays = list(_mondays(first, last, 2 * most))
    for every in (1, 2):
        if len(mondays[::every]) <= most:
            return tuple(mondays[::every])
    months = list(_first_of_months(first, last))
    for every in _MONTHS_APART:
        named = [day for day in months if (day.year * 12 + day.month - 1) % every == 0]
        if len(named) <= most:
            return tuple(named)
    return tuple(months[:: math.ceil(len(months) / most)])


def tick_words(ticks: Sequence[date]) -> tuple[str, ...]:
    """Return the shortest clear label of each tick: "7 Aug", "Sep", "Jan 2027"."""
    are_months = all(day.day == 1 for day in ticks)
    words = []
    for before, day in zip((None, *ticks), ticks, strict=False):
        month = month_name(day)
        is_new_year = before is None or before.year != day.year
        year = f" {day.year}" if is_new_year and (are_months or before) else ""
        words.append(f"{month}{year}" if are_months else f"{day.day} {month}{year}")
    return tuple(words)


def _mondays(first: date, last: date, most: int) -> Iterator[date]:
    day = first + timedelta(days=-first.weekday() % 7)
    for _ in range(most + 1):
        if day > last:
            return
        yield day
        day += timedelta(weeks=1)


def _first_of_months(first: date, last: date) -> Iterator[date]:
    number = first.year * 12 + first.month - 1 + (first.day > 1)
    while (day := date(number // 12, number % 12 + 1, 1)) <= last:
        yield day
        number += 1
