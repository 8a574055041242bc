"""What a workout can ask for to be heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


BACKENDS = ("simpleaudio", "miniaudio", "pw-cat", "pacat", "aplay")
"""What a player process can play through, in the order in which it tries them."""

HEADPHONES = "--headphones"
"""What is said to a player process, before those, to let it play in stereo."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sound at a moment of the monotonic clock.

    `sound` is the name of one, or the path of a WAV file in hiptimer's own form. `pitch`
    multiplies the frequencies of a named one; `seconds` is the length it is rendered for, None for
    its own; a WAV is cut there, never stretched. `pan` is where headphones let it be heard: -1
    left, 1 right.
    """

    moment: float
    sound: str
    pitch: float = 1.0
    seconds: float | None = None
    pan: float = 0.0


class Speaker(Protocol):
    """Plays a score. Never blocks, never raises: what fails is kept in `trouble`."""

    @property
    def trouble(self) -> str | None:
        """What is wrong, in words for the person; None while all is well."""

    @property
    def interruption(self) -> str | None:
        """What the sound has come back from, in words for the person; None where nothing was."""

    def play(self, notes: Sequence[Note]) -> None:
        """Replace everything that was going to be heard by `notes`."""

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be, 0 to 100."""

    def close(self) -> None:
        """Fall silent and let go of the sound device."""


class SilentSpeaker:
    """A speaker that is switched off."""

    trouble: str | None = None
    interruption: str | None = None

    def play(self, notes: Sequence[Note]) -> None:
        """Leave `notes` unheard."""

    def set_volume(self, percent: int) -> None:
        """Take no notice of `percent`."""

    def close(self) -> None:
        """Have nothing to let go of."""
