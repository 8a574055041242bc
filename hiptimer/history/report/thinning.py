"""Reduces the marks of a plot: thousands of workouts would not be legible on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import ceil
from statistics import median_low
from typing import TYPE_CHECKING, Final, TypeVar

from hiptimer.history.report.plot_frame import LONGEST_GAP
from hiptimer.plan.feelings import Feelings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from hiptimer.history.report.plot_frame import PlotLine

MOST_MARKS: Final = 200
"""The most marks in a row."""

Value = TypeVar("Value")


def days_per_mark(days: tuple[date, date], values: int) -> int:
    """Return how many days each mark covers; 0 if `values` are few enough for one mark each."""
    if values <= MOST_MARKS:
        return 0
    first, last = days
    return ceil(((last - first).days + 1) / MOST_MARKS)


def mark_words(days_each: int) -> str:
    """Return what each mark covers, if it is not one workout."""
    if not days_each:
        return ""
    return (
        f"each mark: the median of {days_each} days"
        if days_each > 1
        else "each mark: the median of a day"
    )


def thin_line(line: PlotLine, first: date, days_each: int) -> PlotLine:
    """Return `line` with its values replaced by medians over `days_each` days."""
    points = [(at, median_low(values)) for at, values in _grouped(line.points, first, days_each)]
    return replace(line, points=points, longest_gap=max(LONGEST_GAP, timedelta(2 * days_each)))


def thin_feelings(
    felt: Sequence[tuple[datetime, Feelings]], first: date, days_each: int
) -> list[tuple[datetime, Feelings]]:
    """Return the ratings replaced by medians over `days_each` days."""
    return [
        (
            at,
            Feelings(
                pain_before=_middle(it.pain_before for it in values),
                pain_after=_middle(it.pain_after for it in values),
                pain_next_morning=_middle(it.pain_next_morning for it in values),
            ),
        )
        for at, values in _grouped(felt, first, days_each)
    ]


def _grouped(
    points: Sequence[tuple[datetime, Value]], first: date, days_each: int
) -> list[tuple[datetime, list[Value]]]:
    """Return the values grouped by `days_each` days, with the moment of the middle value."""
    if not days_each:
        return [(at, [value]) for at, value in points]
    groups: dict[int, list[tuple[datetime, Value]]] = {}
    for at, value in points:
        groups.setdefault((at.date() - first).days // days_each, []).append((at, value))
    return [(them[len(them) // 2][0], [value for _, value in them]) for them in groups.values()]


def _middle(ratings: Iterable[int | None]) -> int | None:
    said = [it for it in ratings if it is not None]
    return median_low(said) if said else None
