"""What a workout gives its views and its listeners besides the events of the engine."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS
from hiptimer.workout.corrections import correct_attempt, correctable_attempts
from hiptimer.workout.events import AttemptCorrected, EffortEnded, Ended, EndedBy, Interrupted
from hiptimer.workout.hold_marks import HoldKey, HoldMark
from hiptimer.workout.playhead import State
from hiptimer.workout.summary import summary
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.workout.events import Event

# Prepare 0-10, left to fatigue, switch of 5, right to fatigue.
SQUATS = laid_out(exercise("squat", open_hold(30, 90), sides="each"))
LEFT, RIGHT = 1, 3


class Sounds:
    """A sound that records what it is asked for."""

    trouble = interruption = None

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def on_command(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        self.asked.append(("commanded", len(events), now, cuts))

    def on_key(self, now: float, *, is_refused: bool) -> None:
        self.asked.append(("key", now, is_refused))

    def on_time(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        if events:
            self.asked.append(("time passed", len(events), phase_changed))

    def on_sleep(self, now: float) -> None:
        self.asked.append(("slept", now))

    def on_input_end(self) -> None:
        self.asked.append(("input ended",))

    def set_volume(self, percent: int) -> None:
        self.asked.append(("volume", percent))


def let_pass(workout: Workout, clock: FakeClock, seconds: float) -> None:
    """Tick each second, and at the end."""
    for part in [1.0] * int(seconds) + [seconds % 1.0]:
        workout.due_in_seconds()
        clock.advance(part)
        workout.tick()


def at_the_first_hold(
    clock: FakeClock,
    listener: Callable[[Event], None] = lambda _: None,
    last_holds: Mapping[HoldKey, float] = MappingProxyType({}),
) -> Workout:
    workout = Workout(SQUATS, clock=clock.clock(), listeners=[listener], last_holds=last_holds)
    workout.start()
    workout.next()
    let_pass(workout, clock, SHORT_LEAD_IN_SECONDS)
    return workout


def test_a_moment_has_the_marks_of_an_open_hold(fake_clock: FakeClock) -> None:
    last_time = {HoldKey("squat", "right", 1, 1): 35.0}
    workout = at_the_first_hold(fake_clock, last_holds=last_time)
    assert workout.snapshot().marks == ()
    let_pass(workout, fake_clock, 28.0)
    workout.done()
    workout.next()
    assert workout.snapshot().marks == (
        HoldMark(28.0, "left side today"),
        HoldMark(35.0, "last time"),
    )


@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_a_moment_has_the_wall_clock_time_of_the_end(fake_clock: FakeClock, speed: float) -> None:
    workout = Workout(SQUATS, clock=fake_clock.clock(speed))
    workout.start()
    seconds = SQUATS.planned_seconds / speed
    assert workout.snapshot().ends_at == fake_clock.on_the_wall + timedelta(seconds=seconds)


def test_a_workout_has_full_volume_by_default(fake_clock: FakeClock) -> None:
    sounds = Sounds()
    workout = Workout(SQUATS, lambda *_: sounds, fake_clock.clock())
    assert (workout.volume, workout.is_muted) == (100, False)
    workout.start()
    assert sounds.asked[0] == ("volume", 100)
    workout.change_volume(-95)
    assert workout.volume == 10
    workout.change_volume(95)
    assert workout.volume == 100
    workout.mute()
    workout.mute()
    assert [it for it in sounds.asked if it[0] == "volume"][1:] == [
        ("volume", 10),
        ("volume", 100),
        ("volume", 0),
        ("volume", 100),
    ]


def test_a_volume_that_stays_the_same_ends_no_mute(fake_clock: FakeClock) -> None:
    workout = Workout(SQUATS, clock=fake_clock.clock(), muted=True)
    workout.change_volume(0)
    assert workout.is_muted
    workout.change_volume(1)
    assert not workout.is_muted


def test_the_sound_follows_each_command_that_moves_the_workout(fake_clock: FakeClock) -> None:
    sounds = Sounds()
    timeline = laid_out(exercise("stretch", timed(30), sides="each"))
    workout = Workout(timeline, lambda *_: sounds, fake_clock.clock())
    workout.start()
    workout.lengthen(5.0)
    now = fake_clock.monotonic
    # The opening cue of the first phase belongs to the start.
    assert sounds.asked[1:] == [("commanded", 2, now, True), ("commanded", 0, now, False)]


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        (Workout.next, (State.RUNNING, 2, 0.0)),
        (Workout.again, (State.RESUMING, 1, 0.0)),
        (Workout.pause, (State.PAUSED, 1, 8.0)),
        (Workout.pause_or_resume, (State.PAUSED, 1, 8.0)),
        (Workout.done, (State.RUNNING, 2, 0.0)),
        (Workout.stop, (State.STOPPED, 1, 8.0)),
    ],
)
def test_each_command_reaches_the_engine(
    fake_clock: FakeClock,
    command: Callable[[Workout], None],
    changed: tuple[State, int, float],
) -> None:
    timeline = laid_out(exercise("stretch", timed(30), sides="each"))
    workout = Workout(timeline, clock=fake_clock.clock())
    workout.start()
    workout.next()
    let_pass(workout, fake_clock, SHORT_LEAD_IN_SECONDS + 8.0)
    command(workout)
    assert (workout.state, workout.head.index, workout.head.elapsed) == changed


@pytest.mark.parametrize(("unattended", "remaining"), [(True, 5.0), (False, None)])
def test_an_unattended_workout_ends_its_holds_at_their_target(
    fake_clock: FakeClock, *, unattended: bool, remaining: float | None
) -> None:
    workout = Workout(SQUATS, clock=fake_clock.clock(), unattended=unattended)
    workout.start()
    workout.next()
    let_pass(workout, fake_clock, SHORT_LEAD_IN_SECONDS + 30.0)
    assert workout.snapshot().remaining == remaining


@pytest.mark.parametrize("preferred", [3.0, 8.0])
def test_the_preferred_lead_in_reaches_the_engine(fake_clock: FakeClock, preferred: float) -> None:
    workout = Workout(SQUATS, clock=fake_clock.clock(), short_lead_in_seconds=preferred)
    workout.start()
    workout.next()
    let_pass(workout, fake_clock, preferred + 2.0)
    workout.again()
    assert workout.snapshot().lead_in_remaining == preferred


def test_previous_and_resume_reach_the_engine(fake_clock: FakeClock) -> None:
    workout = at_the_first_hold(fake_clock)
    workout.done()
    workout.pause_or_resume()
    workout.pause_or_resume()
    assert workout.state is State.RUNNING
    workout.pause()
    workout.resume()
    assert workout.state is State.RUNNING
    workout.previous()
    assert (workout.state, workout.head.index) == (State.RESUMING, LEFT)


def test_an_interruption_is_reported_before_the_workout_stops(fake_clock: FakeClock) -> None:
    told: list[Event] = []
    workout = at_the_first_hold(fake_clock, told.append)
    let_pass(workout, fake_clock, 3.0)
    told.clear()
    workout.interrupt()
    now = fake_clock.monotonic
    assert told == [
        Interrupted(now),
        EffortEnded(now, LEFT, EndedBy.STOP, 3.0, None),
        Ended(now, finished=False),
    ]


def test_a_correction_replaces_the_attempt_and_is_reported_once(fake_clock: FakeClock) -> None:
    told: list[Event] = []
    workout = at_the_first_hold(fake_clock, told.append)
    let_pass(workout, fake_clock, 28.0)
    workout.done()
    workout.stop()
    told.clear()
    done = summary(SQUATS, workout.attempts, spent_seconds=workout.spent_seconds)
    less = correctable_attempts(done)[0].less
    assert less
    corrected = correct_attempt(done, less).attempts
    workout.correct_attempts(corrected)
    assert workout.attempts == list(corrected)
    assert told == [AttemptCorrected(fake_clock.monotonic, LEFT, 27.0, None)]
    workout.correct_attempts(corrected)
    assert len(told) == 1
