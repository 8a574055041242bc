"""Sums the sounds that are due into blocks of samples, whoever asks for them and in what size.

A mixer counts frames and knows no clock. It is told in which frame of its stream a moment falls
by a function, so that the answer may get better while a note still waits.

The size of the blocks never changes the stream.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.rendered import FADE_FRAMES
from hiptimer.audio.sounds.tones import LOUDEST, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hiptimer.audio.sounds.rendered import Samples
    from hiptimer.audio.speaker import Note

LATEST_SECONDS = 0.1
"""A note later than this is not played: a late cue misleads more than a missing one."""

_SAME_SECONDS = 0.005
_KNEE = 26_000
_UNIT_BITS = 15
_UNIT = 1 << _UNIT_BITS


def is_same(one: Note, other: Note) -> bool:
    """Return whether two notes are the same sound at the same moment, written down twice."""
    return one.sound == other.sound and abs(one.moment - other.moment) < _SAME_SECONDS


@dataclass(slots=True)
class _Sounding:
    """A note that has begun: its samples, the frame of the stream they begin in, its end.

    `gain` is what its samples are multiplied by, in parts of `_UNIT`.
    """

    note: Note
    samples: array[int]
    first: int
    gain: int = _UNIT
    fades_from: int | None = None

    @property
    def end(self) -> int:
        end = self.first + len(self.samples)
        return end if self.fades_from is None else min(end, self.fades_from + FADE_FRAMES)

    def between(self, start: int, end: int) -> array[int]:
        """Return its samples for the frames of the stream from `start` up to `end`."""
        part = self.samples[start - self.first : end - self.first]
        if self.gain != _UNIT:
            part = array("h", [sample * self.gain >> _UNIT_BITS for sample in part])
        if self.fades_from is None:
            return part
        left = self.fades_from + FADE_FRAMES - start
        return array(
            "h",
            [
                sample * min(left - index, FADE_FRAMES) // FADE_FRAMES
                for index, sample in enumerate(part)
            ],
        )


class _Loudness:
    """How loud the stream is: a volume, and the short slope from the one before it.

    A volume is a percentage, its gain the square of the fraction: half the volume then sounds
    about half as loud.
    """

    def __init__(self, percent: int) -> None:
        self._gain = self._before = (percent / 100) ** 2
        self._slope_start = -FADE_FRAMES

    def set(self, percent: int, frame: int) -> None:
        """Go to `percent` from `frame` on."""
        self._before = self._at(frame)
        self._slope_start = frame
        self._gain = (percent / 100) ** 2

    def applied(self, samples: array[int], start: int) -> array[int]:
        """Return `samples`, which begin in frame `start`, as loud as they are to be."""
        steep = max(0, min(len(samples), self._slope_start + FADE_FRAMES - start))
        slope = [int(sample * self._at(start + at)) for at, sample in enumerate(samples[:steep])]
        if self._gain == 1.0:
            return array("h", slope) + samples[steep:]
        # Every sample comes by here: whole numbers take half the time.
        gain = round(self._gain * _UNIT)
        return array("h", slope + [sample * gain >> _UNIT_BITS for sample in samples[steep:]])

    def _at(self, frame: int) -> float:
        done = min(1.0, (frame - self._slope_start) / FADE_FRAMES)
        return self._before + (self._gain - self._before) * done


class Mixer:
    """A score on its way to becoming a stream. `position` is the next frame to be mixed.

    `played` counts the notes that were mixed to their own end at least twice `LATEST_SECONDS` ago:
    by now whoever takes the stream has passed them on to the sound card. `gain_of` says how loud a
    note is to be among the others, 0 to 1.
    """

    def __init__(
        self,
        samples: Samples,
        percent: int = 100,
        gain_of: Callable[[Note], float] = lambda _: 1.0,
    ) -> None:
        self.position = 0
        self.played = 0
        self._samples = samples
        self._gain_of = gain_of
        self._waiting: list[Note] = []
        self._begun: list[_Sounding] = []
        self._loudness = _Loudness(percent)

    @property
    def begun(self) -> tuple[Note, ...]:
        """What has begun and could still be asked for again."""
        return tuple(sounding.note for sounding in self._begun)

    def replace(self, notes: Iterable[Note]) -> None:
        """Let `notes` be all that is heard from here on.

        A note that has begun goes on where it is among them, and fades within 8 ms where it is
        not. None is begun twice.
        """
        notes = sorted(notes, key=lambda note: note.moment)
        for sounding in self._begun:
            stays = any(is_same(sounding.note, note) for note in notes)
            if not stays and sounding.fades_from is None:
                sounding.fades_from = self.position
        self._waiting = [
            note
            for note in notes
            if not any(is_same(sounding.note, note) for sounding in self._begun)
        ]

    def set_volume(self, percent: int) -> None:
        """Make everything from here on `percent` as loud as it can be, 0 to 100."""
        self._loudness.set(percent, self.position)

    def mix(self, frames: int, frame_of: Callable[[float], int]) -> array[int]:
        """Return the next `frames` samples; `frame_of` says in which frame a moment falls."""
        start, end = self.position, self.position + frames
        self._begin(end, frame_of)
        block = array("h", bytes(2 * frames))
        filled = start
        for sounding in self._begun:
            first, last = max(start, sounding.first), min(end, sounding.end)
            if first >= last:
                continue
            part = self._loudness.applied(sounding.between(first, last), first)
            shared = max(0, min(filled, last) - first)
            if shared:
                part[:shared] = _summed(block[first - start : first - start + shared], part)
            block[first - start : last - start] = part
            filled = max(filled, last)
        self.position = end
        # What has begun is remembered for as long as it could be asked for and not be too late.
        forgotten = end - round(2 * LATEST_SECONDS * RATE)
        over = [sounding for sounding in self._begun if sounding.end <= forgotten]
        if over:
            self.played += sum(sounding.fades_from is None for sounding in over)
            self._begun = [sounding for sounding in self._begun if sounding.end > forgotten]
        return block

    def _begin(self, end: int, frame_of: Callable[[float], int]) -> None:
        """Give each note that is due before frame `end` its place; drop what comes too late."""
        while self._waiting and (frame := frame_of(self._waiting[0].moment)) < end:
            note = self._waiting.pop(0)
            if frame >= self.position - round(LATEST_SECONDS * RATE):
                first = max(frame, self.position)
                gain = round(self._gain_of(note) * _UNIT)
                self._begun.append(_Sounding(note, self._samples[note], first, gain))


def _summed(block: Sequence[int], part: Iterable[int]) -> array[int]:
    """Return the sum of both, bent smoothly below full loudness instead of clipped."""
    total = list(map(add, block, part))
    if max(total) > _KNEE or min(total) < -_KNEE:
        total = [_bent(sample) for sample in total]
    return array("h", total)


def _bent(sample: int) -> int:
    over = abs(sample) - _KNEE
    if over <= 0:
        return sample
    room = LOUDEST - _KNEE
    bent = _KNEE + over * room // (over + room)
    return bent if sample > 0 else -bent
