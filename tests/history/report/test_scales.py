from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.history.report.scales import (
    DayScale,
    Scale,
    day_ticks,
    tick_words,
    value_ticks,
)

DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))


def words_between(first: date, last: date) -> list[str]:
    return list(tick_words(day_ticks(first, last)))


@given(high=st.floats(0.01, 1e6), most=st.integers(1, 8))
def test_value_ticks_run_from_zero_past_the_highest_in_even_steps(high: float, most: int) -> None:
    ticks = value_ticks(high, most)
    steps = [after - before for before, after in pairwise(ticks)]
    assert ticks[0] == 0
    assert ticks[-2] < high <= ticks[-1] * (1 + 1e-9)
    assert steps == [pytest.approx(steps[0])] * len(steps)
    assert 1 <= len(steps) <= most


@pytest.mark.parametrize(
    ("high", "ticks"),
    [(4, (0, 1, 2, 3, 4)), (43, (0, 10, 20, 30, 40, 50)), (90, (0, 20, 40, 60, 80, 100))],
)
def test_value_ticks_are_round(high: float, ticks: tuple[float, ...]) -> None:
    assert value_ticks(high) == ticks


@given(first=DAYS, days=st.integers(0, 40_000), most=st.integers(4, 9))
def test_day_ticks_are_few_and_within_the_period(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ticks = day_ticks(first, last, most)
    assert len(ticks) <= most
    assert list(ticks) == sorted(set(ticks))
    assert all(first <= day <= last for day in ticks)
    assert ticks or days < 800


@given(first=DAYS, weeks=st.integers(4, 2000))
def test_four_weeks_or_more_have_at_least_two_day_ticks(first: date, weeks: int) -> None:
    monday = first - timedelta(days=first.weekday())
    assert len(day_ticks(monday, monday + timedelta(days=7 * weeks - 1))) >= 2


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 8, 7), date(2026, 8, 9), ["7 Aug", "8 Aug", "9 Aug"]),
        (date(2026, 8, 3), date(2026, 8, 30), ["3 Aug", "10 Aug", "17 Aug", "24 Aug"]),
        (date(2026, 12, 21), date(2027, 1, 10), ["21 Dec", "28 Dec", "4 Jan 2027"]),
        (date(2026, 10, 20), date(2027, 2, 20), ["Nov 2026", "Dec", "Jan 2027", "Feb"]),
    ],
)
def test_a_tick_names_its_year_when_the_year_changes(
    first: date, last: date, words: list[str]
) -> None:
    assert words_between(first, last) == words


@given(value=st.floats(0.0, 10.0))
def test_a_value_is_placed_linearly_on_its_scale(value: float) -> None:
    assert Scale(0.0, 10.0, 100.0, 20.0).at(value) == pytest.approx(100.0 - 8.0 * value)


@given(first=DAYS, days=st.integers(0, 5000), minutes=st.integers(0, 24 * 60 - 1))
def test_a_moment_is_placed_within_its_day(first: date, days: int, minutes: int) -> None:
    scale = DayScale(first, first + timedelta(days=days), 30.0, 580.0)
    day = scale.last
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    assert 30.0 <= scale.on(day) <= scale.at(moment) <= 580.0 + 1e-9
    assert scale.at(moment) < scale.on(day) + scale.day_width + 1e-9
