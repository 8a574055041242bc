"""An engine driven second by second, and ready-made ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.workout.engine import Engine, Refused
from hiptimer.workout.events import CueReached, EffortEnded, EndedBy, PhaseBegan
from tests.conftest import exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiptimer.circuit.model import Exercise
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import State


START = 7_654_321.25


FREE = FreeReps(Range.single(10), None)


class Drive:
    """An engine whose times are relative to the start of the workout."""

    def __init__(self, *exercises: Exercise, **given: Any) -> None:
        timeline = laid_out(*exercises, **given)
        self.engine = Engine(timeline)
        self.events: list[Event] = list(self.engine.start(START))

    @property
    def state(self) -> State:
        return self.engine.head.state

    @property
    def place(self) -> tuple[str, float]:
        """The kind of the current phase, and the seconds since it began."""
        return self.engine.phase.kind.value, round(self.engine.head.elapsed, 6)

    @property
    def lead_in(self) -> float:
        return round(self.engine.head.lead_in_remaining, 6)

    @property
    def attempts(self) -> list[tuple[EndedBy, float, int | None]]:
        return [
            (it.by, round(it.seconds, 6), it.reps)
            for it in self.events
            if isinstance(it, EffortEnded)
        ]

    def at(self, seconds: float, command: str = "advance", *given: float | str) -> list[Event]:
        """Give a command at `seconds` after the start and return the events."""
        events = list(getattr(self.engine, command)(START + seconds, *given))
        self.events += events
        return events

    def refused(self, seconds: float, command: str, *given: float | str) -> None:
        """Check that a command is refused and changes nothing."""
        head = self.engine.head
        with pytest.raises(Refused):
            self.at(seconds, command, *given)
        assert self.engine.head is head


def heard(events: Iterable[Event]) -> list[tuple[float, str | None]]:
    return [
        (round(it.moment - START, 6), it.cue.sound) for it in events if isinstance(it, CueReached)
    ]


def began(events: Iterable[Event]) -> list[tuple[float, int]]:
    return [(round(it.moment - START, 6), it.index) for it in events if isinstance(it, PhaseBegan)]


def two_holds() -> Drive:
    """Prepare 0-10, hold 10-40, switch 40-45, hold 45-75."""
    return Drive(exercise("stretch", timed(30, isometric=True), sides="each"))


def open_then_timed() -> Drive:
    """Prepare 0-10, open hold from 10, target 40, cap 100; rest of 15, then 20 s."""
    return Drive(exercise("squat", open_hold()), exercise("pulses", timed(20)))


def in_reps(reps: int = 5, **given: Any) -> Drive:
    """Prepare 0-10, paced reps of 4 s from 10 on."""
    return Drive(exercise("climber", paced(reps), **given), exercise("pulses", timed(20)))
