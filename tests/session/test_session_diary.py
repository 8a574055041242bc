from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import database
from hiptimer.diary.records import Outcome
from hiptimer.history.last_time import LastTime
from hiptimer.plan.feelings import Feelings
from hiptimer.session.resuming import CannotResume
from hiptimer.session.session_diary import SessionDiary
from hiptimer.workout.playhead import State
from hiptimer.workout.summary import summary_of
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, exercise, open_hold
from tests.diary.child_programs import in_use
from tests.diary.days import Wall, only_details, plan_of, recorded, stretches
from tests.history.formats.exports import export_diary, read_json

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import ClaimedWorkout


class Session:
    """A session in virtual time, with a wall clock that follows it."""

    def __init__(self, folder: Path, *, is_rehearsal: bool = False) -> None:
        self.clock = FakeClock()
        self.diary = SessionDiary(folder, Wall(self.clock), is_rehearsal=is_rehearsal)

    def workout(self, plan: Plan, claimed: ClaimedWorkout | None = None) -> Workout:
        earlier = claimed.earlier if claimed else None
        workout = Workout(plan.timeline, clock=self.clock.clock(), earlier=earlier)
        self.diary.record(workout, plan, claimed)
        workout.start()
        return workout

    def until_over(self, workout: Workout) -> None:
        workout.leave_unattended()
        while not workout.head.is_over:
            self.pass_seconds(workout, workout.due_in_seconds() + 0.001)

    def pass_seconds(self, workout: Workout, seconds: float) -> None:
        end = self.clock.monotonic + seconds
        while self.clock.monotonic < end:
            wait = workout.due_in_seconds() + 0.001
            self.clock.advance(min(wait, end - self.clock.monotonic))
            workout.tick()


def test_a_session_without_a_workout_leaves_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Session(folder).diary as diary:
        assert diary.last_interrupted() is None
        assert diary.complaints() == []
    assert not folder.exists()


def test_every_workout_of_a_session_is_recorded(tmp_path: Path) -> None:
    session = Session(tmp_path)
    with session.diary:
        for _ in range(2):
            session.until_over(session.workout(stretches()))
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED] * 2


def test_loads_and_feelings_are_recorded_with_the_workout(tmp_path: Path) -> None:
    plan = replace(stretches(), loads={"stretch": "red band"}, feelings=Feelings(pain_before=2))
    session = Session(tmp_path)
    with session.diary:
        session.diary.record_feelings(Feelings(effort=9))
        session.until_over(session.workout(plan))
        session.diary.record_feelings(Feelings(effort=4, note="fine"))
    details = only_details(tmp_path)
    assert details.loads == {"stretch": "red band"}
    assert details.feelings == Feelings(pain_before=2, effort=4, note="fine")


def test_a_rehearsal_is_not_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    session = Session(folder, is_rehearsal=True)
    with session.diary:
        session.until_over(session.workout(stretches()))
        session.diary.record_feelings(Feelings(effort=4))
    assert not folder.exists()


def test_an_interrupted_workout_resumes_at_its_place_and_is_one_workout(tmp_path: Path) -> None:
    plan = stretches()
    session = Session(tmp_path)
    with session.diary:
        workout = session.workout(plan)
        session.pass_seconds(workout, 52.5)
        workout.interrupt()
    assert workout.state is State.STOPPED
    assert session.diary.was_interrupted
    session = Session(tmp_path)
    with session.diary:
        found = session.diary.last_interrupted()
        assert found
        workout = session.workout(found.plan, session.diary.claim(found))
        assert workout.state is State.RESUMING
        assert workout.head.elapsed == pytest.approx(7.5, abs=0.01)
        assert workout.snapshot().lead_in_remaining == 10.0
        session.until_over(workout)
    summary = summary_of(plan, workout)
    assert (summary.efforts_done, summary.efforts_planned) == (2, 2)
    # The 52.5 s before, ten to get into position, and the rest of thirty.
    assert summary.spent_seconds == pytest.approx(52.5 + 10 + 22.5, abs=0.1)
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert details.workout.spent_seconds == pytest.approx(summary.spent_seconds)


def test_the_morning_after_is_asked_about_until_it_is_answered(tmp_path: Path) -> None:
    session = Session(tmp_path)
    plan = replace(stretches(), feelings=Feelings(pain_before=2))
    with session.diary:
        session.until_over(session.workout(plan))
    session = Session(tmp_path)
    session.clock.advance(24 * 3600)
    with session.diary as diary:
        asked = diary.morning_after()
        assert asked
        diary.record_morning_after(asked, Feelings(pain_next_morning=4))
    assert diary.morning_after() is None
    said = Feelings(pain_before=2, pain_next_morning=4, asked_next_morning=True)
    assert only_details(tmp_path).feelings == said


def test_feelings_are_asked_only_of_a_recorded_workout(tmp_path: Path) -> None:
    session = Session(tmp_path / "kept")
    with session.diary:
        assert not session.diary.is_kept
        session.workout(stretches())
        assert session.diary.is_kept
    session = Session(tmp_path / "rehearsed", is_rehearsal=True)
    with session.diary:
        session.workout(stretches())
        assert not session.diary.is_kept


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_workout_without_a_diary_is_saved_and_not_reported_as_recorded(
    tmp_path: Path, temporary: Path
) -> None:
    (tmp_path / "data").write_text("no folder")
    session = Session(tmp_path / "data")
    with session.diary as diary:
        session.until_over(session.workout(stretches()))
        assert diary.is_kept
        diary.record_feelings(Feelings(effort=4))
    assert not session.diary.is_recorded
    (path,) = temporary.iterdir()
    (complaint,) = session.diary.complaints()
    assert complaint.startswith("The diary cannot be written: ")
    assert f"`hiptimer import {path}`" in complaint
    (saved,) = read_json(path.read_bytes())
    assert (saved.outcome, saved.feelings.effort) == (Outcome.FINISHED, 4)


@pytest.mark.usefixtures("temporary")
def test_a_workout_that_no_diary_has_is_not_reported_as_resumable(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    session = Session(tmp_path / "data")
    with session.diary:
        workout = session.workout(stretches())
        session.pass_seconds(workout, 1.0)
        workout.interrupt()
    assert not session.diary.was_interrupted


def test_an_unsaved_workout_is_imported_at_the_start_of_a_session(tmp_path: Path) -> None:
    session = Session(tmp_path)
    with session.diary:
        session.until_over(session.workout(stretches()))
    text = export_diary(tmp_path, "json")
    (workout,) = read_json(text)
    folder = tmp_path / "another"
    folder.mkdir()
    (folder / f"unsaved-{workout.key}.json").write_bytes(text)
    with Session(folder).diary as diary:
        assert diary.complaints() == [
            "A workout that could not be saved earlier is in the diary now."
        ]
    assert [it.key for it in recorded(folder)] == [workout.key]
    with Session(folder).diary as diary:
        assert diary.complaints() == []


def test_a_workout_starts_without_a_diary_that_another_program_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(tmp_path)
    plan = stretches()
    with session.diary:
        session.until_over(session.workout(plan))
    waited: list[float] = []
    is_in_use = database.is_in_use

    def record_patience(folder: Path, patience_seconds: float) -> bool:
        waited.append(patience_seconds)
        return is_in_use(folder, patience_seconds / 20)

    monkeypatch.setattr(database, "is_in_use", record_patience)
    diary = Session(tmp_path).diary
    with in_use(tmp_path, lets_read=False) as end:
        for _ in range(2):
            assert diary.last_interrupted() is None
            assert diary.last_time(plan.circuit, "trial") == LastTime()
            assert diary.last_holds("trial") == {}
            assert diary.morning_after() is None
            assert diary.suggester(plan.circuit, "trial")(plan.choices, None) is None
        # All of them together wait only once.
        assert waited == [0.2, *[0.0] * 9]
        assert diary.complaints() == [
            "Another program is using the diary: this workout starts without your previous values."
        ]
        end()
    assert diary.last_time(plan.circuit, "trial").choices == plan.choices


def interrupt_in_a_hold(folder: Path) -> None:
    session = Session(folder)
    with session.diary:
        workout = session.workout(plan_of(exercise("squat", open_hold(12.0, 90.0))))
        session.pass_seconds(workout, 30.0)
        workout.interrupt()


@pytest.mark.parametrize(("restarts_effort", "elapsed"), [(True, 0.0), (False, 20.0)])
def test_an_interrupted_hold_resumes_or_restarts_from_zero(
    tmp_path: Path, elapsed: float, *, restarts_effort: bool
) -> None:
    interrupt_in_a_hold(tmp_path)
    session = Session(tmp_path)
    with session.diary:
        found = session.diary.last_interrupted()
        assert found
        workout = session.workout(
            found.plan, session.diary.claim(found, restarts_effort=restarts_effort)
        )
        assert workout.head.elapsed == pytest.approx(elapsed, abs=0.01)
        assert workout.state is State.RESUMING


def test_a_closed_workout_stays_unfinished_and_is_no_longer_offered(tmp_path: Path) -> None:
    interrupt_in_a_hold(tmp_path)
    session = Session(tmp_path)
    with session.diary:
        found = session.diary.last_interrupted()
        assert found
        session.diary.close_unfinished(found)
    assert session.diary.last_interrupted() is None
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.UNFINISHED
    assert details.workout.ended_at == found.interrupted.interrupted_at
    assert list((tmp_path / "running").iterdir()) == []
    with pytest.raises(CannotResume):
        session.diary.claim(found)


def test_an_unreadable_diary_offers_nothing_and_is_reported_on_resuming(tmp_path: Path) -> None:
    interrupt_in_a_hold(tmp_path)
    session = Session(tmp_path)
    found = session.diary.last_interrupted()
    assert found
    (tmp_path / "diary.db").write_bytes(b"no database" * 100)
    assert session.diary.last_interrupted() is None
    assert session.diary.morning_after() is None
    assert session.diary.last_time(found.plan.circuit, "trial") == LastTime()
    with pytest.raises(CannotResume, match="The diary cannot be read: file is not a database"):
        session.diary.claim(found)


def test_a_resumed_rest_has_time_to_get_into_position(tmp_path: Path) -> None:
    session = Session(tmp_path)
    with session.diary:
        workout = session.workout(stretches())
        session.pass_seconds(workout, 43.5)
        workout.interrupt()
    session = Session(tmp_path)
    with session.diary:
        found = session.diary.last_interrupted()
        assert found
        workout = session.workout(found.plan, session.diary.claim(found))
        assert workout.state is State.RUNNING
        lead_in_seconds = workout.snapshot().phase.effort.lead_in_seconds
        assert workout.snapshot().remaining == pytest.approx(lead_in_seconds, abs=0.01)
