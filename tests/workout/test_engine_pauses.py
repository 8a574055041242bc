from __future__ import annotations

from typing import Any

import pytest

from hiptimer.workout.events import CueReached, Ended, EndedBy, LeadInBegan, Paused, Resumed
from hiptimer.workout.playhead import State
from tests.conftest import exercise, open_hold, timed
from tests.drive import FREE, START, Drive, heard, in_reps, two_holds


def test_a_pause_keeps_the_fraction_of_a_second() -> None:
    drive = two_holds()
    drive.at(23.456, "pause")
    assert drive.state is State.PAUSED
    drive.at(400.0)
    assert drive.place == ("work", 13.456)


def test_after_a_short_pause_an_effort_resumes_after_five_seconds() -> None:
    drive = two_holds()
    drive.at(23.25, "pause")
    events = drive.at(38.0, "resume")
    assert events == [LeadInBegan(START + 38.0, 5.0)]
    assert drive.state is State.RESUMING
    drive.at(42.9)
    assert drive.place == ("work", 13.25)
    events = drive.at(43.5)
    assert Resumed(START + 43.0) in events
    assert drive.place == ("work", 13.75)


@pytest.mark.parametrize(("paused_for", "lead_in"), [(14.99, 5.0), (15.0, 25.0), (3_600.0, 25.0)])
def test_after_a_longer_pause_there_is_the_time_the_exercise_gives(
    paused_for: float, lead_in: float
) -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(20.0, "pause")
    drive.at(20.0 + paused_for, "resume")
    assert drive.lead_in == lead_in


def test_a_pause_longer_than_measured_takes_the_whole_lead_in() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(20.0, "pause")
    drive.engine.require_whole_lead_in()
    drive.at(21.0, "resume")
    assert drive.lead_in == 25.0


def test_the_lead_in_counts_3_2_1_and_counts_nowhere_else() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(25.0, "resume")
    events = drive.at(31.0)
    ticks = [it for it in events if isinstance(it, CueReached) and it.cue.sound == "tick-in"]
    assert {it.index for it in ticks} == {1}
    assert heard(ticks) == [(27.0, "tick-in"), (28.0, "tick-in"), (29.0, "tick-in")]
    assert [it.remaining for it in ticks] == [3.0, 2.0, 1.0]
    drive.at(50.0)
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]


def test_the_ticks_of_a_lead_in_come_one_by_one_and_once() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(25.0, "resume")
    counts = [len(heard(drive.at(at))) for at in (26.9, 27.0, 27.5, 28.2, 28.2, 29.9, 30.0)]
    assert counts == [0, 1, 0, 1, 0, 1, 0]


def test_done_cuts_a_lead_in_short_to_3_2_1() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(20.0, "pause")
    drive.at(60.0, "resume")
    assert heard(drive.at(64.0, "done")) == [(64.0, "tick-in")]
    assert drive.lead_in == 3.0
    drive.at(65.0, "done")
    assert drive.lead_in == 2.0
    drive.at(67.0)
    assert drive.state is State.RUNNING


def test_done_while_paused_resumes() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    assert drive.at(21.0, "done") == [LeadInBegan(START + 21.0, 5.0)]


def test_there_is_no_lead_in_into_a_rest() -> None:
    drive = two_holds()
    drive.at(41.5, "pause")
    assert drive.at(50.0, "resume") == [Resumed(START + 50.0)]
    assert drive.state is State.RUNNING
    assert drive.place == ("switch", 1.5)
    drive.at(53.5)
    assert drive.place == ("work", 0.0)


@pytest.mark.parametrize(
    ("paused_at", "goes_on_at"), [(10.5, 0.0), (13.9, 0.0), (14.0, 4.0), (17.3, 4.0), (21.9, 8.0)]
)
def test_paced_reps_resume_at_the_start_of_the_interrupted_rep(
    paused_at: float, goes_on_at: float
) -> None:
    drive = in_reps()
    drive.at(paused_at, "pause")
    assert drive.place == ("work", round(paused_at - 10.0, 6))
    drive.at(130.0, "resume")
    events = drive.at(141.0)
    assert drive.place == ("work", goes_on_at + 1.0)
    beats = [it for it in heard(events) if it[1] != "tick-in"]
    assert beats == [(140.0, "drive"), (141.0, "return")]


def test_the_last_rep_is_announced_again_if_it_was_interrupted() -> None:
    drive = in_reps(2)
    drive.at(15.5, "pause")
    drive.at(16.0, "resume")
    assert heard(drive.at(21.0))[-2:] == [(21.0, "last-rep"), (21.0, "drive")]


@pytest.mark.parametrize("dose", [open_hold(), FREE])
def test_pause_in_an_effort_that_waits_is_done_and_then_pause(dose: Any) -> None:
    drive = Drive(exercise("squat", dose), exercise("pulses", timed(20)))
    drive.at(22.5, "pause")
    assert drive.state is State.PAUSED
    assert drive.place == ("rest", 0.0)
    reps = 10 if dose is FREE else None
    assert drive.attempts == [(EndedBy.PERSON, 12.5, reps)]
    drive.at(60.0)
    assert heard(drive.at(61.0, "resume")) == [(61.0, "rest")]


def test_pause_in_the_last_open_hold_finishes() -> None:
    drive = Drive(exercise("squat", open_hold()))
    events = drive.at(22.5, "pause")
    assert events[-1] == Ended(START + 22.5, finished=True)
    assert drive.state is State.FINISHED
    assert Paused(START + 22.5) not in events


def test_a_pause_in_an_open_hold_is_before_the_effort_if_no_pause_leads_to_it() -> None:
    drive = Drive(
        exercise("squat", open_hold(), sides="each", switch_seconds=0.0, prepare_seconds=25.0)
    )
    drive.at(22.5, "pause")
    assert drive.place == ("work", 0.0)
    drive.at(23.0, "resume")
    assert drive.lead_in == 25.0
    assert heard(drive.at(48.0))[-1] == (48.0, "go")


def test_a_pause_at_exactly_the_end_of_a_phase_is_at_the_start_of_the_next() -> None:
    drive = two_holds()
    events = drive.at(40.0, "pause")
    assert drive.place == ("switch", 0.0)
    assert heard(events)[-1] == (40.0, "switch-right")
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]
    assert heard(drive.at(50.0, "resume")) == []
    drive.at(55.0)
    assert drive.place == ("work", 0.0)


def test_pause_in_a_lead_in_keeps_the_position_of_the_effort() -> None:
    drive = two_holds()
    drive.at(20.5, "pause")
    drive.at(21.0, "resume")
    drive.at(23.0, "pause")
    assert drive.state is State.PAUSED
    assert drive.place == ("work", 10.5)
    drive.at(24.0, "resume")
    assert drive.lead_in == 5.0


def test_a_lead_in_that_is_broken_off_does_not_make_a_long_pause_short() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(20.0, "pause")
    drive.at(60.0, "resume")
    drive.at(62.0, "pause")
    drive.at(63.0, "resume")
    assert drive.lead_in == 25.0
