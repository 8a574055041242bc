"""A cache of the samples of notes, each rendered or loaded once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.tones import RATE, render
from hiptimer.audio.sounds.wav import BadWav, load

if TYPE_CHECKING:
    from hiptimer.audio.speaker import Note

    _Shape = tuple[str, float, float | None, float | None]

FADE_FRAMES = RATE * 8 // 1000
"""The fade at a cut: under 5 ms there would be an audible click."""

_SOFTER = 4
"""By how much softer a sound is while it is the ground of another."""

_SILENCE = array("h", bytes(2 * (RATE // 100)))
"""The samples of a missing or broken WAV. Not empty, because that would crash simpleaudio."""


class SampleCache:
    """A cache of the most recently used samples, up to `most_seconds` in total.

    The latest is kept regardless of its length. Notes share samples if they differ only in their
    moment and pan.
    """

    def __init__(self, most_seconds: float = 90.0) -> None:
        self._room_frames = round(most_seconds * RATE)
        self._frames = 0
        self._kept: dict[_Shape, array[int]] = {}

    def __contains__(self, note: Note) -> bool:
        return _shape(note) in self._kept

    def __getitem__(self, note: Note) -> array[int]:
        samples = self._kept.pop(_shape(note), None)
        if samples is None:
            samples = _made(note)
            self._frames += len(samples)
        self._kept[_shape(note)] = samples
        while self._frames > self._room_frames and len(self._kept) > 1:
            self._frames -= len(self._kept.pop(next(iter(self._kept))))
        return samples


def _shape(note: Note) -> _Shape:
    return note.sound, note.pitch, note.seconds, note.softer_after


def _made(note: Note) -> array[int]:
    samples = _whole(note)
    if note.softer_after is None:
        return samples
    return _softened(samples, round(note.softer_after * RATE))


def _softened(samples: array[int], first: int) -> array[int]:
    """Return `samples`, softer from frame `first` on, before which they fade."""
    begin = max(0, first - FADE_FRAMES)
    step = _SOFTER * FADE_FRAMES
    fading = [
        sample * (step - (_SOFTER - 1) * at) // step
        for at, sample in enumerate(samples[begin:first])
    ]
    softer = [sample // _SOFTER for sample in samples[first:]]
    return samples[:begin] + array("h", fading + softer)


def _whole(note: Note) -> array[int]:
    if not note.sound.endswith(".wav"):
        return render(note.sound, note.pitch, note.seconds)
    try:
        samples = load(note.sound)
    except BadWav:
        return _SILENCE
    return samples if note.seconds is None else _cut(samples, round(note.seconds * RATE))


def _cut(samples: array[int], frames: int) -> array[int]:
    """Return the first `frames` of `samples`, at least one, with a fade if anything is cut."""
    if len(samples) <= max(1, frames):
        return samples
    fade = min(FADE_FRAMES, frames)
    faded = [
        sample * (fade - 1 - at) // fade
        for at, sample in enumerate(samples[frames - fade : frames])
    ]
    return samples[: frames - fade] + array("h", faded)
