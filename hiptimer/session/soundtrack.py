"""A whole workout as a WAV file, to follow without a terminal.

Nothing is played and no clock is read: the whole score is mixed in virtual time. Second 0 of the
file is the start of the workout.
"""

from __future__ import annotations

import math
import os
import stat
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.audio.player.stereo import new_mixer
from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.sounds.wav import HEADER_BYTES, SAMPLE_BYTES, header, sample_bytes
from hiptimer.foundation.atomic_file import open_replacement
from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.reasons import reason
from hiptimer.workout.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.audio.sounds.palette import Palette
    from hiptimer.audio.speaker import Note
    from hiptimer.plan.timeline import Timeline

STDOUT = "-"

_STDOUT_NUMBER = 1
_BLOCK_FRAMES = 5 * RATE
_MINUTE_SECONDS = 60

_LARGEST_BYTES = (1 << 32) - 1
"""The size field of a WAV file has 32 bits."""


class TooLong(ValueError):
    """A workout that is too long for a WAV file."""


class UnwritableOutput(ValueError):
    """A path where a WAV file cannot or should not be written. The message says why."""


class Soundtrack:
    """All sounds of an unattended workout, at `percent` of the full volume.

    Open holds and untimed reps end at their target. The file is stereo if the palette of
    `arrangement` pans the sides, otherwise mono. `frames` is the length, up to the end of the
    last sound.

    Raises:
        TooLong: the workout does not fit in a WAV file.

    """

    def __init__(
        self, timeline: Timeline, percent: int = 100, arrangement: Arrangement | None = None
    ) -> None:
        arrangement = arrangement or Arrangement()
        palette = arrangement.palette
        engine = Engine(timeline, unattended=True)
        engine.start(0.0)
        notes = upcoming_notes(engine, math.inf, arrangement)
        self._notes = [palette.apply(note) for note in arrangement.space(notes)]
        self._percent = percent
        self._channels = 2 if palette.pans else 1
        self.frames = max(_frame_of(note.moment) + _frames(note, palette) for note in self._notes)
        if self.size > _LARGEST_BYTES:
            longest = _LARGEST_BYTES // (self._frame_bytes * RATE)
            raise TooLong(
                f"{duration_text(timeline.planned_seconds)} is more than the "
                f"{duration_text(longest - longest % _MINUTE_SECONDS)} that a WAV file holds; "
                "choose fewer sets"
            )

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return self.frames / RATE

    @property
    def size(self) -> int:
        """The size of the WAV file in bytes."""
        return HEADER_BYTES + self.frames * self._frame_bytes

    @property
    def _frame_bytes(self) -> int:
        return SAMPLE_BYTES * self._channels

    def wav(self) -> Iterator[bytes]:
        """Yield the WAV file, 16 bits per sample: the header, then block by block.

        The header contains the size, so the file can be written to a pipe, which cannot seek.
        """
        yield header(self.frames, self._channels)
        mixed = new_mixer(SampleCache(), self._percent, self._channels)
        mixed.replace(self._notes)
        while mixed.position < self.frames:
            remaining = self.frames - mixed.position
            block = mixed.mix(min(_BLOCK_FRAMES, remaining), _frame_of)
            yield sample_bytes(block)


def write_wav(soundtrack: Soundtrack, file: FileIO) -> Iterator[int]:
    """Write `soundtrack` to `file`, and yield the number of bytes of each block."""
    for block in soundtrack.wav():
        remaining = memoryview(block)
        while remaining:
            # Writing to a full non-blocking pipe returns None.
            remaining = remaining[file.write(remaining) or 0 :]
        yield len(block)


@contextmanager
def open_wav_output(output: str) -> Iterator[FileIO]:
    """Open the file `output`, which is written completely or not at all, or stdout for `STDOUT`.

    The file is unbuffered, so that an interruption does not have to flush to a full pipe.

    Raises:
        Unwritable: the file cannot or should not be written.
        BrokenPipeError: the reader has closed the pipe.

    """
    try:
        with _stdout() if output == STDOUT else open_replacement(_wav_path(output)) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "stdout" if output == STDOUT else output
        raise UnwritableOutput(f"{where} cannot be written: {reason(error)}") from error


def _stdout() -> FileIO:
    if os.isatty(_STDOUT_NUMBER):
        raise UnwritableOutput("stdout is a terminal; pipe it, or name a file: -o workout.wav")
    return FileIO(_STDOUT_NUMBER, "wb", closefd=False)


def _wav_path(output: str) -> Path:
    if not output:
        raise UnwritableOutput("name a file, as in -o workout.wav")
    path = Path(output)
    if path.suffix.lower() != ".wav" and not _is_special(path):
        name = path.with_suffix(".wav").name
        raise UnwritableOutput(f"{output}: only WAV is written; name it {name}")
    return path


def _is_special(path: Path) -> bool:
    """Return whether `path` exists and is not a regular file, so that any name is allowed.

    That includes a folder, which gets the clearer message that it is one.
    """
    return path.exists() and not stat.S_ISREG(path.stat().st_mode)


def _frame_of(moment: float) -> int:
    return round(moment * RATE)


def _frames(note: Note, palette: Palette) -> int:
    return round((note.seconds or palette.seconds(note.sound)) * RATE)
