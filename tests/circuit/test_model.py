from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.foundation.text.durations import duration_seconds, duration_text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30.0),
        ("1.5s", 1.5),
        ("1m30s", 90.0),
        ("3m", 180.0),
        ("1h", 3600.0),
        ("1h0m1s", 3601.0),
        ("1h1s", 3601.0),
        ("30 s", 30.0),
        (" 30s ", 30.0),
        ("30S", 30.0),
        ("30 sec", 30.0),
        ("1m 30s", 90.0),
        ("2 min", 120.0),
        ("2 Minutes 5 seconds", 125.0),
        ("1 hour", 3600.0),
        ("2hrs 1 min", 7260.0),
        ("1:30", 90.0),
        ("90:00", 5400.0),
        ("1:02:03", 3723.0),
    ],
)
def test_a_duration_means_its_seconds(text: str, seconds: float) -> None:
    assert duration_seconds(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "30", "s", "1.5m", "1.5 min", "30s1m", "-1s", "+1s", "1.s", ".5s", "٣s"),
        *("1,5s", "1:5", "1:60", "1:75:00", ":30", "1:30s", "30 seconds s", "1 day", "5 secondss"),
    ],
)
def test_other_texts_are_not_durations(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        duration_seconds(text)


@given(st.integers(0, 36_000_000).map(lambda milliseconds: milliseconds / 1000))
def test_a_duration_is_read_back_as_written(seconds: float) -> None:
    assert duration_seconds(duration_text(seconds)) == pytest.approx(seconds, abs=5e-4)


def test_a_range_offers_a_choice_if_its_ends_differ() -> None:
    assert Range(15, 30, 20).is_choice
    assert not Range.single(15).is_choice
