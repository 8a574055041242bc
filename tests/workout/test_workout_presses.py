from __future__ import annotations

import pytest

from hiptimer.audio.score.performance import performances_on
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, RecordingSpeaker, exercise, laid_out, open_hold


@pytest.fixture
def workout(fake_clock: FakeClock, speaker: RecordingSpeaker) -> Workout:
    both = exercise("plank", open_hold()), exercise("bridge", open_hold())
    planks = laid_out(*both, prepare_seconds=0.0)
    workout = Workout(
        planks, performances_on(speaker), fake_clock.clock(), reach_seconds=3.0, muted=True
    )
    workout.start()
    fake_clock.advance(1.5)
    workout.due_in_seconds()
    return workout


def test_a_press_for_done_counts_once_and_less_the_way_to_the_key(
    workout: Workout, fake_clock: FakeClock
) -> None:
    for _ in range(5):
        workout.due_in_seconds()
        fake_clock.advance(1.0)
        workout.tick()
    workout.press_done()
    fake_clock.advance(0.2)
    workout.press_done()
    assert [attempt.seconds for attempt in workout.attempts] == [3.5]
    assert workout.snapshot().remaining == 15.0


def test_a_blind_press_is_done_while_time_moves_and_ignored_while_paused(
    workout: Workout, fake_clock: FakeClock
) -> None:
    assert workout.press_blindly()
    assert len(workout.attempts) == 1
    workout.pause()
    fake_clock.advance(5)
    assert not workout.press_blindly()
    assert workout.state is State.PAUSED


def test_a_blind_press_cuts_a_lead_in_short(workout: Workout, fake_clock: FakeClock) -> None:
    workout.next()
    workout.next()
    workout.again()
    assert workout.state is State.RESUMING
    fake_clock.advance(1.0)
    assert workout.press_blindly()
    assert workout.head.lead_in_remaining == pytest.approx(3.0)


def test_line_by_line_each_done_counts(workout: Workout) -> None:
    workout.done()
    workout.done()
    assert workout.snapshot().remaining == pytest.approx(3.0)


def test_a_workout_may_begin_in_silence(workout: Workout, speaker: RecordingSpeaker) -> None:
    assert speaker.volumes == [0]
    assert workout.is_muted
    workout.mute()
    assert speaker.volumes == [0, 100]
