from __future__ import annotations

from dataclasses import replace

import pytest

from hiptimer.history.progress.pain_ruling import Allowed, pain_ruling
from hiptimer.plan.feelings import EffortPain, Feelings

LOW = Feelings(pain_before=2, pain_after=2, effort=6)
HURT = Feelings(pain_before=1, pain_after=3)


def every(*ratings: int) -> list[Feelings]:
    """Return a workout for each rating, newest first, with that pain before and after."""
    return [Feelings(it, it, 3, it) for it in ratings]


@pytest.mark.parametrize(
    ("past", "allowed"),
    [
        ([], Allowed.NO_STEP),
        ([LOW], Allowed.NO_STEP),
        ([LOW, LOW], Allowed.STEP),
        (every(10, 10), Allowed.REST),
        (every(7, 7), Allowed.REST),
        (every(6, 2), Allowed.LESS_AFTER_HIGH),
        (every(2, 6), Allowed.NO_STEP),
        (every(5, 2), Allowed.NO_MORE),
        (every(3, 2), Allowed.NO_MORE),
        (every(2, 5), Allowed.NO_STEP),
        ([HURT, LOW], Allowed.LESS),
        ([LOW, HURT], Allowed.NO_STEP),
        ([HURT, HURT], Allowed.REST),
        ([HURT, *every(8)], Allowed.REST),
    ],
)
def test_the_highest_pain_of_the_last_two_workouts_limits_what_is_allowed(
    past: list[Feelings], allowed: Allowed
) -> None:
    assert pain_ruling(past).allowed is allowed


@pytest.mark.parametrize(
    ("feelings", "reason"),
    [
        (Feelings(pain_before=2, pain_after=4), "Pain rose to 4 last time"),
        (Feelings(pain_before=2, pain_after=3), None),
        (Feelings(pain_before=2, pain_next_morning=3), "Pain rose to 3 the next morning"),
        (Feelings(pain_before=2, pain_next_morning=2), None),
        (Feelings(pain_before=0, pain_after=0, pain_next_morning=1), "Pain rose to 1"),
        (Feelings(pain_after=6), "High pain last time (6)"),
        (Feelings(pain_next_morning=9), "High pain last time (9)"),
    ],
)
def test_a_reduction_is_required_after_a_rise_or_high_pain(
    feelings: Feelings, reason: str | None
) -> None:
    ruling = pain_ruling([feelings, LOW])
    assert (ruling.allowed <= Allowed.LESS) is (reason is not None)
    assert ruling.reason.startswith(reason or "")


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, Allowed.STEP),
        ({"pain_before": None}, Allowed.NO_STEP),
        ({"pain_after": None}, Allowed.NO_STEP),
        ({"pain_before": 1}, Allowed.NO_STEP),
        ({"pain_after": 0}, Allowed.STEP),
        ({"pain_next_morning": 2}, Allowed.STEP),
    ],
)
def test_a_step_requires_low_pain_before_and_after_without_a_rise(
    change: dict[str, int | None], allowed: Allowed
) -> None:
    changed = replace(LOW, **change)  # type: ignore[arg-type]
    assert pain_ruling([changed, LOW]).allowed is allowed
    assert pain_ruling([LOW, changed]).allowed is allowed


def test_low_pain_in_an_exercise_that_allows_none_prevents_a_step_for_two_workouts() -> None:
    hurt = replace(LOW, pains=(EffortPain(9.0, 1, "squat", "Squat", None, 1),))
    assert pain_ruling([LOW, hurt]).allowed is Allowed.STEP
    assert pain_ruling([LOW, hurt], painless={"squat"}).allowed is Allowed.NO_STEP
    assert pain_ruling([LOW, LOW, hurt], painless={"squat"}).allowed is Allowed.STEP


@pytest.mark.parametrize(
    ("ratings", "allowed"),
    [
        ((1, 1, 1, 0, 1, 1), Allowed.LESS),
        ((0, 2, 1, 1, 1, 1), Allowed.STEP),
        ((1, 1, 1, 0, 0), Allowed.STEP),
        ((0, 0, 1, 2, 2, 2), Allowed.STEP),
        ((1, 1, 2, 1, 1, 1, 9, 9, 9), Allowed.LESS),
    ],
)
def test_pain_that_rises_over_six_workouts_requires_a_reduction(
    ratings: tuple[int, ...], allowed: Allowed
) -> None:
    assert pain_ruling(every(*ratings)).allowed is allowed


def test_means_are_taken_over_the_workouts_with_a_rating() -> None:
    unrated = Feelings(effort=3)
    past = [*every(1, 1), unrated, *every(1, 0), unrated, *every(0, 0)]
    assert pain_ruling(past).reason == (
        "Pain is rising: 1.0 on average over the last three workouts, 0.0 over the three before"
    )


@pytest.mark.parametrize(
    ("pain_now", "allowed"),
    [
        (None, Allowed.STEP),
        (0, Allowed.STEP),
        (2, Allowed.STEP),
        (3, Allowed.NO_MORE),
        (5, Allowed.NO_MORE),
        (6, Allowed.REST),
        (10, Allowed.REST),
    ],
)
def test_pain_now_limits_what_is_allowed_as_well(pain_now: int | None, allowed: Allowed) -> None:
    assert pain_ruling([LOW, LOW], pain_now).allowed is allowed
