"""Mixes the sounds that are due into blocks of samples of any size.

A mixer counts frames and has no clock. A function maps moments to frames of its stream, so that
the mapping can be refined while a note is still waiting.

The stream does not depend on the size of the blocks.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.sample_cache import FADE_FRAMES
from hiptimer.audio.sounds.tones import LOUDEST, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hiptimer.audio.sounds.sample_cache import SampleCache
    from hiptimer.audio.speaker import Note

LATEST_SECONDS = 0.1
"""A note later than this is dropped, because a late cue misleads more than a missing one."""

_SAME_SECONDS = 0.005
_KNEE = 26_000
_UNIT_BITS = 15
_UNIT = 1 << _UNIT_BITS


def is_same(one: Note, other: Note) -> bool:
    """Return whether two notes are the same sound at the same moment, up to rounding."""
    return one.sound == other.sound and abs(one.moment - other.moment) < _SAME_SECONDS


@dataclass(slots=True)
class _Sounding:
    """A note that has begun: its samples, and the stream frame at which they begin.

    `gain` is the factor for its samples, in units of 1 / `_UNIT`.
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
        """Return its samples for the stream frames from `start` up to `end`."""
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
    """The volume of the stream, with a short ramp from the previous volume.

    A volume is a percentage; its gain is the square of the fraction, so that half the volume sounds
    about half as loud.
    """

    def __init__(self, percent: int) -> None:
        self._gain = self._before = (percent / 100) ** 2
        self._slope_start = -FADE_FRAMES

    def set(self, percent: int, frame: int) -> None:
        """Change to `percent` from `frame` on."""
        self._before = self._at(frame)
        self._slope_start = frame
        self._gain = (percent / 100) ** 2

    def applied(self, samples: array[int], start: int) -> array[int]:
        """Return `samples`, which begin at frame `start`, with the volume applied."""
        steep = max(0, min(len(samples), self._slope_start + FADE_FRAMES - start))
        slope = [int(sample * self._at(start + at)) for at, sample in enumerate(samples[:steep])]
        if self._gain == 1.0:
            return array("h", slope) + samples[steep:]
        # Integer arithmetic halves the time, which matters for every sample.
        gain = round(self._gain * _UNIT)
        return array("h", slope + [sample * gain >> _UNIT_BITS for sample in samples[steep:]])

    def _at(self, frame: int) -> float:
        done = min(1.0, (frame - self._slope_start) / FADE_FRAMES)
        return self._before + (self._gain - self._before) * done


class Mixer:
    """Mixes a score into a stream. `position` is the next frame to be mixed.

    `played` counts the notes that were mixed to their end at least twice `LATEST_SECONDS` ago,
    by which time they have reached the sound card. `gain_of` returns the relative loudness of a
    note, 0 to 1.
    """

    def __init__(
        self,
        samples: SampleCache,
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
        """The notes that have begun and could still appear in a new score."""
        return tuple(sounding.note for sounding in self._begun)

    def replace(self, notes: Iterable[Note]) -> None:
        """Replace all upcoming notes with `notes`.

        A note that has begun continues if it is among them, and otherwise fades out within 8 ms.
        No note begins twice.
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
        """Set the volume from here on to `percent`, 0 to 100."""
        self._loudness.set(percent, self.position)

    def mix(self, frames: int, frame_of: Callable[[float], int]) -> array[int]:
        """Return the next `frames` samples; `frame_of` maps moments to frames."""
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
        # Begun notes are remembered for as long as a new score could still play them in time.
        forgotten = end - round(2 * LATEST_SECONDS * RATE)
        over = [sounding for sounding in self._begun if sounding.end <= forgotten]
        if over:
            self.played += sum(sounding.fades_from is None for sounding in over)
            self._begun = [sounding for sounding in self._begun if sounding.end > forgotten]
        return block

    def _begin(self, end: int, frame_of: Callable[[float], int]) -> None:
        """Begin each note that is due before frame `end`; drop those that are too late."""
        while self._waiting and (frame := frame_of(self._waiting[0].moment)) < end:
            note = self._waiting.pop(0)
            if frame >= self.position - round(LATEST_SECONDS * RATE):
                first = max(frame, self.position)
                gain = round(self._gain_of(note) * _UNIT)
                self._begun.append(_Sounding(note, self._samples[note], first, gain))


def _summed(block: Sequence[int], part: Iterable[int]) -> array[int]:
    """Return the sum of both, soft-clipped below full loudness."""
    total = list(map(add, block, part))
    if max(total) > _KNEE or min(total) < -_KNEE:
        total = [_soft_clip(sample) for sample in total]
    return array("h", total)


def _soft_clip(sample: int) -> int:
    over = abs(sample) - _KNEE
    if over <= 0:
        return sample
    room = LOUDEST - _KNEE
    bent = _KNEE + over * room // (over + room)
    return bent if sample > 0 else -bent
