"""Cuts a score into pieces, for a sound library that plays one complete buffer at a time.

A playing piece cannot be changed. So pieces are cut at silences, each follows the previous one
without a gap, and `clashes` returns whether the process must be silenced for a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.audio.player.mixer import LATEST_SECONDS, is_same
from hiptimer.audio.player.stereo import new_mixer
from hiptimer.audio.player.stream import AHEAD_SECONDS
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from hiptimer.audio.sounds.sample_cache import SampleCache
    from hiptimer.audio.speaker import Note

LONGEST_SECONDS = 30.0
LEAD_SECONDS = 1.0
"""Silence before the first sound, during which a sleeping sound card or headset wakes up."""

_TOUCH_SECONDS = 0.001
"""Sounds that overlap by less than this, due to rounding, count as consecutive."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Notes that are played as one buffer from the moment `start` on."""

    start: float
    notes: tuple[Note, ...]
    end: float

    @property
    def silent_seconds(self) -> float:
        """The length of the initial silence."""
        return max(0.0, self.notes[0].moment + AHEAD_SECONDS - self.start)

    def render(self, samples: SampleCache, percent: int, channels: int = 1) -> array[int]:
        """Return the piece as 16-bit samples at the volume `percent`."""
        mixed = new_mixer(samples, percent, channels)
        mixed.replace(self.notes)
        return mixed.mix(
            round((self.end - self.start) * RATE),
            lambda moment: round((moment + AHEAD_SECONDS - self.start) * RATE),
        )


class Pieces:
    """The upcoming notes of a score, and the pieces of it that are playing."""

    def __init__(self, samples: SampleCache) -> None:
        self._samples = samples
        self._waiting: list[Note] = []
        self._playing: list[Piece] = []

    def clashes(self, notes: Iterable[Note], now: float) -> bool:
        """Return whether a playing piece still has a note that is not among `notes`."""
        notes = list(notes)
        return any(
            not any(is_same(sounding, note) for note in notes)
            for piece in self._playing
            for sounding in piece.notes
            if self._end(sounding, piece.start) > now
        )

    def replace(self, notes: Iterable[Note], now: float) -> None:
        """Replace all upcoming notes with `notes`, except those that are already playing."""
        self._playing = [piece for piece in self._playing if piece.end + LATEST_SECONDS > now]
        begun = [note for piece in self._playing for note in piece.notes]
        self._waiting = sorted(
            (note for note in notes if not any(is_same(note, other) for other in begun)),
            key=lambda note: note.moment,
        )

    def next(self, now: float) -> Piece | None:
        """Return the next piece, to be played from `piece.start` on; None if nothing is waiting."""
        self._waiting = [note for note in self._waiting if note.moment > now - LATEST_SECONDS]
        if not self._waiting:
            return None
        first = self._waiting[0].moment + AHEAD_SECONDS
        free = max((piece.end for piece in self._playing), default=now)
        # A note that falls into a playing piece is played in parallel.
        follows = first > free - _TOUCH_SECONDS
        start = max(now, free, first - LEAD_SECONDS) if follows else now
        return self._cut(start)

    def mark_begun(self, piece: Piece) -> None:
        """Note that `piece` is playing."""
        self._playing.append(piece)
        self._waiting = [note for note in self._waiting if note not in piece.notes]

    def _cut(self, start: float) -> Piece:
        """Return the longest piece that ends in silence in time, or else the shortest one."""
        end = start
        cuts = []
        for count, note in enumerate(self._waiting):
            if count and note.moment + AHEAD_SECONDS > end - _TOUCH_SECONDS:
                cuts.append((count, end))
            end = max(end, self._end(note, start))
        cuts.append((len(self._waiting), end))
        in_time = [(count, end) for count, end in cuts if end <= start + LONGEST_SECONDS]
        count, end = in_time[-1] if in_time else cuts[0]
        return Piece(start, tuple(self._waiting[:count]), end)

    def _end(self, note: Note, start: float) -> float:
        """Return the end of `note` in a piece from `start`; a late note begins at `start`."""
        begins = max(note.moment + AHEAD_SECONDS, start)
        return begins + len(self._samples[note]) / RATE
