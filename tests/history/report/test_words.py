from __future__ import annotations

from datetime import date, timedelta

import pytest

from hiptimer.diary.tally_records import Amount, DayDone, Tally, WorkoutFeelings
from hiptimer.history.figures import Figures
from hiptimer.history.progress.sides import Asymmetry
from hiptimer.history.report.report import Report
from hiptimer.history.report.words import (
    asymmetry_in_short,
    change_words,
    duration_words,
    pain_change_words,
    period_words,
    sore_words,
)
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING

TODAY = date(2026, 11, 24)


def tally(left: Amount, dose: Dose = Dose.OPEN) -> Tally:
    return Tally(1, "trial", "squat", "Squat", MORNING, dose, left, Amount(), Amount(), None)


def felt(*pains: int | None) -> list[WorkoutFeelings]:
    return [
        WorkoutFeelings(
            number, "trial", MORNING + timedelta(days=number), Feelings(pain_before=pain)
        )
        for number, pain in enumerate(pains)
    ]


@pytest.mark.parametrize(
    ("since", "first", "words"),
    [
        (None, None, "24 Nov 2026"),
        (None, TODAY, "24 Nov 2026"),
        (None, date(2026, 8, 3), "3 Aug – 24 Nov 2026"),
        (date(2026, 8, 1), date(2026, 8, 3), "1 Aug – 24 Nov 2026"),
        (None, date(2025, 8, 3), "3 Aug 2025 – 24 Nov 2026"),
        (date(2027, 1, 1), None, "24 Nov 2026"),
    ],
)
def test_the_period_is_from_the_first_day_until_today(
    since: date | None, first: date | None, words: str
) -> None:
    days = [DayDone(first, 1, 1)] if first else []
    assert period_words(Report(since, Figures(TODAY, days))) == words


def test_a_change_is_from_the_first_to_the_last_effort() -> None:
    assert change_words([], "left") == ""
    assert change_words([tally(Amount())], "left") == ""
    assert change_words([tally(Amount(2, 48.2))], "left") == "24s"
    assert change_words(
        [tally(Amount(2, 48.2)), tally(Amount()), tally(Amount(1, 95))], "left"
    ) == ("24s → 1m35s")
    assert change_words([tally(Amount(2, 15.0))], "left") == "7.5s"
    in_reps = [tally(Amount(2, 20), Dose.REPS), tally(Amount(2, 25), Dose.FREE)]
    assert change_words(in_reps, "left") == "10 reps → 12.5 reps"


def test_the_duration_of_a_workout_is_in_seconds_or_minutes() -> None:
    assert [duration_words(it) for it in (42.4, 60.0, 1690.0)] == ["42 s", "1 min", "28 min"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, ""),
        (Asymmetry(None, 2), "too few workouts"),
        (Asymmetry(12.4, 5), "left 12 % less"),
        (Asymmetry(-7.6, 3), "right 8 % less"),
        (Asymmetry(0.4, 4), "equal"),
    ],
)
def test_an_asymmetry_in_short_names_the_weaker_side(found: Asymmetry | None, words: str) -> None:
    assert asymmetry_in_short(found) == words


def test_the_change_of_pain_compares_medians_at_both_ends() -> None:
    assert pain_change_words(felt(4, 4, 3, 2, 1)) is None
    assert pain_change_words(felt(4, None, 4, 3, 2, None, 1, 1)) == (
        "4 → 1",
        "median of the first 3 and the last 3",
    )
    many = felt(*[5] * 20, *[2, 3] * 10)
    assert pain_change_words(many) == ("5 → 3", "median of the first 5 and the last 5")


def test_sore_sides_are_counted() -> None:
    assert sore_words([Feelings()]) == ""
    assert sore_words([Feelings(sore_side="left")]) == "Sore: left side in 1 workout."
    said = [Feelings(sore_side="both"), *[Feelings(sore_side="left")] * 2, Feelings()]
    assert sore_words(said) == "Sore: left side in 2, both sides in 1 workouts."
