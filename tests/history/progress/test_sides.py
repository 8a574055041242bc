from __future__ import annotations

import math
from datetime import timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.diary.tally_records import Amount, Tally
from hiptimer.history.progress.sides import (
    FEWEST,
    MOST,
    Asymmetry,
    asymmetries,
    asymmetry,
    asymmetry_percent,
)
from hiptimer.plan.effort import Dose
from tests.diary.days import MORNING

AMOUNTS = st.floats(0.0, 3600.0)


def tally(day: int, paired: tuple[float, float] | None, exercise_id: str = "squat") -> Tally:
    left, right = paired or (0.0, 0.0)
    return Tally(
        workout_id=day,
        circuit_id="trial",
        exercise_id=exercise_id,
        title=exercise_id.capitalize(),
        started_at=MORNING + timedelta(days=day),
        dose=Dose.OPEN,
        left=Amount(1, left),
        right=Amount(1, right),
        unsided=Amount(),
        paired=paired,
    )


def tallies(*pairs: tuple[float, float] | None) -> list[Tally]:
    return [tally(day, pair) for day, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("left", "right", "percent"),
    [
        (40.0, 40.0, 0.0),
        (30.0, 40.0, 25.0),
        (40.0, 30.0, -25.0),
        (0.0, 40.0, 100.0),
        (40.0, 0.0, -100.0),
        (0.0, 0.0, 0.0),
    ],
)
def test_an_asymmetry_is_in_percent_of_the_greater(
    left: float, right: float, percent: float
) -> None:
    assert asymmetry_percent(left, right) == percent


@given(AMOUNTS, AMOUNTS)
def test_exchanging_the_sides_only_changes_the_sign(left: float, right: float) -> None:
    percent = asymmetry_percent(left, right)
    assert asymmetry_percent(right, left) == -percent
    assert -100.0 <= percent <= 100.0
    assert (percent > 0) == (right > left) or math.isclose(left, right)


def test_an_asymmetry_requires_three_workouts() -> None:
    assert asymmetry(tallies()) is None
    assert asymmetry(tallies(None, None)) is None
    assert asymmetry(tallies((30, 40))) == Asymmetry(None, 1)
    assert asymmetry(tallies((30, 40), None, (30, 40))) == Asymmetry(None, 2)
    assert asymmetry(tallies((30, 40), (30, 40), (30, 60))) == Asymmetry(25.0, 3)


def test_one_outlier_does_not_change_the_asymmetry() -> None:
    found = asymmetry(tallies((38, 40), (38, 40), (10, 40), (38, 40)))
    assert found
    assert found.percent == pytest.approx(5.0)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS) | st.none(), max_size=9))
def test_an_asymmetry_is_the_median_of_the_last_five_workouts(
    pairs: list[tuple[float, float] | None],
) -> None:
    percents = [asymmetry_percent(*it) for it in pairs if it][-MOST:]
    found = asymmetry(tallies(*pairs))
    assert (found.workouts if found else 0) == len(percents)
    if found and len(percents) >= FEWEST:
        assert found.percent == median(percents)
    else:
        assert not found or found.percent is None


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Asymmetry(12.4, 5), "left 12 % less than right, median of 5 workouts"),
        (Asymmetry(-7.6, 3), "right 8 % less than left, median of 3 workouts"),
        (Asymmetry(-0.4, 4), "left and right equal, median of 4 workouts"),
        (Asymmetry(None, 2), "comparing left and right takes 3 workouts: 2 so far"),
    ],
)
def test_an_asymmetry_in_words_says_which_side_does_less(found: Asymmetry, words: str) -> None:
    assert found.words == words


def test_each_exercise_has_its_own_asymmetry() -> None:
    done = [
        tally(1, (30, 40)),
        tally(1, None, "plank"),
        tally(2, (30, 40)),
        tally(2, (9, 10), "climber"),
        tally(3, (30, 40)),
    ]
    assert asymmetries(done) == {
        ("trial", "squat"): ("Squat", Asymmetry(25.0, 3)),
        ("trial", "climber"): ("Climber", Asymmetry(None, 1)),
    }
