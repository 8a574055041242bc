"""A way to the loudspeaker, as the player sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.audio.speaker import Note


class UnavailableError(Exception):
    """A way to the loudspeaker does not work here. Its text goes on after the name of the way."""


class Output(Protocol):
    """A way to the loudspeaker, open."""

    @property
    def played(self) -> int:
        """How many notes, of all it was ever given, the sound device has taken to their end."""

    @property
    def takes_sound(self) -> bool:
        """Whether the sound device takes what it is given, as far as can be known."""

    def play(self, notes: Sequence[Note]) -> None:
        """Replace everything that was going to be heard by `notes`."""

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be, 0 to 100."""
