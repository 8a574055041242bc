"""Workouts that resume where an earlier program was interrupted."""

from __future__ import annotations

import pytest

from hiptimer.workout.events import EffortEnded, EndedBy, LeadInBegan
from hiptimer.workout.playhead import EarlierPart, Place, State
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, exercise, laid_out, open_hold, timed

# Prepare 0-10, squat to fatigue, rest of 15, stretch for 20 s, whose lead-in takes ten.
TIMELINE = laid_out(exercise("squat", open_hold(30, 90)), exercise("stretch", timed(20)))
SQUAT, REST, STRETCH = 1, 2, 3


def resumed(fake_clock: FakeClock, place: Place, *, restarts_effort: bool = False) -> Workout:
    earlier = EarlierPart(place, (), 100.0, restarts_effort)
    workout = Workout(TIMELINE, clock=fake_clock.clock(), earlier=earlier)
    workout.start()
    return workout


@pytest.mark.parametrize(
    ("elapsed", "remaining"),
    [(2.0, 13.0), (5.0, 10.0), (5.25, 10.0), (5.75, 10.0), (6.0, 10.0), (14.0, 10.0)],
)
def test_a_resumed_rest_lasts_at_least_as_long_as_the_lead_in_of_what_follows(
    fake_clock: FakeClock, elapsed: float, remaining: float
) -> None:
    workout = resumed(fake_clock, Place(REST, elapsed, 15.0, 1))
    assert workout.state is State.RUNNING
    assert workout.snapshot().remaining == pytest.approx(remaining)
    assert workout.head.elapsed == elapsed


def test_a_resumed_effort_is_as_long_as_it_was(fake_clock: FakeClock) -> None:
    workout = resumed(fake_clock, Place(STRETCH, 18.0, 20.0, 3))
    assert workout.state is State.RESUMING
    assert (workout.head.seconds, workout.head.lead_in_remaining) == (20.0, 10.0)


def test_the_time_spent_earlier_counts(fake_clock: FakeClock) -> None:
    workout = resumed(fake_clock, Place(REST, 2.0, 15.0, 1))
    fake_clock.advance(1.0)
    workout.stop()
    assert workout.spent_seconds == pytest.approx(101.0)


@pytest.mark.parametrize("restarts_effort", [True, False])
def test_a_hold_to_fatigue_restarts_only_on_request(
    fake_clock: FakeClock, *, restarts_effort: bool
) -> None:
    workout = resumed(fake_clock, Place(SQUAT, 12.5, None, 2), restarts_effort=restarts_effort)
    assert workout.head.elapsed == (0.0 if restarts_effort else 12.5)
    broken_off = [(it.index, it.by, it.seconds) for it in workout.attempts]
    assert broken_off == ([(SQUAT, EndedBy.AGAIN, 12.5)] if restarts_effort else [])


def test_earlier_attempts_are_kept_and_reported_to_no_listener(fake_clock: FakeClock) -> None:
    squat = EffortEnded(40.0, SQUAT, EndedBy.PERSON, 30.0, None)
    heard: list[object] = []
    workout = Workout(
        TIMELINE,
        clock=fake_clock.clock(),
        listeners=[heard.append],
        earlier=EarlierPart(Place(STRETCH, 5.0, 20.0, 1), (squat,), 60.0),
    )
    workout.start()
    assert workout.attempts == [squat]
    assert [type(event) for event in heard] == [LeadInBegan]
