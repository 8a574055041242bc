from __future__ import annotations

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.workout.events import EffortEnded, Ended, EndedBy, ExerciseLeftOut, PainSaid, Paused
from hiptimer.workout.playhead import State
from tests.conftest import exercise, open_hold, timed
from tests.drive import FREE, START, Drive, in_reps, open_then_timed, two_holds

_TWO = Range.single(2)


def untimed() -> Drive:
    """Prepare 0-10, ten reps at the person's pace from 10 on, rest, then 20 s."""
    return Drive(exercise("squat", FREE), exercise("pulses", timed(20)))


def ended(drive: Drive) -> list[tuple[EndedBy, int | None, bool | None]]:
    return [(it.by, it.reps, it.confirmed) for it in drive.events if isinstance(it, EffortEnded)]


def test_an_effort_that_hurts_ends_is_kept_and_pauses() -> None:
    drive = two_holds()
    events = drive.at(22.25, "hurts")
    assert drive.attempts == [(EndedBy.PAIN, 12.25, None)]
    assert (drive.state, drive.place) == (State.PAUSED, ("switch", 0.0))
    assert PainSaid(START + 22.25, 1) in events
    assert events[-1] == Paused(START + 22.25)


def test_paced_reps_that_hurt_keep_the_whole_ones() -> None:
    drive = in_reps()
    drive.at(21.9, "hurts")
    assert drive.attempts == [(EndedBy.PAIN, 11.9, 2)]


def test_a_paused_effort_that_hurts_ends_at_the_time_of_the_pause() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(60.0, "hurts")
    assert drive.attempts == [(EndedBy.PAIN, 10.0, None)]
    assert (drive.state, drive.place) == (State.PAUSED, ("switch", 0.0))


def test_an_effort_that_hurts_in_its_lead_in_ends() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(21.0, "resume")
    drive.at(22.0, "hurts")
    assert drive.attempts == [(EndedBy.PAIN, 10.0, None)]
    assert drive.state is State.PAUSED


def test_between_efforts_it_is_said_of_the_one_that_just_ended() -> None:
    drive = two_holds()
    events = drive.at(41.0, "hurts")
    assert [it for it in events if isinstance(it, PainSaid)] == [PainSaid(START + 41.0, 1)]
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]
    assert (drive.state, drive.place) == (State.PAUSED, ("switch", 1.0))


def test_said_twice_it_is_said_of_the_same_effort() -> None:
    drive = two_holds()
    drive.at(22.0, "hurts")
    events = drive.at(23.0, "hurts")
    assert events == [PainSaid(START + 23.0, 1)]
    assert drive.state is State.PAUSED


def test_before_the_first_effort_nothing_can_hurt() -> None:
    two_holds().refused(5.0, "hurts")


def test_the_last_effort_that_hurts_finishes() -> None:
    drive = two_holds()
    events = drive.at(50.0, "hurts")
    assert events[-1] == Ended(START + 50.0, finished=True)
    assert events.index(PainSaid(START + 50.0, 3)) < len(events) - 1
    assert drive.state is State.FINISHED


@pytest.mark.parametrize("how", ["done", "pause"])
def test_untimed_reps_are_the_planned_ones_until_the_person_counts_them(how: str) -> None:
    drive = untimed()
    drive.at(12.0, how)
    assert ended(drive) == [(EndedBy.PERSON, 10, False)]


@pytest.mark.parametrize("command", ["done", "pause", "hurts"])
@pytest.mark.parametrize("reps", [0, 7, 999])
def test_counted_reps_are_confirmed(reps: int, command: str) -> None:
    drive = untimed()
    drive.at(12.0, "count_reps", reps)
    drive.at(13.0, command)
    by = EndedBy.PAIN if command == "hurts" else EndedBy.PERSON
    assert ended(drive) == [(by, reps, True)]


def test_a_later_count_replaces_an_earlier_one_and_ends_with_its_effort() -> None:
    drive = Drive(exercise("squat", FREE), exercise("lunge", FREE))
    drive.at(12.0, "count_reps", 7)
    drive.at(13.0, "count_reps", 8)
    drive.at(14.0, "done")
    drive.at(40.0, "done")
    assert ended(drive) == [(EndedBy.PERSON, 8, True), (EndedBy.PERSON, 10, False)]


def test_untimed_reps_that_end_in_pain_are_unknown() -> None:
    drive = untimed()
    drive.at(12.0, "hurts")
    assert ended(drive) == [(EndedBy.PAIN, None, False)]


def test_a_measured_effort_needs_no_confirmation() -> None:
    drive = open_then_timed()
    drive.at(50.0, "done")
    assert ended(drive) == [(EndedBy.PERSON, None, None)]


@pytest.mark.parametrize("seconds", [5.0, 30.0])
def test_only_untimed_reps_can_be_counted(seconds: float) -> None:
    two_holds().refused(seconds, "count_reps", 7)


def hurt_in_the_first_of_two_sets() -> Drive:
    """Squat left and right, then pulses, twice; it hurts after 10 s on the left."""
    squat = exercise("squat", open_hold(), sides="each", equipment=("band",))
    drive = Drive(squat, exercise("pulses", timed(20)), sets=_TWO)
    drive.at(20.0, "hurts")
    return drive


def test_a_dropped_exercise_vanishes_with_its_pauses() -> None:
    drive = hurt_in_the_first_of_two_sets()
    events = drive.at(21.0, "leave_out", "squat")
    assert ExerciseLeftOut(START + 21.0, "squat", 2) in events
    phases = drive.engine.timeline.phases
    assert [(it.kind.value, it.effort.movement.id) for it in phases] == [
        ("prepare", "squat"),
        ("work", "squat"),
        ("rest", "pulses"),
        ("work", "pulses"),
        ("rest", "pulses"),
        ("work", "pulses"),
    ]
    assert (drive.state, drive.place) == (State.PAUSED, ("rest", 0.0))
    starts = [it.starts for it in phases]
    assert starts == sorted(starts)
    assert phases[2].gear.off == ("band",)
    assert phases[4].gear.off == ()
    assert [it.ends_set for it in phases] == [False, False, False, True, False, False]


def test_the_workout_continues_without_a_dropped_exercise() -> None:
    drive = hurt_in_the_first_of_two_sets()
    drive.at(21.0, "leave_out", "squat")
    drive.at(30.0, "resume")
    drive.at(400.0)
    assert drive.state is State.FINISHED
    assert drive.attempts[1:] == [(EndedBy.CLOCK, 20.0, None)] * 2


def test_dropping_an_exercise_in_its_rest_begins_the_next_one() -> None:
    drive = hurt_in_the_first_of_two_sets()
    drive.at(21.0, "leave_out", "pulses")
    assert drive.place == ("switch", 0.0)
    assert {it.effort.movement.id for it in drive.engine.timeline.phases} == {"squat"}


def test_a_workout_of_which_nothing_remains_finishes() -> None:
    drive = two_holds()
    drive.at(22.0, "hurts")
    events = drive.at(23.0, "leave_out", "stretch")
    assert events[-1] == Ended(START + 23.0, finished=True)
    assert drive.state is State.FINISHED
    assert len(drive.engine.timeline.phases) == 2


def test_the_last_effort_of_an_exercise_cannot_be_dropped() -> None:
    drive = open_then_timed()
    drive.at(20.0, "hurts")
    drive.refused(21.0, "leave_out", "squat")


def test_a_dropped_exercise_stays_dropped_when_the_end_after_the_set_is_undone() -> None:
    drive = hurt_in_the_first_of_two_sets()
    drive.at(20.5, "end_after_set")
    drive.at(21.0, "leave_out", "squat")
    assert drive.engine.ends_after_set
    assert len(drive.engine.timeline.phases) == 4
    drive.at(22.0, "go_on_after_set")
    assert len(drive.engine.timeline.phases) == 6
