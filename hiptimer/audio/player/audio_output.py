"""The interface of an audio output, as used by the player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.audio.speaker import Note


class UnavailableError(Exception):
    """An audio backend does not work on this machine. The message continues the backend's name."""


class AudioOutput(Protocol):
    """An open audio output."""

    @property
    def played(self) -> int:
        """The number of notes that the sound device has taken to their end since the start."""

    @property
    def takes_sound(self) -> bool:
        """Whether the sound device presumably consumes what it is given."""

    def play(self, notes: Sequence[Note]) -> None:
        """Replace all upcoming notes with `notes`."""

    def set_volume(self, percent: int) -> None:
        """Set the volume from now on to `percent`, 0 to 100."""
