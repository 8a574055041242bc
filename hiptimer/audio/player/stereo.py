"""Mixes a score in stereo: one mixer per ear, which differ only in the gain of each note."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.player.mixer import Mixer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.sounds.sample_cache import SampleCache
    from hiptimer.audio.speaker import Note

FAR_GAIN = 0.25
"""The gain of a sound on the opposite side, so that nothing is lost with only one earbud in."""


class StereoMixer:
    """Like `Mixer`, but each frame is two samples, the left one first."""

    def __init__(self, samples: SampleCache, percent: int = 100) -> None:
        self._left = Mixer(samples, percent, partial(_gain, -1))
        self._right = Mixer(samples, percent, partial(_gain, 1))

    @property
    def position(self) -> int:
        """The next frame to be mixed."""
        return self._left.position

    @property
    def played(self) -> int:
        """The number of notes that were mixed to their end; see `Mixer`."""
        return self._left.played

    def replace(self, notes: Sequence[Note]) -> None:
        """Replace all upcoming notes with `notes`; see `Mixer.replace`."""
        self._left.replace(notes)
        self._right.replace(notes)

    def set_volume(self, percent: int) -> None:
        """Set the volume from here on to `percent`, 0 to 100."""
        self._left.set_volume(percent)
        self._right.set_volume(percent)

    def mix(self, frames: int, frame_of: Callable[[float], int]) -> array[int]:
        """Return the next `frames` frames; `frame_of` maps moments to frames."""
        block = array("h", bytes(4 * frames))
        block[0::2] = self._left.mix(frames, frame_of)
        block[1::2] = self._right.mix(frames, frame_of)
        return block


def new_mixer(samples: SampleCache, percent: int = 100, channels: int = 1) -> Mixer | StereoMixer:
    """Return a mono mixer, or a stereo mixer for two `channels`."""
    return StereoMixer(samples, percent) if channels == 2 else Mixer(samples, percent)


def _gain(side: int, note: Note) -> float:
    """Return the gain of `note` on `side`: -1 is the left, 1 the right."""
    return 1 - (1 - FAR_GAIN) * max(0.0, -side * note.pan)
