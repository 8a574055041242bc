from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.diary.tally_records import DayDone
from hiptimer.history.progress.weeks import (
    WorkoutsPerWeek,
    monday_of,
    weeks_until,
    workouts_per_week,
)

WEDNESDAY = date(2026, 8, 12)
DATES = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def done(*days: str, workouts: int = 1) -> tuple[DayDone, ...]:
    return tuple(DayDone(date.fromisoformat(day), workouts, workouts) for day in days)


def test_a_week_is_from_monday_to_sunday() -> None:
    assert monday_of(date(2026, 8, 10)) == monday_of(date(2026, 8, 16)) == date(2026, 8, 10)
    assert monday_of(date(2026, 8, 9)) == date(2026, 8, 3)


def test_this_week_comes_first_and_weeks_without_a_workout_are_included() -> None:
    weeks = weeks_until(WEDNESDAY, done("2026-07-26", "2026-08-10"))
    assert [it.monday for it in weeks] == [
        date(2026, 8, 10),
        date(2026, 8, 3),
        date(2026, 7, 27),
        date(2026, 7, 20),
    ]
    assert [it.workouts for it in weeks] == [1, 0, 0, 1]
    assert [bool(day) for day in weeks[-1].days] == [False] * 6 + [True]


def test_without_workouts_there_is_only_this_week() -> None:
    (week,) = weeks_until(WEDNESDAY, ())
    assert (week.monday, week.workouts) == (date(2026, 8, 10), 0)


def test_a_workout_dated_in_the_future_is_not_counted() -> None:
    assert [it.workouts for it in weeks_until(WEDNESDAY, done("2026-08-13", "2027-01-01"))] == [0]


@given(DATES, st.dictionaries(DATES, st.integers(1, 3)))
def test_no_workout_until_today_is_lost(today: date, workouts: dict[date, int]) -> None:
    days = [DayDone(day, number, number) for day, number in sorted(workouts.items())]
    weeks = weeks_until(today, days)
    until_today = sum(number for day, number in workouts.items() if day <= today)
    assert sum(it.workouts for it in weeks) == until_today
    assert all(one.monday - other.monday == timedelta(days=7) for one, other in pairwise(weeks))
    assert weeks[0].monday <= today < weeks[0].monday + timedelta(days=7)


@pytest.mark.parametrize(
    ("days", "expected", "words"),
    [
        ((), WorkoutsPerWeek(0, None, 0), "0 workouts this week"),
        (("2026-08-11",), WorkoutsPerWeek(1, None, 0), "1 workout this week"),
        (
            ("2026-08-03", "2026-08-09", "2026-08-11"),
            WorkoutsPerWeek(1, 2.0, 1),
            "1 workout this week; 2 the week before",
        ),
        (
            ("2026-07-13", "2026-07-28", "2026-07-30", "2026-08-05", "2026-08-06", "2026-08-10"),
            WorkoutsPerWeek(1, 1.25, 4),
            "1 workout this week; 1.2 per week in the 4 weeks before",
        ),
        (
            ("2026-05-04", "2026-08-11"),
            WorkoutsPerWeek(1, 0.0, 4),
            "1 workout this week; 0 per week in the 4 weeks before",
        ),
    ],
)
def test_workouts_per_week_are_averaged_over_the_last_whole_weeks(
    days: tuple[str, ...], expected: WorkoutsPerWeek, words: str
) -> None:
    assert workouts_per_week(WEDNESDAY, done(*days)) == expected
    assert expected.words == words


def test_two_workouts_on_one_day_count_twice() -> None:
    assert workouts_per_week(WEDNESDAY, done("2026-08-05", workouts=2)) == WorkoutsPerWeek(
        0, 2.0, 1
    )


def test_the_number_of_weeks_for_the_average_can_be_given() -> None:
    days = done("2026-06-01", "2026-08-04")
    assert workouts_per_week(WEDNESDAY, days, weeks=1).mean == 1.0
    assert workouts_per_week(WEDNESDAY, days, weeks=8).mean == 0.125
