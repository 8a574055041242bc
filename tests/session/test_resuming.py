from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.session.resuming import CannotResume, claim, find_resumable, last_interrupted
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, timed
from tests.diary.days import Day, in_blocks, plan_of, stretches, whole_workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.plan import Plan


def interrupt_after(folder: Path, seconds: float, plan: Plan | None = None) -> Day:
    """Interrupt a workout so many seconds after its start."""
    day = Day(folder, plan or stretches())
    day.workout.start()
    day.until(seconds)
    day.workout.interrupt()
    day.close()
    return day


def test_an_interrupted_workout_is_described_by_set_side_and_age(tmp_path: Path) -> None:
    now = interrupt_after(tmp_path, 50.0).wall()
    found = last_interrupted(tmp_path, now + timedelta(minutes=20, seconds=59))
    assert found
    place = "Trial, set 1, Stretch, right"
    assert found.words(now + timedelta(seconds=59)) == f"{place} · just now"
    assert found.words(now + timedelta(minutes=20, seconds=59)) == f"{place} · 20 min ago"
    assert found.words(now + timedelta(hours=3, minutes=59)) == f"{place} · 3 h ago"


def test_an_exercise_without_sides_is_described_without_one(tmp_path: Path) -> None:
    now = interrupt_after(tmp_path, 5.0, plan_of(exercise("squat", open_hold()))).wall()
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.words(now) == "Trial, set 1, Squat · just now"


def test_an_alternating_exercise_is_described_as_it_is_said(tmp_path: Path) -> None:
    plan = plan_of(exercise("march", timed(30.0), sides="alternate"))
    now = interrupt_after(tmp_path, 5.0, plan).wall()
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.words(now) == "Trial, set 1, March, alternating · just now"


def test_the_last_workout_is_offered_at_any_age(tmp_path: Path) -> None:
    now = interrupt_after(tmp_path, 50.0).wall() + timedelta(days=3, hours=1)
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.words(now).endswith(" · 3 days ago")
    assert find_resumable(tmp_path, now) == found
    claimed = claim(tmp_path, found)
    assert claimed.plan == found.plan
    claimed.locked.lock.release()


def test_twelve_hours_after_it_was_saved_a_workout_followed_by_another_is_no_longer_offered(
    tmp_path: Path,
) -> None:
    now = interrupt_after(tmp_path, 50.0).wall()
    whole_workout(tmp_path)
    assert last_interrupted(tmp_path, now + timedelta(hours=12))
    assert last_interrupted(tmp_path, now + timedelta(hours=12, seconds=1)) is None
    with pytest.raises(CannotResume, match="no saved workout to resume"):
        find_resumable(tmp_path, now + timedelta(hours=12, seconds=1))


def test_a_clock_set_back_a_day_does_not_hide_a_saved_workout(tmp_path: Path) -> None:
    now = interrupt_after(tmp_path, 50.0).wall() - timedelta(days=1)
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.words(now).endswith(" · the clock was set back since then")
    assert find_resumable(tmp_path, now) == found
    assert claim(tmp_path, found).plan == found.plan


def test_a_workout_saved_in_the_future_does_not_hide_one_saved_now(tmp_path: Path) -> None:
    interrupt_after(tmp_path, 50.0)
    day = Day(tmp_path, plan_of(exercise("squat", open_hold())))
    day.wall.shown -= timedelta(days=1)
    day.workout.start()
    day.until(20.0)
    day.workout.interrupt()
    day.close()
    found = last_interrupted(tmp_path, day.wall())
    assert found
    assert found.words(day.wall()) == "Trial, set 1, Squat · just now"


def test_a_workout_the_person_ended_is_not_offered(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.stop)
    day.close()
    assert last_interrupted(tmp_path, day.wall()) is None


def test_a_request_without_a_saved_workout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotResume, match="no saved workout to resume"):
        find_resumable(tmp_path, Day(tmp_path).wall())


def test_a_request_for_a_running_workout_is_refused(tmp_path: Path) -> None:
    day = interrupt_after(tmp_path, 20.0)
    found = find_resumable(tmp_path, day.wall())
    claimed = claim(tmp_path, found)
    with pytest.raises(
        CannotResume, match="Trial, set 1, Stretch, left: it is still running in another"
    ):
        find_resumable(tmp_path, day.wall())
    with pytest.raises(CannotResume, match="it now runs in another window"):
        claim(tmp_path, found)
    claimed.locked.lock.release()
    assert find_resumable(tmp_path, day.wall()) == found


def test_a_request_for_a_workout_resumed_elsewhere_is_refused(tmp_path: Path) -> None:
    found = last_interrupted(tmp_path, interrupt_after(tmp_path, 20.0).wall())
    assert found
    day = Day.after(found.interrupted, tmp_path)
    day.workout.start()
    day.at(3.0, Workout.stop)
    day.close()
    with pytest.raises(CannotResume, match="it was resumed in another window"):
        claim(tmp_path, found)


def test_a_plan_that_differs_in_this_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = interrupt_after(tmp_path, 20.0).wall()
    monkeypatch.setattr("hiptimer.diary.plan_copies.digest_of", lambda *_: "of another version")
    assert last_interrupted(tmp_path, now) is None
    with pytest.raises(CannotResume, match="has a different plan for it"):
        find_resumable(tmp_path, now)


@pytest.mark.parametrize(
    ("seconds", "may_restart_hold"), [(5.0, False), (10.0, False), (30.0, True)]
)
def test_only_a_hold_to_fatigue_under_way_may_restart(
    tmp_path: Path, seconds: float, *, may_restart_hold: bool
) -> None:
    now = interrupt_after(tmp_path, seconds, plan_of(exercise("squat", open_hold()))).wall()
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.may_restart_hold is may_restart_hold


def test_a_timed_effort_may_not_restart(tmp_path: Path) -> None:
    found = last_interrupted(tmp_path, interrupt_after(tmp_path, 20.0).wall())
    assert found
    assert not found.may_restart_hold


def test_a_workout_in_blocks_is_described_by_its_block_and_set(tmp_path: Path) -> None:
    now = interrupt_after(tmp_path, 12.0, in_blocks()).wall()
    found = last_interrupted(tmp_path, now)
    assert found
    assert found.words(now) == "Trial, Main, set 1, Press · just now"
