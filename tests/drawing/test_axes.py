from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.drawing.axes import Unit, day_axis, value_axis

UNITS: tuple[Unit, ...] = ("seconds", "reps", "points")
DATES = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("most", "unit", "rows", "labels"),
    [
        (42.0, "seconds", 9, "0s 15s 30s 45s"),
        (42.0, "seconds", 20, "0s 10s 20s 30s 40s"),
        (95.0, "seconds", 8, "0s 1m"),
        (10.0, "reps", 9, "0 5 10"),
        (8.0, "reps", 14, "0 2 4 6 8 10"),
        (0.0, "seconds", 9, "0s 1s"),
        (3.0, "points", 13, "0 2 4 6 8 10"),
        (3.0, "points", 24, "0 2 4 6 8 10"),
        (3.0, "points", 5, "0 10"),
    ],
)
def test_values_are_labeled_in_round_steps(most: float, unit: Unit, rows: int, labels: str) -> None:
    assert " ".join(label for _, label in value_axis(most, unit, rows).ticks) == labels


@given(st.floats(0.0, 1e7), st.sampled_from(UNITS), st.integers(5, 60))
def test_every_value_is_on_its_axis_and_labels_are_evenly_spaced(
    most: float, unit: Unit, rows: int
) -> None:
    axis = value_axis(min(most, 10.0) if unit == "points" else most, unit, rows)
    row = axis.high / (rows - 3)
    assert axis.low == 0.0
    assert axis.high >= (10.0 if unit == "points" else most)
    values = [value for value, _ in axis.ticks]
    assert len(values) >= 2
    apart = {round((b - a) / row, 6) for a, b in pairwise(values)}
    assert len(apart) == 1
    assert apart <= {2, 3, 4, 5}
    # No label is missing above.
    assert values[-1] + (values[1] - values[0]) > (10.0 if unit == "points" else axis.high)


@pytest.mark.parametrize("rows", range(13, 60))
def test_no_two_points_of_a_scale_share_a_row(rows: int) -> None:
    axis = value_axis(0.0, "points", rows)
    places = {round(point / axis.high * (rows - 3)) for point in range(11)}
    assert len(places) == 11


@pytest.mark.parametrize(
    ("days", "columns", "labels"),
    [
        (0, 20, "7 Aug"),
        (2, 40, "7 Aug|8 Aug|9 Aug"),
        (20, 40, "10 Aug|17 Aug|24 Aug"),
        (60, 60, "10 Aug|24 Aug|7 Sep|21 Sep|5 Oct"),
        (84, 30, "Sep 2026|Oct 2026"),
        (364, 60, "Sep 2026|Nov 2026|Jan 2027|Mar 2027|May 2027|Jul 2027"),
        (364, 30, "Jan 2027|Jul 2027"),
        (3652, 40, "2028|2030|2032|2034|2036"),
    ],
)
def test_day_labels_fit_the_available_columns(days: int, columns: int, labels: str) -> None:
    first = date(2026, 8, 7)
    axis = day_axis(first, first + timedelta(days=days), columns)
    assert "|".join(label for _, label in axis.ticks) == labels


@given(DATES, st.integers(0, 20_000), st.integers(10, 200))
def test_day_labels_are_between_the_first_and_the_last_day(
    first: date, days: int, columns: int
) -> None:
    last = first + timedelta(days=days)
    axis = day_axis(first, last, columns)
    assert axis.low < axis.high
    assert all(first.toordinal() <= at <= last.toordinal() for at, _ in axis.ticks)
    assert sum(len(label) + 2 for _, label in axis.ticks) <= columns
