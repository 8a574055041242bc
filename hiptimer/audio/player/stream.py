"""A stream that never ends, pulled block by block, and where in it a moment falls.

A sound card counts its own seconds, a few in a hundred thousand longer or shorter than the
machine's, and it asks for a block when it has room, sometimes late, never early. So the earliest
requests say how far ahead of the card the stream is; that is what moments are measured by.
"""

from __future__ import annotations

import math
from threading import Lock
from typing import TYPE_CHECKING

from hiptimer.audio.player.mixer import LATEST_SECONDS
from hiptimer.audio.player.stereo import mixer
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.sounds.rendered import Samples
    from hiptimer.audio.speaker import Note

AHEAD_SECONDS = 0.025
"""How much later than its moment every note is placed. A block lasts 20 ms at most.

A note that is asked for at its own moment arrives while the block that holds that moment is
already being mixed. Delaying all of them by a block and a little keeps its distance to those that
follow exact.
"""

_TAKES_WITHIN_SECONDS = 0.25
"""A device that takes sound asks for ten blocks in that time, once it has woken up."""


class StreamClock:
    """Which frame of a stream belongs to a moment, learnt from when blocks are asked for.

    Late requests, which a busy machine makes often, move nothing. The drift of a sound card is
    followed by at most `_SLEW_SECONDS` a window; a gap in the stream, after an underrun, as soon
    as a whole window shows it. One so long that notes would be dropped, as a device makes that
    wakes up or has slept, is followed at once.
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
        """Take in that the block which begins in frame `position` is asked for at `now`."""
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
        """Return whether every request for a while came later than any machine is busy."""
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
        """Return the frame in which `moment` falls."""
        return round((moment - self._start) * RATE)


class Stream:
    """A mixer two threads share: one replaces the score, the other pulls blocks from it.

    It is mono, or stereo where there are two `channels`. `taker` is the device that asks for
    blocks, if one must be held on to.
    """

    def __init__(self, clock: Callable[[], float], samples: Samples, channels: int = 1) -> None:
        self._clock = clock
        self._samples = samples
        self._mixer = mixer(samples, channels=channels)
        self._frames = StreamClock()
        self.taker: object = None
        self._woke_at = math.inf
        self._asked_at = -math.inf
        self._lock = Lock()

    @property
    def played(self) -> int:
        """How many notes have been taken to their end."""
        return self._mixer.played

    @property
    def takes_sound(self) -> bool:
        """Whether blocks have been asked for for a while, up to now."""
        # A device that is only waking takes a few blocks at once, and then none for seconds.
        is_awake = self._asked_at - self._woke_at > _TAKES_WITHIN_SECONDS
        return is_awake and self._clock() - self._asked_at <= _TAKES_WITHIN_SECONDS

    def play(self, notes: Sequence[Note]) -> None:
        """Replace what is going to be heard.

        What has been rendered already is in the stream before the rest is rendered, one sound
        after the other: neither silence nor the next sound waits for a long one.
        """
        ready = {note for note in notes if note in self._samples}
        self._replace([note for note in notes if note in ready])
        for note in sorted(notes, key=lambda note: note.moment):
            if note not in ready:
                _ = self._samples[note]
                # A long score may push out what was rendered first; it is rendered again in time.
                ready |= {note for note in notes if note in self._samples}
                self._replace([note for note in notes if note in ready])

    def _replace(self, notes: Sequence[Note]) -> None:
        with self._lock:
            self._mixer.replace(notes)

    def set_volume(self, percent: int) -> None:
        """Make everything from the next block on `percent` as loud as it can be."""
        with self._lock:
            self._mixer.set_volume(percent)

    def block(self, frames: int) -> bytes:
        """Return the next `frames` frames, 16 bits a sample, for whoever has room for them now."""
        with self._lock:
            self._asked_at = self._clock()
            self._woke_at = min(self._woke_at, self._asked_at)
            self._frames.observe(self._asked_at, self._mixer.position)
            return self._mixer.mix(frames, self._frame_of).tobytes()

    def _frame_of(self, moment: float) -> int:
        return self._frames.frame_of(moment + AHEAD_SECONDS)
