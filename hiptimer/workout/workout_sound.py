"""The interface between a workout and its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.foundation.clock import Clock
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event


class WorkoutSound(Protocol):
    """The sound of one workout. Never blocks, never raises: a failure is reported in `trouble`.

    Times are those of the engine.
    """

    @property
    def trouble(self) -> str | None:
        """The current failure, in words for the person; None if there is none."""

    @property
    def interruption(self) -> str | None:
        """The failure that the sound has recovered from, in words; None if there was none."""

    def on_command(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Respond to a command that moved the engine; `cuts` ends the current sounds."""

    def on_key(self, now: float, *, is_refused: bool) -> None:
        """Respond to a key that did not move the engine, such as one for the volume."""

    def on_time(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Continue to play after time moved the engine."""

    def on_sleep(self, now: float) -> None:
        """Warn that the machine slept, and that the workout is paused."""

    def on_input_end(self) -> None:
        """Adapt the coming sounds, because open efforts now end at their target."""

    def set_volume(self, percent: int) -> None:
        """Set the volume to `percent` of full volume, 0 to 100."""


class Silence:
    """The sound of a silent workout: does nothing."""

    trouble: str | None = None
    interruption: str | None = None

    def __init__(self, _engine: Engine, _clock: Clock) -> None:
        """Accept the arguments of every `WorkoutSound`."""

    def on_command(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Do nothing."""

    def on_key(self, now: float, *, is_refused: bool) -> None:
        """Do nothing."""

    def on_time(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Do nothing."""

    def on_sleep(self, now: float) -> None:
        """Do nothing."""

    def on_input_end(self) -> None:
        """Do nothing."""

    def set_volume(self, percent: int) -> None:
        """Do nothing."""


if TYPE_CHECKING:
    MakeWorkoutSound = Callable[[Engine, Clock], WorkoutSound]
    """A function that creates the sound for an engine and a clock."""
