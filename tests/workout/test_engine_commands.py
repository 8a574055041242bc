from __future__ import annotations

from typing import Any

import pytest

from hiptimer.workout.events import EffortEnded, Ended, EndedBy, LeadInBegan, PhaseBegan
from hiptimer.workout.playhead import State
from tests.conftest import exercise, open_hold, paced, timed
from tests.drive import FREE, START, Drive, began, heard, in_reps, open_then_timed, two_holds


def test_done_ends_an_effort_and_keeps_its_seconds() -> None:
    drive = two_holds()
    events = drive.at(22.25, "done")
    assert drive.attempts == [(EndedBy.PERSON, 12.25, None)]
    assert drive.place == ("switch", 0.0)
    assert heard(events)[-1] == (22.25, "switch-right")


def test_done_keeps_whole_reps() -> None:
    drive = in_reps()
    drive.at(21.9, "done")
    assert drive.attempts == [(EndedBy.PERSON, 11.9, 2)]


def test_done_in_the_last_effort_finishes() -> None:
    drive = two_holds()
    drive.at(50.0, "done")
    assert drive.state is State.FINISHED


@pytest.mark.parametrize(("pressed", "work_begins"), [(0.5, 3.5), (6.9, 9.9), (7.0, 10.0)])
def test_done_in_a_pause_jumps_to_3_2_1(pressed: float, work_begins: float) -> None:
    drive = two_holds()
    events = drive.at(pressed, "done")
    assert heard(events) == [(pressed, "tick-in")]
    assert heard(drive.at(work_begins))[-1] == (work_begins, "go")


def test_done_in_the_last_three_seconds_of_a_pause_changes_nothing() -> None:
    drive = two_holds()
    drive.at(8.5, "done")
    assert drive.place == ("prepare", 8.5)


def test_done_in_a_pause_shorter_than_three_seconds_changes_nothing() -> None:
    drive = Drive(exercise("a", timed(20)), prepare_seconds=2.5)
    drive.at(0.25, "done")
    assert drive.place == ("prepare", 0.25)


@pytest.mark.parametrize("late", [0.0, 0.2, 0.69])
def test_done_just_after_an_automatic_change_is_ignored(late: float) -> None:
    drive = two_holds()
    drive.at(40.0 + late, "done")
    assert drive.place == ("switch", late)
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]
    drive.at(45.0 + late, "done")
    assert drive.place == ("work", late)


def test_done_is_taken_again_after_seven_tenths_of_a_second() -> None:
    drive = two_holds()
    drive.at(40.75, "done")
    assert drive.place == ("switch", 2.0)


def test_done_is_ignored_just_after_the_cap_of_a_hold() -> None:
    drive = open_then_timed()
    drive.at(101.5)
    drive.at(102.0, "done")
    assert drive.place == ("rest", 0.5)


def test_done_just_after_a_change_that_the_person_asked_for_is_taken() -> None:
    drive = two_holds()
    drive.at(20.0, "done")
    drive.at(20.1, "done")
    assert drive.place == ("switch", 2.0)


def test_next_skips_an_effort() -> None:
    drive = in_reps()
    drive.at(21.0, "next")
    assert drive.attempts == [(EndedBy.NEXT, 11.0, 2)]
    assert drive.place == ("rest", 0.0)


def test_skipped_untimed_reps_are_not_done() -> None:
    drive = Drive(exercise("squat", FREE))
    drive.at(21.0, "next")
    assert drive.attempts == [(EndedBy.NEXT, 11.0, 0)]


def test_a_pause_that_is_skipped_is_nothing() -> None:
    drive = two_holds()
    events = drive.at(2.0, "next")
    assert events == [PhaseBegan(START + 2.0, 1), LeadInBegan(START + 2.0, 5.0)]
    assert drive.attempts == []
    assert drive.state is State.RESUMING


def test_next_reaches_an_effort_through_a_lead_in() -> None:
    drive = two_holds()
    drive.at(2.0, "next")
    assert heard(drive.at(7.0)) == [
        *((4.0, "tick-in"), (5.0, "tick-in"), (6.0, "tick-in"), (7.0, "go"))
    ]
    assert (drive.state, drive.place) == (State.RUNNING, ("work", 0.0))


def test_next_in_the_last_effort_finishes() -> None:
    drive = two_holds()
    assert drive.at(50.0, "next")[-1] == Ended(START + 50.0, finished=True)


def test_next_in_a_lead_in_goes_to_the_next_phase_and_runs() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(21.0, "resume")
    drive.at(22.0, "next")
    assert (drive.state, drive.place) == (State.RUNNING, ("switch", 0.0))
    assert drive.attempts == [(EndedBy.NEXT, 10.0, None)]


def test_next_while_paused_moves_and_stays_paused() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    assert began(drive.at(21.0, "next")) == [(21.0, 2)]
    assert (drive.state, drive.place) == (State.PAUSED, ("switch", 0.0))
    assert began(drive.at(22.0, "next")) == [(22.0, 3)]
    drive.at(100.0)
    assert (drive.state, drive.place) == (State.PAUSED, ("work", 0.0))
    assert drive.attempts == [(EndedBy.NEXT, 10.0, None)]


def test_next_in_the_last_effort_while_paused_finishes() -> None:
    drive = two_holds()
    drive.at(50.0, "pause")
    assert drive.at(51.0, "next")[-1] == Ended(START + 51.0, finished=True)
    assert drive.state is State.FINISHED


def test_an_effort_reached_while_paused_begins_through_its_whole_lead_in() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(5.0, "pause")
    drive.at(6.0, "next")
    drive.at(7.0, "resume")
    assert drive.lead_in == 25.0
    assert heard(drive.at(32.0))[-1] == (32.0, "go")


def test_previous_goes_to_the_start_of_the_preceding_effort_through_its_lead_in() -> None:
    drive = Drive(exercise("squat", timed(30), sides="each", prepare_seconds=25.0))
    drive.at(50.0, "previous")
    assert drive.state is State.RESUMING
    assert drive.engine.head.index == 1
    assert drive.lead_in == 25.0
    events = drive.at(105.0)
    assert heard(events)[:4] == [
        (72.0, "tick-in"),
        (73.0, "tick-in"),
        (74.0, "tick-in"),
        (75.0, "go"),
    ]


def test_both_attempts_are_kept() -> None:
    drive = two_holds()
    drive.at(50.0, "previous")
    drive.at(60.0)
    drive.at(200.0)
    ended = [it for it in drive.events if isinstance(it, EffortEnded)]
    assert [(it.index, it.by, it.seconds) for it in ended] == [
        (1, EndedBy.CLOCK, 30.0),
        (3, EndedBy.AGAIN, 5.0),
        (1, EndedBy.CLOCK, 30.0),
        (3, EndedBy.CLOCK, 30.0),
    ]


def test_previous_in_a_pause_goes_to_the_effort_just_done_and_keeps_nothing_new() -> None:
    drive = two_holds()
    drive.at(42.0, "previous")
    assert drive.engine.head.index == 1
    assert len(drive.attempts) == 1


def test_previous_is_refused_before_the_first_effort_is_over() -> None:
    drive = two_holds()
    drive.refused(5.0, "previous")
    drive.refused(15.0, "previous")
    drive.at(16.0, "pause")
    drive.refused(17.0, "previous")


def test_previous_while_paused_moves_and_stays_paused() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0), exercise("pulses", timed(20)))
    drive.at(60.0, "pause")
    assert began(drive.at(61.0, "previous")) == [(61.0, 1)]
    assert (drive.state, drive.place) == (State.PAUSED, ("work", 0.0))
    assert drive.attempts[-1] == (EndedBy.AGAIN, 5.0, None)
    drive.at(62.0, "resume")
    assert drive.lead_in == 25.0


def test_previous_in_a_lead_in_goes_back_one_more() -> None:
    drive = Drive(exercise("a", timed(20)), exercise("b", timed(20)), exercise("c", timed(20)))
    drive.at(85.0, "previous")
    assert drive.engine.head.index == 3
    drive.at(86.0, "previous")
    assert drive.engine.head.index == 1
    drive.refused(87.0, "previous")


def test_previous_in_the_very_moment_an_effort_begins_keeps_nothing_of_it() -> None:
    drive = two_holds()
    drive.at(45.0, "previous")
    assert drive.engine.head.index == 1
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]


def test_previous_just_after_an_effort_began_keeps_what_was_done_of_it() -> None:
    drive = two_holds()
    drive.at(45.5, "previous")
    assert drive.engine.head.index == 1
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None), (EndedBy.AGAIN, 0.5, None)]


@pytest.mark.parametrize("seconds", [40.0, 40.5, 54.0])
def test_previous_goes_to_the_effort_before_however_little_of_this_one_is_over(
    seconds: float,
) -> None:
    drive = Drive(exercise("stretch", timed(30), sides="each", switch_seconds=0.0))
    drive.at(seconds, "previous")
    assert drive.engine.head.index == 1
    assert drive.attempts[:1] == [(EndedBy.CLOCK, 30.0, None)]


def test_again_and_stop_in_the_very_moment_an_effort_begins_keep_nothing_of_it() -> None:
    drive = two_holds()
    drive.at(10.0, "again")
    drive.at(15.0, "stop")
    assert drive.attempts == []


def test_stop_just_after_an_effort_began_keeps_what_was_done_of_it() -> None:
    drive = two_holds()
    drive.at(10.5, "stop")
    assert drive.attempts == [(EndedBy.STOP, 0.5, None)]


def test_again_restarts_this_effort_after_five_seconds() -> None:
    drive = two_holds()
    assert drive.at(22.0, "again")[-1] == LeadInBegan(START + 22.0, 5.0)
    assert drive.attempts == [(EndedBy.AGAIN, 12.0, None)]
    assert drive.place == ("work", 0.0)
    assert heard(drive.at(27.0))[-1] == (27.0, "go")


def test_again_is_refused_in_a_pause() -> None:
    drive = two_holds()
    drive.refused(5.0, "again")
    drive.refused(42.0, "again")


def test_again_while_paused_moves_and_stays_paused() -> None:
    drive = two_holds()
    drive.at(22.0, "pause")
    assert began(drive.at(23.0, "again")) == [(23.0, 1)]
    assert (drive.state, drive.place) == (State.PAUSED, ("work", 0.0))
    drive.at(24.0, "resume")
    assert drive.lead_in == 5.0


def test_again_in_a_lead_in_begins_at_the_start() -> None:
    drive = two_holds()
    drive.at(22.0, "pause")
    drive.at(23.0, "resume")
    drive.at(24.0, "again")
    assert drive.attempts == [(EndedBy.AGAIN, 12.0, None)]
    assert drive.place == ("work", 0.0)
    assert drive.lead_in == 5.0


def test_again_in_a_lead_in_does_not_shorten_the_way_into_position() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(22.0, "pause")
    drive.at(60.0, "resume")
    drive.at(62.0, "again")
    assert drive.lead_in == 23.0


def test_again_keeps_the_position_after_a_short_pause() -> None:
    drive = Drive(exercise("squat", timed(30), prepare_seconds=25.0))
    drive.at(22.0, "again")
    drive.at(23.0, "pause")
    drive.at(25.0, "resume")
    assert drive.lead_in == 5.0


def test_nothing_is_kept_of_an_effort_that_never_began() -> None:
    drive = two_holds()
    drive.at(22.0, "again")
    drive.at(23.0, "again")
    drive.at(24.0, "stop")
    assert len(drive.attempts) == 1


def test_a_phase_gets_longer_and_counts_down_to_its_new_end() -> None:
    drive = two_holds()
    drive.at(2.0, "lengthen", 5.0)
    assert heard(drive.at(15.0)) == [
        (12.0, "tick-in"),
        (13.0, "tick-in"),
        (14.0, "tick-in"),
        (15.0, "go"),
    ]


def test_five_seconds_more_after_the_ticks_began_tick_again_before_the_new_end() -> None:
    drive = two_holds()
    drive.at(38.5)
    drive.at(38.5, "lengthen", 5.0)
    assert heard(drive.at(44.9)) == [(42.0, "tick-out"), (43.0, "tick-out"), (44.0, "tick-out")]
    drive.at(45.0)
    assert drive.attempts == [(EndedBy.CLOCK, 35.0, None)]


def test_an_effort_gets_shorter_and_halfway_is_not_heard_twice() -> None:
    drive = two_holds()
    drive.at(26.0)
    drive.at(26.0, "lengthen", 5.0)
    drive.at(26.0, "lengthen", -5.0)
    assert heard(drive.at(39.9)) == [(37.0, "tick-out"), (38.0, "tick-out"), (39.0, "tick-out")]


@pytest.mark.parametrize(("at", "sound"), [(10.0, "go"), (25.0, "halfway"), (38.0, "tick-out")])
@pytest.mark.parametrize("is_paused", [True, False])
def test_five_seconds_more_at_the_very_moment_of_a_cue_do_not_repeat_it(
    at: float, sound: str, *, is_paused: bool
) -> None:
    drive = two_holds()
    if is_paused:
        drive.at(at, "pause")
    drive.at(at, "lengthen", 5.0)
    if is_paused:
        drive.at(at, "resume")
    drive.at(60.0)
    assert [it for it in heard(drive.events) if it[0] == at] == [(at, sound)]


def test_five_seconds_less_at_the_very_moment_of_a_new_cue_let_it_be_heard() -> None:
    drive = two_holds()
    drive.at(31.0)
    assert heard(drive.at(32.0, "lengthen", -5.0)) == [(32.0, "tick-out")]
    assert heard(drive.at(34.9)) == [(33.0, "tick-out"), (34.0, "tick-out")]


def test_a_phase_gets_no_shorter_than_it_has_lasted() -> None:
    drive = two_holds()
    drive.at(37.0, "lengthen", -5.0)
    assert drive.attempts == [(EndedBy.CLOCK, 27.0, None)]
    assert drive.place == ("switch", 0.0)


def test_the_last_effort_can_be_shortened_to_its_end() -> None:
    drive = two_holds()
    drive.at(74.0, "lengthen", -5.0)
    assert drive.state is State.FINISHED


def test_a_phase_can_be_made_longer_while_paused_and_in_a_lead_in() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(21.0, "lengthen", 5.0)
    assert (drive.state, drive.engine.head.seconds) == (State.PAUSED, 35.0)
    drive.at(22.0, "resume")
    drive.at(23.0, "lengthen", -5.0)
    drive.at(24.0, "lengthen", -5.0)
    assert (drive.state, drive.engine.head.seconds) == (State.RESUMING, 25.0)
    drive.at(42.0)
    assert drive.attempts == [(EndedBy.CLOCK, 25.0, None)]


def test_a_phase_gone_to_while_paused_keeps_its_first_cue_when_it_gets_longer() -> None:
    drive = two_holds()
    drive.at(20.0, "pause")
    drive.at(21.0, "next")
    drive.at(22.0, "lengthen", 5.0)
    assert heard(drive.at(23.0, "resume")) == [(23.0, "switch-right")]


def test_a_longer_effort_keeps_its_announcement() -> None:
    drive = Drive(exercise("a", timed(20)), prepare_seconds=0.0)
    drive.at(1.0, "lengthen", 5.0)
    assert drive.engine.head.cues[0].say == "A."


@pytest.mark.parametrize("dose", [open_hold(), FREE, paced()])
@pytest.mark.parametrize("seconds", [5.0, -5.0])
def test_open_holds_and_reps_get_neither_longer_nor_shorter(dose: Any, seconds: float) -> None:
    drive = Drive(exercise("a", dose))
    drive.refused(15.0, "lengthen", seconds)


def test_the_pause_before_reps_can_be_made_longer() -> None:
    drive = in_reps()
    drive.at(5.0, "lengthen", 5.0)
    drive.at(15.0)
    assert drive.place == ("work", 0.0)
