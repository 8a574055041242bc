"""The interface through which a workout plays sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Note(NamedTuple):
    """A sound at a `moment` of the monotonic clock.

    `sound` is a name, or the path of a WAV file in hiptimer's native form. `pitch` multiplies the
    frequencies of a named sound; `seconds` is the length to render, None for the natural length; a
    WAV is cut to it, not stretched. `pan` is the position on headphones: -1 left, 1 right. From
    `softer_after` seconds of it on, it is the ground of another sound, at a quarter of its level.
    """

    moment: float
    sound: str
    pitch: float = 1.0
    seconds: float | None = None
    pan: float = 0.0
    softer_after: float | None = None


class Speaker(Protocol):
    """Plays a score. Never blocks and never raises; `trouble` reports failures."""

    @property
    def trouble(self) -> str | None:
        """A message for the person about what is wrong; None if nothing is."""

    @property
    def interruption(self) -> str | None:
        """A message for the person about the last interruption of sound; None if there was none."""

    def play(self, notes: Sequence[Note]) -> None:
        """Replace all upcoming notes with `notes`."""

    def set_volume(self, percent: int) -> None:
        """Set the volume from now on to `percent`, 0 to 100."""

    def close(self) -> None:
        """Stop all sound and release the sound device."""


class SilentSpeaker:
    """A speaker that plays nothing."""

    trouble: str | None = None
    interruption: str | None = None

    def play(self, notes: Sequence[Note]) -> None:
        """Ignore `notes`."""

    def set_volume(self, percent: int) -> None:
        """Ignore `percent`."""

    def close(self) -> None:
        """Do nothing: there is no device to release."""
