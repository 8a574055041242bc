from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.workout.engine import Engine, TimeWentBack
from hiptimer.workout.events import CueReached, Ended, EndedBy, PhaseBegan
from hiptimer.workout.playhead import MOVES, Command, State
from tests.conftest import exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.circuit.model import Exercise
from tests.drive import FREE, START, Drive, began, heard, open_then_timed, two_holds


def test_time_passes_and_what_is_over_is_carried_into_the_next_phase() -> None:
    drive = two_holds()
    events = drive.at(41.5)
    assert drive.place == ("switch", 1.5)
    assert began(events) == [(10.0, 1), (40.0, 2)]


def test_a_cue_is_heard_at_its_moment_and_once() -> None:
    drive = two_holds()
    assert heard(drive.events) == [(0.0, None)]
    assert heard(drive.at(6.999)) == []
    assert heard(drive.at(7.0)) == [(7.0, "tick-in")]
    assert heard(drive.at(7.0)) == []
    assert heard(drive.at(9.5)) == [(8.0, "tick-in"), (9.0, "tick-in")]


def test_a_cue_has_the_remaining_seconds_of_its_phase() -> None:
    drive = two_holds()
    reached = [it for it in drive.at(10.0) if isinstance(it, CueReached)]
    assert [it.remaining for it in reached] == [3.0, 2.0, 1.0, 30.0]


def test_a_tick_before_a_cap_has_the_seconds_to_the_cap() -> None:
    drive = open_then_timed()
    reached = [it for it in drive.at(99.5) if isinstance(it, CueReached)]
    ticks = [(it.cue.at, it.remaining) for it in reached if it.cue.sound == "tick-out"]
    assert ticks == [(87.0, 3.0), (88.0, 2.0), (89.0, 1.0)]


def test_an_effort_that_its_time_ends_is_done_by_the_clock() -> None:
    drive = two_holds()
    drive.at(40.0)
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None)]


def test_the_workout_is_finished_with_its_last_effort() -> None:
    drive = two_holds()
    events = drive.at(500.0)
    assert drive.state is State.FINISHED
    assert events[-1] == Ended(START + 75.0, finished=True)
    assert drive.at(600.0) == []


def test_a_tick_that_passes_a_gate_stops_at_it_and_the_excess_is_dropped() -> None:
    drive = open_then_timed()
    events = drive.at(104.0)
    assert drive.place == ("rest", 0.0)
    assert drive.attempts == [(EndedBy.CAP, 90.0, None)]
    assert began(events) == [(10.0, 1), (104.0, 2)]


def test_untimed_reps_wait_for_the_person() -> None:
    drive = Drive(exercise("squat", FREE))
    assert heard(drive.at(3_000.0))[-1] == (10.0, "go")
    assert drive.place == ("work", 2_990.0)


def test_time_does_not_pass_before_the_start() -> None:
    engine = Engine(laid_out(exercise("a", timed(20))))
    assert engine.advance(START) == ()
    assert engine.advance(START + 1_000) == ()
    assert engine.head.state is State.READY
    assert engine.start(START + 1_000)[0] == PhaseBegan(START + 1_000, 0)


def test_time_that_goes_back_is_an_error_and_moves_nothing() -> None:
    drive = two_holds()
    drive.at(5.0)
    head = drive.engine.head
    for command in ("advance", "pause", "done", "stop"):
        with pytest.raises(TimeWentBack):
            drive.at(4.999, command)
    assert drive.engine.head is head


def test_a_workout_may_begin_with_an_effort_immediately() -> None:
    drive = Drive(exercise("a", timed(2)), prepare_seconds=0.0)
    assert heard(drive.events) == [(0.0, "go")]
    assert heard(drive.at(2.0)) == [(1.0, "tick-out")]
    assert drive.state is State.FINISHED


def test_stop_ends_it_and_what_was_done_stays_done() -> None:
    drive = two_holds()
    events = drive.at(22.5, "stop")
    assert events[-1] == Ended(START + 22.5, finished=False)
    assert drive.attempts == [(EndedBy.STOP, 12.5, None)]
    assert drive.at(100.0) == []
    assert drive.place == ("work", 12.5)


def test_stop_in_a_pause_or_before_the_start_keeps_nothing() -> None:
    drive = two_holds()
    drive.at(5.0, "stop")
    assert drive.attempts == []
    engine = Engine(laid_out(exercise("a", timed(20))))
    assert engine.stop(START) == (Ended(START, finished=False),)


COMMANDS: dict[Command, tuple[str, tuple[float | str, ...]]] = {
    Command.START: ("start", ()),
    Command.PAUSE: ("pause", ()),
    Command.RESUME: ("resume", ()),
    Command.DONE: ("done", ()),
    Command.NEXT: ("next", ()),
    Command.PREVIOUS: ("previous", ()),
    Command.AGAIN: ("again", ()),
    Command.LENGTHEN: ("lengthen", (5.0,)),
    Command.END_AFTER_SET: ("end_after_set", ()),
    Command.GO_ON_AFTER_SET: ("go_on_after_set", ()),
    Command.HURTS: ("hurts", ()),
    Command.LEAVE_OUT: ("leave_out", ("stretch",)),
    Command.COUNT_REPS: ("count_reps", (7,)),
    Command.STOP: ("stop", ()),
    Command.TIME: ("advance", ()),
}


def in_state(state: State) -> Drive:
    hold = exercise("stretch", timed(30, isometric=True), sides="each")
    drive = Drive(hold, sets=Range.single(2))
    drive.at(50.0)
    if state is State.READY:
        drive.engine = Engine(drive.engine.timeline)
    elif state is State.FINISHED:
        drive.at(300.0)
    elif state is State.STOPPED:
        drive.at(51.0, "stop")
    elif state is not State.RUNNING:
        drive.at(51.0, "pause")
        if state is State.RESUMING:
            drive.at(52.0, "resume")
    assert drive.state is state
    return drive


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("state", State)
def test_a_command_follows_the_table_and_is_refused_without_an_entry(
    state: State, command: Command
) -> None:
    drive = in_state(state)
    name, given = COMMANDS[command]
    if command in MOVES[state]:
        if command is Command.GO_ON_AFTER_SET:
            drive.at(52.0, "end_after_set")
        if command is Command.COUNT_REPS:
            drive = Drive(exercise("squat", FREE))
        drive.at(300.0 if drive.state is State.FINISHED else 53.0, name, *given)
        assert drive.state in MOVES[state][command]
    else:
        drive.refused(300.0, name, *given)


def test_a_refused_command_leaves_what_time_has_brought_for_the_next_tick() -> None:
    drive = two_holds()
    drive.refused(12.0, "resume")
    assert began(drive.at(12.0)) == [(10.0, 1)]


def unattended(*exercises: Exercise) -> Drive:
    drive = Drive(*exercises)
    drive.engine.unattended = True
    return drive


def test_unattended_open_efforts_end_at_their_target() -> None:
    drive = unattended(exercise("a", open_hold(30, 90)), exercise("b", FREE))
    events = drive.at(500.0)
    assert drive.attempts == [(EndedBy.CLOCK, 30.0, None), (EndedBy.CLOCK, 30.0, 10)]
    assert began(events) == [(10.0, 1), (40.0, 2), (55.0, 3)]
    assert events[-1] == Ended(START + 85.0, finished=True)
    assert (40.0, "target") in heard(events)
    assert (50.0, "hold-tick") not in heard(events)


def test_a_hold_unattended_past_its_target_ends_at_that_moment_and_not_before() -> None:
    drive = open_then_timed()
    drive.at(62.5)
    drive.engine.unattended = True
    events = drive.at(63.0)
    assert drive.attempts == [(EndedBy.CLOCK, 52.5, None)]
    assert began(events) == [(62.5, 2)]
    assert drive.place == ("rest", 0.5)
