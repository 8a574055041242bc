"""An endless stream, pulled block by block, and the mapping from moments to its frames.

The clock of a sound card deviates from the machine's by a few in a hundred thousand, and the card
requests a block when it has room, sometimes late, never early. The earliest requests therefore show
how far ahead of the card the stream is, which gives the mapping.
"""

from __future__ import annotations

import math
from threading import Lock
from typing import TYPE_CHECKING

from hiptimer.audio.player.mixer import LATEST_SECONDS
from hiptimer.audio.player.stereo import new_mixer
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.sounds.sample_cache import SampleCache
    from hiptimer.audio.speaker import Note

AHEAD_SECONDS = 0.025
"""The delay of every note after its moment. A block lasts 20 ms at most.

A note requested at its own moment arrives while the block of that moment is already being mixed.
Delaying all notes by slightly more than a block keeps the intervals between them exact.
"""

_TAKES_WITHIN_SECONDS = 0.25
"""A working device requests ten blocks in this time, once it has woken up."""


class StreamClock:
    """Maps moments to frames of a stream, estimated from the times of block requests.

    Late requests, which are frequent on a busy machine, have no effect. The drift of a sound card
    is followed by at most `_SLEW_SECONDS` per window; a gap after an underrun as soon as a whole
    window shows it. A gap so long that notes would be dropped, as when a device wakes up, is
    followed immediately.
    """

    _WINDOW_SECONDS = 2.0
    _SLEW_SECONDS = 0.000_3
    _GAP_SECONDS = 0.010
    _LONG_GAP_SECONDS = LATEST_SECONDS
    _LONG_GAP_WINDOW_SECONDS = 0.25

    def __init__(self) -> None:
        self._start = 0.0
        self._window_ends = 0.0
        self._earliest: float | None = None
        self._settled = False
        self._lost_at: float | None = None
        self._earliest_lost = 0.0

    def observe(self, now: float, position: int) -> None:
        """Note that the block that begins at frame `position` was requested at `now`."""
        start = now - position / RATE
        if self._earliest is None or self._is_lost(now, start):
            self._earliest = self._start = start if self._lost_at is None else self._earliest_lost
            self._lost_at = None
            self._window_ends = now + self._WINDOW_SECONDS
        self._earliest = min(self._earliest, start)
        if not self._settled:
            self._start = self._earliest
        if now >= self._window_ends:
            self._correct(self._earliest)
            self._settled = True
            self._earliest = start
            self._window_ends = now + self._WINDOW_SECONDS

    def _is_lost(self, now: float, start: float) -> bool:
        """Return whether all recent requests were too late for a busy machine to explain it."""
        if start - self._start < self._LONG_GAP_SECONDS:
            self._lost_at = None
            return False
        if self._lost_at is None:
            self._lost_at, self._earliest_lost = now, start
        self._earliest_lost = min(self._earliest_lost, start)
        return now - self._lost_at >= self._LONG_GAP_WINDOW_SECONDS

    def _correct(self, earliest: float) -> None:
        error = earliest - self._start
        if abs(error) < self._GAP_SECONDS:
            error = max(-self._SLEW_SECONDS, min(self._SLEW_SECONDS, error))
        self._start += error

    def frame_of(self, moment: float) -> int:
        """Return the frame of `moment`."""
        return round((moment - self._start) * RATE)


class Stream:
    """A mixer shared by two threads: one replaces the score, the other pulls blocks.

    It is mono, or stereo with two `channels`. `taker` is the device that requests blocks, if a
    reference to it must be kept.
    """

    def __init__(self, clock: Callable[[], float], samples: SampleCache, channels: int = 1) -> None:
        self._clock = clock
        self._samples = samples
        self._mixer = new_mixer(samples, channels=channels)
        self._frames = StreamClock()
        self.taker: object = None
        self._woke_at = math.inf
        self._asked_at = -math.inf
        self._lock = Lock()

    @property
    def played(self) -> int:
        """The number of notes that have been played to their end."""
        return self._mixer.played

    @property
    def takes_sound(self) -> bool:
        """Whether blocks have been requested steadily until now."""
        # A device that is waking up requests a few blocks in a row, then none for seconds.
        is_awake = self._asked_at - self._woke_at > _TAKES_WITHIN_SECONDS
        return is_awake and self._clock() - self._asked_at <= _TAKES_WITHIN_SECONDS

    def play(self, notes: Sequence[Note]) -> None:
        """Replace all upcoming notes with `notes`.

        Notes that are already rendered enter the stream before the others are rendered one by one,
        so that a long sound does not delay silence or the next sound.
        """
        ready = {note for note in notes if note in self._samples}
        self._replace([note for note in notes if note in ready])
        for note in sorted(notes, key=lambda note: note.moment):
            if note not in ready:
                _ = self._samples[note]
                # A long score may evict the first samples from the cache; they are rendered again.
                ready |= {note for note in notes if note in self._samples}
                self._replace([note for note in notes if note in ready])

    def _replace(self, notes: Sequence[Note]) -> None:
        with self._lock:
            self._mixer.replace(notes)

    def set_volume(self, percent: int) -> None:
        """Set the volume from the next block on to `percent`, 0 to 100."""
        with self._lock:
            self._mixer.set_volume(percent)

    def block(self, frames: int) -> bytes:
        """Return the next `frames` frames, 16 bits per sample, for a device that has room now."""
        with self._lock:
            self._asked_at = self._clock()
            self._woke_at = min(self._woke_at, self._asked_at)
            self._frames.observe(self._asked_at, self._mixer.position)
            return self._mixer.mix(frames, self._frame_of).tobytes()

    def _frame_of(self, moment: float) -> int:
        return self._frames.frame_of(moment + AHEAD_SECONDS)
