"""A calendar with one line per week: the days with a workout, and the number of workouts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import DAY_NAMES, day_words
from hiptimer.history.progress.weeks import DAYS, monday_of

if TYPE_CHECKING:
    from hiptimer.diary.tally_records import DayDone
    from hiptimer.history.progress.weeks import Week

HEAD: Final = f"{'':13}{' '.join(name[:2] for name in DAY_NAMES)}"


@dataclass(frozen=True, slots=True)
class DayMarks:
    """The marks of a day: `complete` if every workout was complete, else `early`."""

    complete: str
    early: str
    nothing: str

    @property
    def legend(self) -> str:
        """The meaning of the marks."""
        return f"{self.complete} complete  {self.early} ended early  {self.complete}2 two"


FINE: Final = DayMarks("●", "○", "·")
ASCII: Final = DayMarks("#", "o", ".")


def week_line(week: Week, today: date, marks: DayMarks = FINE) -> str:
    """Return a week as a line under `HEAD`; future days are blank."""
    days = "".join(
        _day(done, marks) if week.monday + timedelta(days=number) <= today else "   "
        for number, done in enumerate(week.days)
    )
    return f"{week_name(week.monday, today):>11} {days}  {week.workouts or '':>2}"


def week_name(monday: date, today: date) -> str:
    """Return the name of a week: "this week", "last week", else its Monday."""
    back = (monday_of(today) - monday).days // DAYS
    names = {0: "this week", 1: "last week"}
    return names.get(back, day_words(monday))


def _day(done: DayDone | None, marks: DayMarks) -> str:
    if done is None:
        return f" {marks.nothing} "
    mark = marks.complete if done.complete == done.workouts else marks.early
    number = f"{min(done.workouts, 9)}" if done.workouts > 1 else " "
    return f" {mark}{number}"
