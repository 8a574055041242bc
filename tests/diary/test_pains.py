from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.plan.feelings import EffortPain, highest_pain
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, timed
from tests.diary.days import Day, only_details, only_waiting, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.plan import Plan


def two_exercises() -> Plan:
    """Prepare 0-10, squat 10-40 left, switch of 5 s, right; then ten raises, twice."""
    return plan_of(
        exercise("squat", timed(30.0), sides="each"),
        exercise("raise", FreeReps(Range.single(10), None)),
        sets=Range.single(2),
    )


def hurt_day(folder: Path) -> Day:
    """Return a day on which the left squat hurt after 20 s."""
    day = Day(folder, two_exercises())
    day.workout.start()
    day.at(30.0, Workout.hurts)
    return day


def test_pain_is_kept_with_its_effort_before_it_is_rated(tmp_path: Path) -> None:
    hurt_day(tmp_path).close()
    done = only_details(tmp_path)
    assert done.feelings.pains == (EffortPain(30.0, 1, "squat", "Squat", "left", None),)
    (attempt,) = done.attempts
    assert (attempt.by, attempt.seconds) == (EndedBy.PAIN, 20.0)


def test_a_rating_replaces_the_open_question_and_counts_as_pain_of_the_workout(
    tmp_path: Path,
) -> None:
    day = hurt_day(tmp_path)
    day.workout.rate_pain(6)
    day.workout.rate_pain(7)
    day.close()
    feelings = only_details(tmp_path).feelings
    assert [it.pain for it in feelings.pains] == [7]
    assert (feelings.pain_during, highest_pain(feelings)) == (7, 7)


def test_pain_that_is_said_again_keeps_its_rating_until_it_is_rated_again(tmp_path: Path) -> None:
    day = hurt_day(tmp_path)
    day.workout.rate_pain(6)
    day.at(40.0, Workout.hurts)
    assert [it.pain for it in day.workout.pains] == [6]
    day.close()
    assert [it.pain for it in only_details(tmp_path).feelings.pains] == [6]


def test_a_workout_killed_in_the_question_resumes_with_the_pain_recorded(tmp_path: Path) -> None:
    day = hurt_day(tmp_path)
    day.workout.interrupt()
    day.close()
    later = Day.after(only_waiting(tmp_path), tmp_path)
    assert [(it.index, it.pain) for it in later.workout.pains] == [(1, None)]
    later.workout.start()
    later.workout.rate_pain(4)
    later.close()
    assert [it.pain for it in only_details(tmp_path).feelings.pains] == [4]


def test_a_workout_resumes_without_a_dropped_exercise(tmp_path: Path) -> None:
    day = hurt_day(tmp_path)
    day.workout.leave_out("squat")
    day.workout.interrupt()
    day.close()
    later = Day.after(only_waiting(tmp_path), tmp_path)
    assert later.plan.choices.left_out == (("squat", 2),)
    exercises = [it.effort.movement.id for it in later.plan.timeline.phases if it.is_effort]
    assert exercises == ["squat", "raise", "raise"]
    assert later.workout.state is not State.FINISHED
    later.close()
    assert [it.exercise_id for it in only_details(tmp_path).efforts] == exercises


def test_pain_said_after_the_end_is_kept(tmp_path: Path) -> None:
    day = hurt_day(tmp_path)
    day.workout.stop()
    day.workout.say_pain(1, 3)
    day.close()
    assert [it.pain for it in only_details(tmp_path).feelings.pains] == [3]


def test_whether_reps_were_counted_is_kept_and_a_correction_confirms_them(tmp_path: Path) -> None:
    day = Day(tmp_path, plan_of(exercise("raise", FreeReps(Range.single(10), None))))
    day.workout.start()
    day.at(20.0, Workout.done)
    assert [(it.reps, it.confirmed) for it in day.workout.attempts] == [(10, False)]
    corrected = [EffortEnded(it.moment, it.index, it.by, 10.0, 12) for it in day.workout.attempts]
    day.workout.correct_attempts(corrected)
    day.close()
    assert [(it.reps, it.confirmed) for it in only_details(tmp_path).attempts] == [(12, True)]
