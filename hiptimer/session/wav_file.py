"""A whole workout as a WAV file, to be followed where there is no terminal.

Nothing is played and no clock is read: the score of all of it is mixed in virtual time, and where
nothing sounds there is nothing to mix. Second 0 of the file is the start of the workout.
"""

from __future__ import annotations

import math
import os
import stat
import struct
import sys
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.audio.player.stereo import mixer
from hiptimer.audio.score.score import Arrangement, upcoming
from hiptimer.audio.sounds.rendered import Samples
from hiptimer.audio.sounds.tones import RATE
from hiptimer.foundation.atomic_file import whole_file
from hiptimer.foundation.text.durations import span
from hiptimer.workout.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.audio.sounds.palette import Palette
    from hiptimer.audio.speaker import Note
    from hiptimer.plan.timeline import Timeline

STDOUT = "-"

_STDOUT_NUMBER = 1
_SAMPLE_BYTES = 2
_BLOCK_FRAMES = 5 * RATE
_MINUTE_SECONDS = 60

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM = 1
_FORMAT_BYTES = 16
_LARGEST_BYTES = (1 << 32) - 1
"""A WAV file counts its bytes with 32 bits."""


class TooLong(ValueError):
    """A workout that fills more than a WAV file can hold."""


class Unwritable(ValueError):
    """A place where no WAV file can be written, or none should be. Its text says why."""


class Soundtrack:
    """All that is heard of a workout nobody answers, `percent` as loud as it can be.

    Open holds and untimed reps end at their target. It is stereo where the palette of its
    arrangement lets sides be heard, mono elsewhere. `frames` is its length: it ends when the last
    sound has rung out.

    Raises:
        TooLong: no WAV file holds that much.

    """

    def __init__(
        self, timeline: Timeline, percent: int = 100, arrangement: Arrangement | None = None
    ) -> None:
        arrangement = arrangement or Arrangement()
        palette = arrangement.palette
        engine = Engine(timeline, unattended=True)
        engine.start(0.0)
        notes = upcoming(engine, math.inf, arrangement)
        self._notes = [palette.played(note) for note in notes]
        self._percent = percent
        self._channels = 2 if palette.pans else 1
        self.frames = max(_frame_of(note.moment) + _frames(note, palette) for note in notes)
        if self.size > _LARGEST_BYTES:
            longest = _LARGEST_BYTES // (self._frame_bytes * RATE)
            raise TooLong(
                f"{span(timeline.planned_seconds)} is more than the "
                f"{span(longest - longest % _MINUTE_SECONDS)} that a WAV file holds; "
                "choose fewer sets"
            )

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / RATE

    @property
    def size(self) -> int:
        """How many bytes it is as a WAV file."""
        return _HEADER.size + self.frames * self._frame_bytes

    @property
    def _frame_bytes(self) -> int:
        return _SAMPLE_BYTES * self._channels

    def wav(self) -> Iterator[bytes]:
        """Yield it as a WAV file, 16 bits a sample: the header, then block by block.

        The header says how much follows, so that what reads it need not be able to seek.
        """
        size = self.frames * self._frame_bytes
        yield _HEADER.pack(
            *(b"RIFF", _HEADER.size - 8 + size, b"WAVE"),
            *(b"fmt ", _FORMAT_BYTES, _PCM, self._channels, RATE, RATE * self._frame_bytes),
            *(self._frame_bytes, 8 * _SAMPLE_BYTES),
            *(b"data", size),
        )
        mixed = mixer(Samples(), self._percent, self._channels)
        mixed.replace(self._notes)
        while mixed.position < self.frames:
            left = self.frames - mixed.position
            block = mixed.mix(min(_BLOCK_FRAMES, left), _frame_of)
            if sys.byteorder == "big":
                block.byteswap()
            yield block.tobytes()


def written(soundtrack: Soundtrack, file: FileIO) -> Iterator[int]:
    """Write `soundtrack` to `file`, and yield the number of bytes after each block."""
    for block in soundtrack.wav():
        left = memoryview(block)
        while left:
            # A pipe that was told never to block takes None while it is full.
            left = left[file.write(left) or 0 :]
        yield len(block)


@contextmanager
def opened(output: str) -> Iterator[FileIO]:
    """Open the file called `output`, whole or not at all, or stdout where it is `STDOUT`.

    Nothing is held back: whoever is interrupted while a pipe is full need not wait to empty it.

    Raises:
        Unwritable: it cannot be written, or should not be.
        BrokenPipeError: nobody reads it any more.

    """
    try:
        with _stdout() if output == STDOUT else whole_file(_wav_path(output)) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "stdout" if output == STDOUT else output
        reason = (error.strerror or "no reason given").lower()
        raise Unwritable(f"{where} cannot be written: {reason}") from error


def _stdout() -> FileIO:
    if os.isatty(_STDOUT_NUMBER):
        raise Unwritable("stdout is a terminal; pipe it on, or name a file: -o workout.wav")
    return FileIO(_STDOUT_NUMBER, "wb", closefd=False)


def _wav_path(output: str) -> Path:
    if not output:
        raise Unwritable("name a file, as in -o workout.wav")
    path = Path(output)
    if path.suffix.lower() != ".wav" and not _is_special(path):
        name = path.with_suffix(".wav").name
        raise Unwritable(f"{output}: only WAV is written; name it {name}")
    return path


def _is_special(path: Path) -> bool:
    """Answer whether `path` is something there that is no regular file: what it is called is free.

    A folder is among them: that it is one is the better message.
    """
    return path.exists() and not stat.S_ISREG(path.stat().st_mode)


def _frame_of(moment: float) -> int:
    return round(moment * RATE)


def _frames(note: Note, palette: Palette) -> int:
    return round((note.seconds or palette.seconds(note.sound)) * RATE)
