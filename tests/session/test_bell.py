from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from hiptimer.session.bell import Bell
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, exercise, laid_out, timed


@dataclass
class Ringing:
    """A workout that is heard by the bell: prepare 0-10, effort 10-15."""

    speed: float = 1.0
    is_needed: bool = True
    rings: int = 0
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        timeline = laid_out(exercise("stretch", timed(5)))
        self.workout = Workout(timeline, clock=self.clock.clock(self.speed))
        bell = Bell(self.workout, self._ring, lambda: self.is_needed)
        self.workout.listeners.append(bell)
        self.workout.start()

    def _ring(self) -> None:
        self.rings += 1

    def after(self, seconds: float, *, late_seconds: float = 0.0) -> int:
        """Let time pass in small steps, the last of them late, and return how often it rang."""
        before = self.rings
        steps = round(seconds * 4)
        for step in range(1, steps + 1):
            self.clock.advance(0.25 + (late_seconds if step == steps else 0.0))
            self.workout.tick()
        return self.rings - before


def test_the_bell_rings_for_each_sound_of_a_cue_but_not_for_words_alone() -> None:
    ringing = Ringing()
    assert ringing.rings == 0
    assert [ringing.after(seconds) for seconds in (6.75, 0.25, 1.0, 1.0, 1.0)] == [0, 1, 1, 1, 1]


def test_the_bell_rings_at_the_end() -> None:
    ringing = Ringing()
    ringing.after(14.75)
    assert ringing.after(0.25) > 0


def test_the_bell_answers_a_pause_and_a_resume() -> None:
    ringing = Ringing()
    ringing.after(12.25)
    before = ringing.rings
    ringing.workout.pause()
    assert ringing.rings == before + 1
    ringing.workout.resume()
    assert ringing.rings == before + 2


def test_the_bell_rings_when_an_effort_resumes_after_its_lead_in() -> None:
    ringing = Ringing()
    ringing.after(12.25)
    ringing.workout.pause()
    ringing.workout.resume()
    assert ringing.after(4.75) == 3
    assert ringing.after(0.25) == 1


@pytest.mark.parametrize(("late_seconds", "rings"), [(0.09, 1), (0.11, 0)])
def test_the_bell_is_silent_for_a_cue_more_than_a_tenth_of_a_second_late(
    late_seconds: float, rings: int
) -> None:
    assert Ringing().after(7.0, late_seconds=late_seconds) == rings


def test_lateness_is_measured_in_real_time_in_a_rehearsal() -> None:
    ringing = Ringing(speed=10.0)
    ringing.clock.advance(0.75)
    ringing.workout.tick()
    assert ringing.rings == 1


def test_a_bell_that_is_not_needed_or_muted_is_silent() -> None:
    silent: list[Any] = [Ringing(is_needed=False), Ringing()]
    silent[1].workout.mute()
    assert [it.after(20.0) for it in silent] == [0, 0]
