"""Sound through a library that plays finished buffers and cannot take them back."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

from hiptimer.audio.player.buffers import Piece, Pieces
from hiptimer.audio.sounds.rendered import Samples
from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.speaker import Note

_RENDER_SECONDS = 0.3
"""How long before its start a piece is rendered."""

_TOLERANCE_SECONDS = 0.5
"""How long before its due moment a buffer may end, and how long it may take to hand one over."""

_OVERRUN_SECONDS = 3.0
"""How long after its due moment a buffer may end. Eight short ones a second, each of which opens
the device anew, end up to two seconds late (measured with PulseAudio), and all of them are heard.
"""


class Buffer(Protocol):
    """A buffer the library has begun to play."""

    def is_playing(self) -> bool:
        """Return whether it has not come to its end."""


@dataclass(frozen=True, slots=True)
class _Playing:
    """A buffer that plays: how many notes it holds, and the moment at which it is over."""

    buffer: Buffer
    notes: int
    end: float

    def is_over(self, now: float) -> bool:
        """Return whether it has come to its end, and has not broken off before."""
        return not self.buffer.is_playing() and now > self.end - _TOLERANCE_SECONDS

    def is_as_due(self, now: float) -> bool:
        """Return whether it plays when it should, and only then."""
        if now < self.end - _TOLERANCE_SECONDS:
            return self.buffer.is_playing()
        return now <= self.end + _OVERRUN_SECONDS or not self.buffer.is_playing()


class PiecePlayer:
    """Plays a score piece by piece, each at its moment.

    `play_buffer` starts to play 16-bit samples, of two `channels` by turns where there are two, and
    returns at once; `give_way` ends the process, the one way to silence a buffer that plays.
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
        self._samples = Samples()
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
        """How many notes have been taken to their end."""
        with self._changed:
            self._forget_what_is_over()
            return self._played

    @property
    def takes_sound(self) -> bool:
        """Whether buffers are begun, and play on up to their end and no longer."""
        # Whoever hands over a buffer holds the lock, for ever if the library never returns.
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
        buffer = piece.rendered(self._samples, self._percent, self._channels)
        changes = self._changes
        self._changed.wait_for(
            lambda: self._changes != changes, timeout=max(0.0, piece.start - self._clock())
        )
        if self._changes != changes:
            return
        # Silence at the beginning makes up for a late start.
        late = min(self._clock() - piece.start, piece.silent_seconds)
        self._handed_over_at = self._clock()
        left = buffer[self._channels * max(0, round(late * RATE)) :]
        playing = self._play_buffer(left.tobytes())
        self._handed_over_at = None
        self._pieces.began(piece)
        self._forget_what_is_over()
        end = max(piece.end, self._clock() + piece.end - piece.start - late)
        self._playing.append(_Playing(playing, len(piece.notes), end))

    def _forget_what_is_over(self) -> None:
        now = self._clock()
        over = [it for it in self._playing if it.is_over(now)]
        self._played += sum(it.notes for it in over)
        self._playing = [it for it in self._playing if it not in over]
