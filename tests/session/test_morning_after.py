from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.feelings import Feelings
from hiptimer.session.morning_after import morning_after
from hiptimer.session.session_diary import SessionDiary
from hiptimer.workout.workout import Workout
from tests.diary.days import MORNING, Day, stretches
from tests.diary.past import keep, workout

if TYPE_CHECKING:
    from pathlib import Path

HURTS = Feelings(pain_before=3, pain_after=1)
EVENING = MORNING.replace(hour=18, minute=0)
SECONDS = 60.0


def train(folder: Path, feelings: Feelings = HURTS, started: datetime = EVENING) -> None:
    """Record a minute of a workout."""
    day = Day(folder, feelings=feelings)
    day.wall.shown = started
    day.workout.start()
    day.at(SECONDS, Workout.stop)
    day.close()


def question_after(folder: Path, **time: float) -> str | None:
    """Return what is asked so long after the end of a workout in the evening."""
    now = EVENING + timedelta(seconds=SECONDS) + timedelta(**time)
    found = morning_after(folder, now)
    return found.words if found else None


def test_the_last_workout_is_asked_about_from_the_next_day_for_two_days(
    tmp_path: Path,
) -> None:
    train(tmp_path)
    assert question_after(tmp_path, hours=5.9) is None
    yesterday = "Trial, yesterday: pain 3 → 1"
    assert question_after(tmp_path, hours=6.01) == yesterday
    assert question_after(tmp_path, hours=14) == yesterday
    assert question_after(tmp_path, hours=47) == "Trial, 2 days ago: pain 3 → 1"
    assert question_after(tmp_path, hours=48.01) is None


def test_a_workout_of_this_morning_is_asked_about_tomorrow(tmp_path: Path) -> None:
    train(tmp_path, started=MORNING)
    assert morning_after(tmp_path, MORNING.replace(hour=22)) is None
    assert morning_after(tmp_path, MORNING + timedelta(hours=24)) is not None


def test_a_workout_at_night_is_asked_about_in_the_morning(tmp_path: Path) -> None:
    midnight = MORNING.replace(hour=0, minute=0)
    train(tmp_path, started=midnight - timedelta(minutes=10))
    assert morning_after(tmp_path, midnight + timedelta(hours=2)) is None
    found = morning_after(tmp_path, midnight + timedelta(hours=7))
    assert found
    assert found.days_ago == 1


def test_a_day_begins_at_local_midnight_in_any_time_zone_of_the_workout(tmp_path: Path) -> None:
    train(tmp_path)
    far_west = timezone(timedelta(hours=-9))
    assert morning_after(tmp_path, (EVENING + timedelta(hours=7)).astimezone(far_west)) is None
    assert morning_after(tmp_path, (EVENING + timedelta(hours=14)).astimezone(UTC)) is not None


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        (Feelings(), False),
        (Feelings(effort=6, note="fine"), False),
        (Feelings(pain_before=0), True),
        (Feelings(pain_after=2), True),
        (Feelings(pain_after=2, pain_next_morning=1), False),
        (Feelings(pain_after=2, asked_next_morning=True), False),
    ],
)
def test_only_a_workout_with_a_pain_rating_is_asked_about_and_only_once(
    tmp_path: Path, said: Feelings, *, is_asked: bool
) -> None:
    train(tmp_path, said)
    assert (question_after(tmp_path, hours=14) is not None) is is_asked


def test_only_the_last_workout_is_asked_about(tmp_path: Path) -> None:
    train(tmp_path, Feelings(pain_after=5), EVENING - timedelta(hours=10))
    train(tmp_path, Feelings())
    assert question_after(tmp_path, hours=14) is None


def test_a_workout_without_any_effort_is_not_asked_about(tmp_path: Path) -> None:
    train(tmp_path)
    keep(tmp_path, workout(stretches(), EVENING + timedelta(hours=1), (), feelings=HURTS))
    found = morning_after(tmp_path, EVENING + timedelta(hours=14))
    assert found
    assert found.workout.started_at == EVENING


def test_a_workout_dated_in_the_future_does_not_hide_the_last_one(tmp_path: Path) -> None:
    train(tmp_path)
    train(tmp_path, Feelings(), EVENING + timedelta(days=1))
    assert question_after(tmp_path, hours=14) == "Trial, yesterday: pain 3 → 1"


@pytest.mark.parametrize("is_closed", [False, True])
def test_an_interrupted_workout_does_not_hide_the_last_one(
    tmp_path: Path, *, is_closed: bool
) -> None:
    train(tmp_path)
    day = Day(tmp_path)
    day.wall.shown = EVENING + timedelta(hours=13)
    day.workout.start()
    day.at(20.0, Workout.interrupt)
    day.close()
    if is_closed:
        with SessionDiary(tmp_path, day.wall) as diary:
            interrupted = diary.last_interrupted()
            assert interrupted
            diary.close_unfinished(interrupted)
        assert diary.last_interrupted() is None
    assert question_after(tmp_path, hours=14) == "Trial, yesterday: pain 3 → 1"


def test_without_a_diary_nothing_is_asked(tmp_path: Path) -> None:
    assert question_after(tmp_path, hours=14) is None
    assert list(tmp_path.iterdir()) == []
