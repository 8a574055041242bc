from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.workout.events import EndedBy, Paused, Slept
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import (
    exercise,
    laid_out,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

from tests.mat import Mat, longer, two_open_holds, two_sides


def wakes(mat: Mat, clock: str) -> None:
    """Let the machine sleep for an hour, which one clock or both may notice."""
    if clock == "since boot":
        mat.clock.sleep(3_600.0)
    else:
        mat.clock.advance(3_600.0)


@pytest.mark.parametrize("clock", ["since boot", "monotonic"])
def test_a_machine_that_slept_finds_the_workout_paused_at_the_last_good_moment(clock: str) -> None:
    mat = two_sides()
    mat.until(20.25)
    mat.hearing.sounds()
    wakes(mat, clock)
    mat.workout.tick()
    assert mat.state() is State.PAUSED
    assert mat.workout.head.elapsed == pytest.approx(10.25)
    slept, paused = mat.events[-2:]
    assert isinstance(slept, Slept)
    assert isinstance(paused, Paused)
    assert slept.moment == paused.moment == pytest.approx(mat.began_at + 20.25)
    assert slept.seconds == pytest.approx(3_600.0)
    assert [note.sound for note in mat.hearing.scores[-1]] == ["warning"]
    assert mat.hearing.scores[-1][0].moment == mat.clock.monotonic


@pytest.mark.parametrize("clock", ["since boot", "monotonic"])
@pytest.mark.parametrize(
    "command", [Workout.done, Workout.next, Workout.pause, Workout.resume, Workout.stop, longer]
)
def test_a_key_that_comes_after_a_sleep_does_nothing_but_pause(
    clock: str, command: Callable[[Workout], None]
) -> None:
    mat = two_sides()
    mat.until(20.25)
    wakes(mat, clock)
    command(mat.workout)
    assert mat.state() is State.PAUSED
    assert mat.workout.head.elapsed == pytest.approx(10.25)
    assert mat.workout.attempts == []
    mat.workout.resume()
    assert mat.state() is State.RESUMING


@pytest.mark.parametrize("clock", ["since boot", "monotonic"])
def test_a_second_start_after_a_sleep_does_not_hide_it(clock: str) -> None:
    mat = two_sides()
    mat.until(20.25)
    wakes(mat, clock)
    mat.workout.start()
    assert mat.state() is State.PAUSED
    assert mat.workout.head.elapsed == pytest.approx(10.25)


@pytest.mark.parametrize("clock", ["since boot", "monotonic"])
@pytest.mark.parametrize("is_paused", [True, False])
def test_after_a_sleep_there_is_the_whole_lead_in_whichever_clock_noticed(
    clock: str, is_paused: bool
) -> None:
    mat = Mat.started(exercise("squat", timed(30), prepare_seconds=25.0))
    mat.until(20.0)
    if is_paused:
        mat.workout.pause()
    wakes(mat, clock)
    mat.workout.tick()
    mat.workout.resume()
    assert mat.workout.head.lead_in_remaining == pytest.approx(25.0)


def test_a_machine_that_slept_in_an_open_hold_has_kept_it_up_to_then() -> None:
    mat = two_open_holds()
    mat.until(15.0)
    mat.clock.sleep(3_600.0)
    mat.workout.tick()
    (held,) = mat.workout.attempts
    assert held.by is EndedBy.PERSON
    assert held.seconds == pytest.approx(5.0)
    assert mat.state() is State.PAUSED


def test_a_tick_up_to_two_seconds_late_is_no_sleep() -> None:
    mat = two_sides()
    mat.until(20.0)
    due = mat.workout.due_in_seconds()
    mat.clock.advance(due + 1.99)
    mat.workout.tick()
    assert mat.state() is State.RUNNING
    mat.clock.advance(mat.workout.due_in_seconds() + 2.01)
    mat.workout.tick()
    assert mat.state() is State.PAUSED


def test_a_machine_may_sleep_before_the_start_and_while_paused() -> None:
    mat = Mat(laid_out(exercise("stretch", timed(30))))
    mat.clock.sleep(3_600.0)
    mat.clock.advance(50.0)
    mat.workout.start()
    assert mat.state() is State.RUNNING
    mat.workout.pause()
    mat.clock.sleep(3_600.0)
    mat.workout.tick()
    assert not any(isinstance(event, Slept) for event in mat.events)


def test_an_unattended_workout_resumes_through_the_lead_in_after_sleep() -> None:
    mat = two_open_holds()
    mat.workout.leave_unattended()
    mat.until(30.0)
    mat.clock.sleep(3_600.0)
    mat.workout.tick()
    assert mat.state() is State.RUNNING
    assert any(isinstance(event, Slept) for event in mat.events)
    mat.until(60.0)
    assert mat.state() is State.FINISHED
