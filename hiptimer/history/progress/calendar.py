"""The weeks as a calendar, a line each: which days had a workout, and how many there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.history.progress.weeks import DAYS, monday_of

if TYPE_CHECKING:
    from hiptimer.diary.tallied import DayDone
    from hiptimer.history.progress.weeks import Week

HEAD: Final = "             Mo Tu We Th Fr Sa Su"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a day is shown as: `complete` if every workout was, else `early`."""

    complete: str
    early: str
    nothing: str

    @property
    def legend(self) -> str:
        """What the marks mean."""
        return f"{self.complete} complete  {self.early} ended early  {self.complete}2 two"


FINE: Final = Marks("●", "○", "·")
ASCII: Final = Marks("#", "o", ".")


def week_line(week: Week, today: date, marks: Marks = FINE) -> str:
    """Return a week as a line under `HEAD`; days that are yet to come stay blank."""
    days = "".join(
        _day(done, marks) if week.monday + timedelta(days=number) <= today else "   "
        for number, done in enumerate(week.days)
    )
    return f"{week_name(week.monday, today):>11} {days}  {week.workouts or '':>2}"


def week_name(monday: date, today: date) -> str:
    """Return what a week goes by: "this week", "last week", else its Monday."""
    back = (monday_of(today) - monday).days // DAYS
    names = {0: "this week", 1: "last week"}
    return names.get(back, day_words(monday))


def day_words(day: date) -> str:
    """Return a date as it is written here: "7 Aug 2026", in English wherever it is run."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_name(day: date) -> str:
    """Return the day of the week in short: "Mon"."""
    return _DAY_NAMES[day.weekday()]


def _day(done: DayDone | None, marks: Marks) -> str:
    if done is None:
        return f" {marks.nothing} "
    mark = marks.complete if done.complete == done.workouts else marks.early
    number = f"{min(done.workouts, 9)}" if done.workouts > 1 else " "
    return f" {mark}{number}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
