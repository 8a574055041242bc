"""Plays through a library that takes complete buffers and cannot cancel them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

from hiptimer.audio.player.pieces import Piece, Pieces
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.speaker import Note

_RENDER_SECONDS = 0.3
"""How long before its start a piece is rendered."""

_TOLERANCE_SECONDS = 0.5
"""How early a buffer may end, and how long passing one to the library may take."""

_OVERRUN_SECONDS = 3.0
"""How late a buffer may end. Eight short buffers per second, each of which reopens the device, end
up to two seconds late (measured with PulseAudio), but all of them are heard.
"""


class Buffer(Protocol):
    """A buffer that the library has started to play."""

    def is_playing(self) -> bool:
        """Return whether it has not ended yet."""


@dataclass(frozen=True, slots=True)
class _Playing:
    """A playing buffer: the number of its notes, and the moment at which it should end."""

    buffer: Buffer
    notes: int
    end: float

    def is_over(self, now: float) -> bool:
        """Return whether it has ended, and not too early."""
        return not self.buffer.is_playing() and now > self.end - _TOLERANCE_SECONDS

    def is_as_due(self, now: float) -> bool:
        """Return whether it is playing exactly when it should."""
        if now < self.end - _TOLERANCE_SECONDS:
            return self.buffer.is_playing()
        return now <= self.end + _OVERRUN_SECONDS or not self.buffer.is_playing()


class PiecePlayer:
    """Plays a score in pieces, each at its moment.

    `play_buffer` starts to play 16-bit samples, interleaved if there are two `channels`, and
    returns immediately; `give_way` ends the process, the only way to silence a playing buffer.
    """

    def __init__(
        self,
        play_buffer: Callable[[bytes], Buffer],
        give_way: Callable[[], None],
        clock: Callable[[], float],
        channels: int = 1,
    ) -> None:
        self._play_buffer = play_buffer
        self._give_way = give_way
        self._clock = clock
        self._channels = channels
        self._samples = SampleCache()
        self._pieces = Pieces(self._samples)
        self._percent = 100
        self._played = 0
        self._playing: list[_Playing] = []
        self._handed_over_at: float | None = None
        self._changes = 0
        self._changed = Condition()
        self._performer = Thread(target=self._perform, daemon=True)
        self._performer.start()

    @property
    def played(self) -> int:
        """The number of notes that have been played to their end."""
        with self._changed:
            self._forget_what_is_over()
            return self._played

    @property
    def takes_sound(self) -> bool:
        """Whether buffers start, and end when they should."""
        # No lock here: a thread holds it while it passes a buffer to the library, which may hang.
        now, handed_over_at = self._clock(), self._handed_over_at
        hangs = handed_over_at is not None and now > handed_over_at + _TOLERANCE_SECONDS
        return (
            self._performer.is_alive()
            and not hangs
            and all(it.is_as_due(now) for it in tuple(self._playing))
        )

    def play(self, notes: Sequence[Note]) -> None:
        """Replace everything that was going to be heard by `notes`."""
        with self._changed:
            now = self._clock()
            if self._pieces.clashes(notes, now):
                self._give_way()
            self._pieces.replace(notes, now)
            self._note_change()

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be, 0 to 100."""
        with self._changed:
            if percent != self._percent and self._pieces.clashes((), self._clock()):
                self._give_way()
            self._percent = percent
            self._note_change()

    def _note_change(self) -> None:
        self._changes += 1
        self._changed.notify()

    def _perform(self) -> None:
        with self._changed:
            while True:
                now = self._clock()
                piece = self._pieces.next(now)
                if piece is None:
                    self._changed.wait()
                elif piece.start > now + _RENDER_SECONDS:
                    self._changed.wait(piece.start - _RENDER_SECONDS - now)
                else:
                    self._play(piece)

    def _play(self, piece: Piece) -> None:
        """Wait for the piece's start and play it, unless the score changes before."""
        buffer = piece.render(self._samples, self._percent, self._channels)
        changes = self._changes
        self._changed.wait_for(
            lambda: self._changes != changes, timeout=max(0.0, piece.start - self._clock())
        )
        if self._changes != changes:
            return
        # A late start is compensated by shortening the initial silence.
        late = min(self._clock() - piece.start, piece.silent_seconds)
        self._handed_over_at = self._clock()
        left = buffer[self._channels * max(0, round(late * RATE)) :]
        playing = self._play_buffer(left.tobytes())
        self._handed_over_at = None
        self._pieces.mark_begun(piece)
        self._forget_what_is_over()
        end = max(piece.end, self._clock() + piece.end - piece.start - late)
        self._playing.append(_Playing(playing, len(piece.notes), end))

    def _forget_what_is_over(self) -> None:
        now = self._clock()
        over = [it for it in self._playing if it.is_over(now)]
        self._played += sum(it.notes for it in over)
        self._playing = [it for it in self._playing if it not in over]
