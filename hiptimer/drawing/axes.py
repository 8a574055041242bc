"""The labels along the axes of a plot: round numbers, and the first days of periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from hiptimer.foundation.text.dates import month_name
from hiptimer.foundation.text.durations import duration_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Unit = Literal["seconds", "reps", "points"]
"""The unit of values: seconds, reps, or points on a scale from 0 to 10."""

_STEPS: Final = {
    "seconds": (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000),
    "reps": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000),
    "points": (1, 2, 5, 10),
}
_POINTS = 10
_ROWS_BELOW = 2
_LEAST_ROWS_APART = 2
_MOST_ROWS_APART = 5
_STEPS_WANTED = 4
_BETWEEN_LABELS = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """The range of an axis, and its labels with their positions."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


def value_axis(most: float, unit: Unit, rows: int) -> Axis:
    """Return an axis from 0 to `most` or slightly more, for a plot of at least 5 `rows`.

    The labels are round numbers, evenly spaced. Of all such axes, the one with the finest
    resolution per row is chosen, and among equals the one closest to five labels.
    """
    top = _POINTS if unit == "points" else max(most, 1)
    highest_row = rows - _ROWS_BELOW - 1
    steps = list(_STEPS[unit])
    while steps[-1] < top:
        steps.append(2 * steps[-1])
    _, _, step, apart = min(
        (step / apart, abs(highest_row / apart - _STEPS_WANTED), step, apart)
        for apart in range(_LEAST_ROWS_APART, min(_MOST_ROWS_APART, highest_row) + 1)
        for step in steps
        if step * highest_row >= top * apart
    )
    high = step * highest_row / apart
    # A points scale has no labels above its maximum, even if there is a row for one.
    values = range(0, int(_POINTS if unit == "points" else high) + 1, step)
    ticks = ((float(it), duration_text(it) if unit == "seconds" else f"{it}") for it in values)
    return Axis(0.0, high, tuple(ticks))


def day_axis(first: date, last: date, columns: int) -> Axis:
    """Return an axis of the days from `first` to `last`, for a plot of `columns` columns.

    The labels are days, Mondays, months or years, as many as fit.
    """
    for starts, words in _CALENDARS:
        ticks = [(day, words(day)) for day in starts(first, last)]
        taken = sum(len(label) + _BETWEEN_LABELS for _, label in ticks)
        if taken <= columns:
            break
    else:
        ticks = []
    # Centers a single day.
    margin = 0.0 if first < last else 1.0
    return Axis(
        first.toordinal() - margin,
        last.toordinal() + margin,
        tuple((float(day.toordinal()), label) for day, label in ticks),
    )


def _every(days: int) -> Callable[[date, date], Iterator[date]]:
    def starts(first: date, last: date) -> Iterator[date]:
        # Intervals of whole weeks start on Mondays.
        day = first + timedelta(days=-first.weekday() % 7) if days % 7 == 0 else first
        while day <= last:
            yield day
            day += timedelta(days=days)

    return starts


def _every_months(months: int) -> Callable[[date, date], Iterator[date]]:
    def starts(first: date, last: date) -> Iterator[date]:
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            day = date(number // 12, number % 12 + 1, 1)
            if number % months == 0 and day >= first:
                yield day

    return starts


def _day_words(day: date) -> str:
    return f"{day.day} {month_name(day)}"


def _month_words(day: date) -> str:
    return f"{month_name(day)} {day.year}"


def _year_words(day: date) -> str:
    return f"{day.year}"


_CALENDARS: Final = (
    (_every(1), _day_words),
    (_every(7), _day_words),
    (_every(14), _day_words),
    *((_every_months(months), _month_words) for months in (1, 2, 3, 6)),
    *((_every_months(12 * years), _year_words) for years in (1, 2, 5, 10, 50)),
)
