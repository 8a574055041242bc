"""A score mixed for two ears: one mixer each, told apart only by how loud each note is there."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.player.mixer import Mixer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.sounds.rendered import Samples
    from hiptimer.audio.speaker import Note

FAR_GAIN = 0.25
"""How loud a sound from one side is on the other: with one earbud out nothing may be lost."""


class StereoMixer:
    """Does what a `Mixer` does; each frame of it is two samples, the left one first."""

    def __init__(self, samples: Samples, percent: int = 100) -> None:
        self._left = Mixer(samples, percent, partial(_gain, -1))
        self._right = Mixer(samples, percent, partial(_gain, 1))

    @property
    def position(self) -> int:
        """The next frame to be mixed."""
        return self._left.position

    @property
    def played(self) -> int:
        """How many notes were mixed to their own end; see `Mixer`."""
        return self._left.played

    def replace(self, notes: Sequence[Note]) -> None:
        """Let `notes` be all that is heard from here on; see `Mixer.replace`."""
        self._left.replace(notes)
        self._right.replace(notes)

    def set_volume(self, percent: int) -> None:
        """Make everything from here on `percent` as loud as it can be, 0 to 100."""
        self._left.set_volume(percent)
        self._right.set_volume(percent)

    def mix(self, frames: int, frame_of: Callable[[float], int]) -> array[int]:
        """Return the next `frames` frames; `frame_of` says in which a moment falls."""
        block = array("h", bytes(4 * frames))
        block[0::2] = self._left.mix(frames, frame_of)
        block[1::2] = self._right.mix(frames, frame_of)
        return block


def mixer(samples: Samples, percent: int = 100, channels: int = 1) -> Mixer | StereoMixer:
    """Return a mixer for one ear, or for two where there are two `channels`."""
    return StereoMixer(samples, percent) if channels == 2 else Mixer(samples, percent)


def _gain(side: int, note: Note) -> float:
    """Return how loud `note` is on `side`: -1 is the left, 1 the right."""
    return 1 - (1 - FAR_GAIN) * max(0.0, -side * note.pan)
