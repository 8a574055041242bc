from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import unfinished
from hiptimer.diary.diary import Diary
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.diary.workout_rows import WorkoutRows
from hiptimer.library.joining import join_circuits
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.workout.events import EndedBy
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, paced
from tests.diary.days import (
    EVER,
    MORNING,
    Day,
    only_details,
    only_waiting,
    plan_of,
    recorded,
    stretches,
    whole_workout,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.diary.records import Unfinished


def interrupted_after(folder: Path, seconds: float, plan: Plan | None = None) -> Unfinished:
    """Return a workout that was interrupted so many seconds after its start."""
    day = Day(folder, plan or stretches())
    day.workout.start()
    day.until(seconds)
    day.recorder.interrupt()
    day.close()
    return only_waiting(folder)


def test_without_a_diary_nothing_can_be_resumed_and_none_is_created(tmp_path: Path) -> None:
    assert unfinished.interrupted_workouts(tmp_path, EVER) == ()
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_workout_has_its_time_and_next_effort(tmp_path: Path) -> None:
    interrupted = interrupted_after(tmp_path, 42.0)
    assert interrupted.workout.title == "Trial"
    assert (interrupted.coming.title, interrupted.coming.set, interrupted.coming.side) == (
        "Stretch",
        1,
        "right",
    )
    assert interrupted.interrupted_at == MORNING + timedelta(seconds=42)
    assert [(it.index, it.by) for it in interrupted.attempts] == [(1, EndedBy.CLOCK)]


def test_a_workout_interrupted_too_long_ago_cannot_be_resumed(tmp_path: Path) -> None:
    interrupted = interrupted_after(tmp_path, 42.0)
    assert unfinished.interrupted_workouts(tmp_path, interrupted.interrupted_at) == (interrupted,)
    assert (
        unfinished.interrupted_workouts(tmp_path, interrupted.interrupted_at + timedelta(seconds=1))
        == ()
    )
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.UNFINISHED]


def test_joined_circuits_resume_in_the_second_one_and_are_one_workout(tmp_path: Path) -> None:
    stretch = stretches().circuit
    id_, both = join_circuits([("one", stretch), ("other", stretch)])
    plan = Plan(both, id_, default_choices(both))
    second = next(it for it in plan.timeline.phases if it.effort.block == "other" and it.is_effort)
    interrupted = interrupted_after(tmp_path, second.starts + 2.0, plan)
    assert interrupted.coming.exercise_id == "other:stretch"
    day = Day.after(interrupted, tmp_path)
    assert day.plan == plan
    day.workout.start()
    day.to_the_end()
    day.close()
    (kept,) = recorded(tmp_path)
    assert (kept.circuit_id, kept.outcome) == ("one/other", Outcome.FINISHED)
    assert kept.is_complete


def test_interrupted_workouts_are_listed_newest_first_without_ended_ones(tmp_path: Path) -> None:
    interrupted_after(tmp_path, 20.0)
    day = Day(tmp_path)
    day.wall.shown = MORNING + timedelta(hours=1)
    day.workout.start()
    day.until(15.0)
    day.recorder.interrupt()
    day.close()
    whole_workout(tmp_path)
    waiting = unfinished.interrupted_workouts(tmp_path, EVER)
    assert [it.interrupted_at - MORNING for it in waiting] == [
        timedelta(hours=1, seconds=15),
        timedelta(seconds=20),
    ]


def test_a_workout_resumes_at_the_same_second_and_both_parts_are_one(tmp_path: Path) -> None:
    interrupted = interrupted_after(tmp_path, 52.5)
    day = Day.after(interrupted, tmp_path)
    assert day.workout.head.elapsed == pytest.approx(7.5, abs=0.01)
    day.at(2.0, Workout.resume)
    day.to_the_end()
    day.close()
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert [(it.index, round(it.seconds, 1)) for it in details.attempts] == [(1, 30.0), (3, 30.0)]
    # 52.5 s before, 2 s to come back, ten to get into position, and the rest of thirty.
    assert details.workout.spent_seconds == pytest.approx(52.5 + 2 + 10 + 22.5, abs=0.1)
    (pause,) = details.pauses
    assert (pause.kind, round(pause.began_at, 1)) == (PauseKind.INTERRUPTED, 52.5)
    assert pause.length_seconds == pytest.approx(20 * 60 + 12.0, abs=0.1)
    assert unfinished.interrupted_workouts(tmp_path, EVER) == ()


def test_the_interrupted_rep_is_done_again(tmp_path: Path) -> None:
    plan = plan_of(exercise("climber", paced(5)))
    day = Day.after(interrupted_after(tmp_path, 21.9, plan), tmp_path)
    day.workout.resume()
    assert day.workout.head.elapsed == 8.0
    day.to_the_end()
    day.close()
    assert [it.reps for it in only_details(tmp_path).attempts] == [5]


def test_an_interrupted_hold_to_fatigue_can_be_repeated(tmp_path: Path) -> None:
    plan = plan_of(exercise("squat", open_hold(12.0, 90.0)))
    day = Day.after(interrupted_after(tmp_path, 30.0, plan), tmp_path)
    day.workout.again()
    day.workout.resume()
    day.until(15.0)
    day.workout.done()
    day.close()
    details = only_details(tmp_path)
    assert [(it.by, round(it.seconds)) for it in details.attempts] == [
        (EndedBy.AGAIN, 20),
        (EndedBy.PERSON, 5),
    ]
    assert day.workout.state is State.FINISHED


def test_a_workout_can_be_interrupted_repeatedly_and_no_time_counts_twice(tmp_path: Path) -> None:
    for _ in range(3):
        waiting = unfinished.interrupted_workouts(tmp_path, EVER)
        interrupted = waiting[0] if waiting else interrupted_after(tmp_path, 20.0)
        day = Day.after(interrupted, tmp_path)
        day.recorder.interrupt()
        day.close()
    day = Day.after(only_waiting(tmp_path), tmp_path)
    day.workout.resume()
    day.to_the_end()
    day.close()
    away = [it.length_seconds for it in only_details(tmp_path).pauses]
    assert away == pytest.approx([1_200.0] * 3 + [1_210.0], abs=0.1)


def test_a_pause_ends_when_its_workout_is_interrupted(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.until(26.0)
    day.recorder.interrupt()
    day.close()
    day = Day.after(only_waiting(tmp_path), tmp_path)
    day.workout.stop()
    day.close()
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.STOPPED
    paused, interrupted = details.pauses
    assert (paused.kind, interrupted.kind) == (PauseKind.PAUSED, PauseKind.INTERRUPTED)
    assert [it.length_seconds for it in details.pauses] == pytest.approx([6.0, 1_200.0])


def test_a_wall_clock_that_was_set_back_makes_the_time_away_zero_and_never_negative(
    tmp_path: Path,
) -> None:
    interrupted = interrupted_after(tmp_path, 20.0)
    day = Day(tmp_path, interrupted=interrupted, away=timedelta(hours=-1))
    day.until(3.0)
    day.workout.stop()
    day.close()
    (pause,) = only_details(tmp_path).pauses
    assert pause.away_seconds == 0.0
    assert pause.length_seconds == pytest.approx(3.0)


def test_a_workout_closed_after_the_wall_clock_was_set_back_ended_when_it_was_interrupted(
    tmp_path: Path,
) -> None:
    interrupted = interrupted_after(tmp_path, 20.0)
    diary = Diary(tmp_path, lambda: MORNING - timedelta(hours=1))
    diary.close_unfinished(unfinished.claim(tmp_path, interrupted))
    diary.close()
    workout = only_details(tmp_path).workout
    assert workout.ended_at == MORNING + timedelta(seconds=20)
    assert workout.spent_seconds == pytest.approx(20.0)


def test_a_workout_that_ended_cannot_be_resumed(tmp_path: Path) -> None:
    interrupted = interrupted_after(tmp_path, 20.0)
    day = Day.after(interrupted, tmp_path)
    day.workout.stop()
    day.close()
    with pytest.raises(unfinished.AlreadyOver):
        unfinished.claim(tmp_path, interrupted)
    assert list((tmp_path / "running").iterdir()) == []


def test_a_workout_cannot_be_resumed_from_an_outdated_place(tmp_path: Path) -> None:
    interrupted = interrupted_after(tmp_path, 20.0)
    day = Day.after(interrupted, tmp_path)
    day.workout.resume()
    day.until(30.0)
    day.recorder.interrupt()
    day.close()
    with pytest.raises(unfinished.AlreadyOver):
        unfinished.claim(tmp_path, interrupted)
    unfinished.claim(tmp_path, only_waiting(tmp_path)).lock.release()


def test_a_pause_that_began_after_the_last_recorded_place_is_not_shorter_than_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    with monkeypatch.context() as patch:
        # The program dies after the pause was written and before its place was.
        patch.setattr(WorkoutRows, "mark", lambda *_, **__: None)
        day.at(20.6, Workout.pause)
        day.close()
    shutil.rmtree(tmp_path / "running")
    day = Day.after(only_waiting(tmp_path), tmp_path)
    day.workout.stop()
    day.close()
    paused, interrupted = only_details(tmp_path).pauses
    assert (paused.kind, paused.seconds) == (PauseKind.PAUSED, 0.0)
    assert interrupted.length_seconds == pytest.approx(1_200.0)
