"""What a workout tells whatever makes it heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.foundation.clock import Clock
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event


class Sounding(Protocol):
    """Makes one workout heard. Never blocks, never raises: what fails is kept in `trouble`.

    Moments are those of the clock that the engine is told.
    """

    @property
    def trouble(self) -> str | None:
        """What is wrong, in words for the person; None while all is well."""

    @property
    def interruption(self) -> str | None:
        """What the sound has come back from, in words for the person; None if there was nothing."""

    def commanded(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Answer a command that moved the engine; `cuts` ends what is being heard."""

    def time_passed(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Play on after time moved the engine."""

    def slept(self, now: float) -> None:
        """Warn that the machine slept, and that the workout is paused since."""

    def input_ended(self) -> None:
        """Play what is coming now that nobody can end an open effort."""

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be, 0 to 100."""


class Silence:
    """A workout that nobody hears."""

    trouble: str | None = None
    interruption: str | None = None

    def __init__(self, _engine: Engine, _clock: Clock) -> None:
        """Take what every `Sounding` is made with."""

    def commanded(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Answer nothing."""

    def time_passed(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Play nothing."""

    def slept(self, now: float) -> None:
        """Warn of nothing."""

    def input_ended(self) -> None:
        """Change nothing."""

    def set_volume(self, percent: int) -> None:
        """Take no notice of `percent`."""


if TYPE_CHECKING:
    MakeSounding = Callable[[Engine, Clock], Sounding]
    """Makes the workout of an engine heard, by a clock."""
