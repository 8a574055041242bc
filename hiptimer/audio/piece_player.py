"""Sound through a library that plays finished buffers and cannot take them back."""

from __future__ import annotations

from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

from hiptimer.audio.mixer import Samples
from hiptimer.audio.pieces import Piece, Pieces
from hiptimer.audio.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.speaker import Note

_RENDER_SECONDS = 0.3
"""How long before its start a piece is rendered."""


class Buffer(Protocol):
    """A buffer the library has begun to play."""

    def is_playing(self) -> bool:
        """Return whether it has not come to its end."""


class PiecePlayer:
    """Plays a score piece by piece, each at its moment.

    `play_buffer` starts to play 16-bit samples and returns at once; `give_way` ends the process,
    the one way to silence a buffer that plays.
    """

    def __init__(
        self,
        play_buffer: Callable[[bytes], Buffer],
        give_way: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self._play_buffer = play_buffer
        self._give_way = give_way
        self._clock = clock
        self._samples = Samples()
        self._pieces = Pieces(self._samples)
        self._percent = 100
        self._played = 0
        self._playing: list[tuple[Buffer, int]] = []
        self._changes = 0
        self._changed = Condition()
        Thread(target=self._perform, daemon=True).start()

    @property
    def played(self) -> int:
        """How many notes have been taken to their end."""
        with self._changed:
            self._forget_what_is_over()
            return self._played

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
        buffer = piece.rendered(self._samples, self._percent)
        changes = self._changes
        self._changed.wait_for(
            lambda: self._changes != changes, timeout=max(0.0, piece.start - self._clock())
        )
        if self._changes != changes:
            return
        # Silence at the beginning makes up for a late start.
        late = min(self._clock() - piece.start, piece.silent_seconds)
        playing = self._play_buffer(buffer[max(0, round(late * RATE)) :].tobytes())
        self._pieces.began(piece)
        self._forget_what_is_over()
        self._playing.append((playing, len(piece.notes)))

    def _forget_what_is_over(self) -> None:
        over = [(buffer, notes) for buffer, notes in self._playing if not buffer.is_playing()]
        self._played += sum(notes for _, notes in over)
        self._playing = [playing for playing in self._playing if playing not in over]
