"""A workout with a simulated person on the mat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.score.speech import NoVoice, Voice
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.workout.workout import Workout
from tests.conftest import (
    FakeClock,
    HearingSpeaker,
    exercise,
    laid_out,
    open_hold,
    timed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.circuit.model import Exercise
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import State


SLACK_SECONDS = 0.002
ANSWER_SECONDS = 0.5
"""From a command to the last sound that answers it."""


FREE = FreeReps(Range.single(10), None)


@dataclass
class Mat:
    """A workout with a simulated person who hears it, and a view that ticks when due."""

    timeline: Timeline
    speed: float = 1.0
    voice: Voice = field(default_factory=NoVoice)
    latency_seconds: float = 0.0
    clock: FakeClock = field(default_factory=FakeClock)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hearing = HearingSpeaker(clock=self.clock)
        self.began_at = self.clock.monotonic
        self.workout = Workout(
            self.timeline,
            performances_on(
                self.hearing,
                Arrangement(voice=self.voice, latency_seconds=self.latency_seconds),
            ),
            self.clock.clock(self.speed),
            volume=80,
            listeners=[self.events.append],
        )

    @classmethod
    def started(cls, *exercises: Exercise, **given: Any) -> Mat:
        mat = cls(laid_out(*exercises, **given))
        mat.workout.start()
        return mat

    def state(self) -> State:
        """Return the state of the playhead."""
        return self.workout.state

    def until(self, seconds: float, slack_seconds: float = SLACK_SECONDS) -> None:
        """Tick whenever due, until `seconds` of real time after the start."""
        end = self.began_at + seconds
        while True:
            wait = self.workout.due_in_seconds() + slack_seconds
            if self.clock.monotonic + wait > end:
                break
            self.clock.advance(wait)
            self.workout.tick()
        self.clock.advance(max(0.0, end - self.clock.monotonic))
        self.workout.tick()

    def at(self, seconds: float, command: Callable[[Workout], None]) -> list[str]:
        """Give a command at `seconds`, and return the sounds that answer it."""
        self.until(seconds)
        self.hearing.sounds()
        command(self.workout)
        self.until(seconds + ANSWER_SECONDS)
        return self.hearing.sounds()

    def between(self, start: float, end: float) -> list[tuple[float, str]]:
        """Return the sounds between two times, rounded to tenths."""
        self.until(start)
        self.hearing.sounds()
        self.until(end)
        return [
            (round(note.moment - self.began_at, 1), note.sound) for note in self.hearing.heard()
        ]


def longer(workout: Workout) -> None:
    workout.lengthen(5.0)


def shorter(workout: Workout) -> None:
    workout.lengthen(-5.0)


def two_sides() -> Mat:
    """Prepare 0-10, left 10-40, switch 40-45, right 45-75."""
    return Mat.started(exercise("stretch", timed(30), sides="each"))


def two_open_holds() -> Mat:
    """Prepare 0-10, open hold from 10 with target 22 and cap 35; rest of 15; another."""
    return Mat.started(exercise("squat", open_hold(12, 25)), exercise("lunge", open_hold(12, 25)))
