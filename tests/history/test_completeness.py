from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.doses import RepsToFatigue
from hiptimer.diary import queries
from hiptimer.diary.last_times import last_workouts
from hiptimer.history.formats.fit_activities import fit_activities
from hiptimer.history.json_output import workout_as_json
from hiptimer.history.last_time import LastTime, last_holds, last_time
from hiptimer.history.logbook import Logbook
from hiptimer.history.reading import read_history, read_progress
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.history.wording import history_lines
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.completeness import is_complete, reaches_target
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.summary import counting_attempts, summary
from tests.conftest import exercise, open_hold, paced, timed
from tests.diary.days import MORNING, everything, plan_of
from tests.diary.past import attempts_at, attempts_of, keep, open_diary, workout, workout_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.model import Exercise
    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.plan.plan import Plan

EVENING = MORNING.replace(hour=20)
FREE = everything().circuit.exercises[3]


@pytest.mark.parametrize(
    ("prescribed", "by", "seconds", "reps", "complete", "at_target"),
    [
        (exercise("stretch", timed(30)), EndedBy.CLOCK, 29.999, None, True, True),
        (exercise("stretch", timed(30)), EndedBy.PERSON, 5.0, None, False, False),
        (exercise("stretch", timed(30)), EndedBy.CLOCK, 35.0, None, True, True),
        (exercise("stretch", timed(30)), EndedBy.NEXT, 29.999, None, False, False),
        (exercise("plank", timed(30, isometric=True)), EndedBy.PERSON, 5.0, None, False, False),
        (exercise("climber", paced(6)), EndedBy.PERSON, 12.0, 3, False, False),
        (exercise("climber", paced(6)), EndedBy.CLOCK, 24.0, 6, True, True),
        (FREE, EndedBy.PERSON, 2.0, 5, True, True),
        (FREE, EndedBy.NEXT, 2.0, 0, False, False),
        (exercise("squat", open_hold(30, 90)), EndedBy.PERSON, 5.0, None, True, False),
        (exercise("squat", open_hold(30, 90)), EndedBy.PERSON, 34.0, None, True, True),
        (exercise("squat", open_hold(30, 90)), EndedBy.CAP, 90.0, None, True, True),
        (exercise("squat", open_hold(30, 90)), EndedBy.PERSON, 0.0, None, False, False),
        (exercise("squat", open_hold(30, 90)), EndedBy.STOP, 34.0, None, False, False),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.PERSON, 5.0, 3, True, False),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.PERSON, 5.0, 10, True, True),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.PERSON, 45.0, 9, True, False),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.PAIN, 5.0, 3, False, False),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.PAIN, 45.0, 12, True, True),
        (exercise("push-ups", RepsToFatigue(10, None)), EndedBy.STOP, 5.0, 3, False, False),
    ],
)
def test_an_effort_is_complete_if_it_reached_its_plan(
    prescribed: Exercise,
    by: EndedBy,
    seconds: float,
    reps: int | None,
    *,
    complete: bool,
    at_target: bool,
) -> None:
    phase = plan_of(prescribed).timeline.next_effort(0)
    assert phase
    attempt = EffortEnded(0.0, 1, by, seconds, reps)
    assert is_complete(phase.effort, attempt) is complete
    assert reaches_target(phase.effort, attempt) is at_target


def test_an_effort_that_was_never_begun_is_not_complete() -> None:
    phase = plan_of(exercise("stretch", timed(30))).timeline.phases[1]
    assert not is_complete(phase.effort, None)
    assert not reaches_target(phase.effort, None)


@given(st.data())
def test_a_workout_is_complete_if_and_only_if_every_effort_reached_its_plan(
    data: st.DataObject,
) -> None:
    plan = everything()
    attempts = data.draw(attempts_of(plan))
    found = summary(plan.timeline, attempts, spent_seconds=100.0)
    short = [index for index in _efforts(plan) if not _reached_its_plan(plan, index, attempts)]
    assert found.is_complete is (not short)
    assert found.efforts_planned - found.efforts_complete == len(short)
    assert found.headline().startswith("Workout complete") is (not short)


def _efforts(plan: Plan) -> list[int]:
    return [index for index, it in enumerate(plan.timeline.phases) if it.is_effort]


def _reached_its_plan(plan: Plan, index: int, attempts: Sequence[EffortEnded]) -> bool:
    begun = [it for it in attempts if it.index == index and it.seconds > 0]
    if not begun or begun[-1].by in (EndedBy.NEXT, EndedBy.AGAIN, EndedBy.STOP):
        return False
    effort, last = plan.timeline.phases[index].effort, begun[-1]
    match effort.dose:
        case Dose.OPEN if last.by is not EndedBy.PAIN:
            return True
        case Dose.REPS | Dose.FREE:
            return last.reps == effort.reps
        case _:
            return last.seconds >= effort.target_seconds - 0.1


@given(workout_lists())
def test_summary_history_log_and_report_agree(workouts: Sequence[WorkoutCopy]) -> None:
    plan = everything()
    with TemporaryDirectory() as name:
        folder = Path(name)
        keep(folder, *workouts)
        histories = list(reversed(list(read_history(folder))))
        report = read_report(folder, None, MORNING + timedelta(days=9))
        contents = Logbook(folder, lambda: EVENING + timedelta(days=9)).contents()
        activities = list(fit_activities(folder))
    counted = []
    for whole, done in zip(workouts, histories, strict=True):
        as_json = workout_as_json(done)
        found = summary(plan.timeline, whole.attempts, spent_seconds=whole.spent_seconds)
        assert as_json["complete"] is done.workout.is_complete is found.is_complete
        assert as_json["efforts_complete"] == found.efforts_complete
        assert as_json["efforts_planned"] == found.efforts_planned
        assert as_json["efforts_done"] == found.efforts_done
        assert done.workout.has_effort_done is (found.efforts_done > 0)
        if found.efforts_done:
            counted.append((done.workout.started_at.date(), found.is_complete))
        word = "complete  " if found.is_complete else "ended early" if found.efforts_done else ""
        assert word in next(history_lines(done))
    assert [(it.day, it.complete == 1) for it in report.figures.days] == counted
    assert report.figures.days == contents.days
    assert report.figures.workouts == len(counted) == len(report.workouts) == len(activities)
    complete = sum(is_so for _, is_so in counted)
    assert not counted or f"{complete} complete" in report_html(report)


@given(st.data())
def test_a_workout_without_any_effort_counts_nowhere_but_its_pain_limits_what_is_suggested(
    data: st.DataObject,
) -> None:
    plan = everything()
    attempts = data.draw(attempts_of(plan))
    done = {index for index, it in counting_attempts(attempts).items() if it.is_done}
    undone = [it for it in attempts if it.index not in done]
    felt = Feelings(7, 7, 9, 7, "left", "nothing went")
    whole = workout(plan, MORNING, undone, loads={"squat": "8 kg"}, feelings=felt)
    with TemporaryDirectory() as name:
        folder = Path(name)
        keep(folder, whole)
        report = read_report(folder, None, EVENING)
        assert (report.figures.workouts, report.figures.days, report.exercises) == (0, (), [])
        assert (report.workouts, report.median_seconds) == ([], None)
        assert report.figures.felt == []
        assert "8 kg" not in report_html(report)
        progress = read_progress(folder, MORNING.date())
        assert (progress.times_a_week.this_week, progress.asymmetries) == (0, {})
        contents = Logbook(folder, lambda: EVENING).contents()
        assert (contents.days, contents.exercises, len(contents.workouts)) == ((), (), 1)
        assert last_time(folder, plan.circuit, "trial") == LastTime()
        assert last_holds(folder, "trial") == {}
        assert list(fit_activities(folder)) == []
        with open_diary(folder) as connection:
            (past,) = last_workouts(connection, "trial", 2)
            assert past.details.feelings.pain_after == 7
            (only,) = queries.workouts(connection)
        assert only.ending == "no effort done"


def test_a_set_dropped_during_the_workout_counts_as_planned(tmp_path: Path) -> None:
    plan = plan_of(exercise("plank", timed(10)), sets=everything().circuit.main_block.sets)
    keep(tmp_path, workout(plan, attempts=attempts_at(plan)[:1]))
    (done,) = read_history(tmp_path)
    assert "ended early (1 of 2 efforts complete)" in next(history_lines(done))
