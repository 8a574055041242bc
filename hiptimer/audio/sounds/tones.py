"""The built-in sounds, each defined as a few tones and rendered to samples.

Sounds differ in contour and rhythm, never in loudness. A rising sound starts an effort, a falling
one ends it. All frequencies are between 390 and 1600 Hz, where laptop speakers work best; two soft
harmonics add warmth.

The arithmetic only adds and multiplies floats, which every machine rounds the same way, and uses
one rounded sine table, so the samples are identical on all machines.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RATE = 48_000
"""Frames per second. A frame is one sample, because all sounds are mono."""

LOUDEST = 32_767

_HARMONICS = (1.0, 0.3, 0.1)
_TABLE_FRAMES = 1 << 14
_EDGE_SECONDS = 0.006
"""The fade in and out of a tone: under 5 ms there would be an audible click."""


@cache
def _period() -> Sequence[int]:
    """Return one period of the waveform of all tones, with its peak at `LOUDEST`."""
    period = [
        sum(
            loudness * math.sin(2 * math.pi * number * frame / _TABLE_FRAMES)
            for number, loudness in enumerate(_HARMONICS, start=1)
        )
        for frame in range(_TABLE_FRAMES)
    ]
    peak = max(period)
    return [round(value / peak * LOUDEST) for value in period]


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone of a sound, whose frequency changes linearly from `start_hz` to `end_hz`.

    `at` is in seconds, `level` a fraction of full loudness. `ring_seconds` is the time in which a
    struck tone decays to a third; None for a tone at a constant level.
    """

    at: float
    seconds: float
    start_hz: float
    end_hz: float
    level: float = 0.5
    ring_seconds: float | None = None


def _struck(at: float, hz: float, seconds: float, end_hz: float | None = None) -> Tone:
    return Tone(at, seconds, hz, end_hz or hz, ring_seconds=seconds / 2.5)


def _sung(at: float, start_hz: float, end_hz: float, seconds: float) -> Tone:
    return Tone(at, seconds, start_hz, end_hz, level=0.4)


def _ticks(number: int) -> tuple[Tone, ...]:
    """Return `number` dry, high ticks, far enough apart to be counted."""
    return tuple(_struck(0.13 * index, 1480, 0.06) for index in range(number))


SOUNDS: Mapping[str, tuple[Tone, ...]] = {
    "tick-in": (_struck(0.00, 660, 0.10, 740),),
    "go": (_sung(0.00, 587, 587, 0.09), _sung(0.11, 784, 1047, 0.36)),
    "drive": (_sung(0.00, 494, 932, 0.22),),
    "beat": (_struck(0.00, 698, 0.07), _struck(0.09, 698, 0.14)),
    "return": (Tone(0.00, 3.0, 880, 440, level=0.3),),
    "last-rep": (
        _struck(0.00, 1175, 0.09),
        _struck(0.10, 1175, 0.09),
        _struck(0.20, 1397, 0.30),
    ),
    "tick-out": (_struck(0.00, 587, 0.10, 494),),
    "halfway": (_struck(0.00, 880, 0.16), _struck(0.24, 880, 0.30)),
    "stage": (
        _struck(0.00, 659, 0.13),
        _struck(0.15, 831, 0.13),
        _struck(0.30, 659, 0.30),
    ),
    "hold-tick": _ticks(1),
    "held-30": _ticks(2),
    "held-60": _ticks(3),
    "held-90": _ticks(4),
    "target": (
        _struck(0.00, 523, 0.09),
        _struck(0.09, 659, 0.09),
        _struck(0.18, 784, 0.09),
        _struck(0.27, 1047, 0.50),
    ),
    "switch-left": (
        _struck(0.00, 988, 0.11),
        _struck(0.13, 587, 0.11),
        _struck(0.36, 988, 0.11),
        _struck(0.49, 587, 0.26),
    ),
    "switch-right": (
        _struck(0.00, 587, 0.11),
        _struck(0.13, 988, 0.11),
        _struck(0.36, 587, 0.11),
        _struck(0.49, 988, 0.26),
    ),
    "rest": (_sung(0.00, 698, 587, 0.28), _sung(0.32, 523, 392, 0.45)),
    "kept": (_struck(0.00, 1047, 0.08), _struck(0.08, 784, 0.25)),
    "capped": (
        _sung(0.00, 880, 831, 0.14),
        _sung(0.18, 740, 698, 0.14),
        _sung(0.36, 622, 523, 0.30),
    ),
    "set-end": (
        _struck(0.00, 1047, 0.18),
        _struck(0.18, 784, 0.18),
        _struck(0.36, 659, 0.18),
        _struck(0.54, 523, 0.70),
    ),
    # Begins like the end of a set, but doubled, and ends with the sound of the last rep.
    "last-set": (
        _struck(0.00, 1047, 0.22),
        _struck(0.13, 1047, 0.30),
        _struck(0.32, 784, 0.22),
        _struck(0.45, 784, 0.30),
        _struck(0.66, 1175, 0.09),
        _struck(0.76, 1175, 0.09),
        _struck(0.86, 1397, 0.40),
    ),
    "finish": (
        _struck(0.00, 784, 0.10),
        _struck(0.12, 784, 0.10),
        _struck(0.24, 784, 0.10),
        _struck(0.36, 1047, 0.36),
        _struck(0.72, 784, 0.18),
        Tone(0.90, 1.40, 523, 523, level=0.20, ring_seconds=0.7),
        Tone(0.90, 1.40, 784, 784, level=0.18, ring_seconds=0.7),
        Tone(0.90, 1.40, 1047, 1047, level=0.22, ring_seconds=0.7),
    ),
    "paused": (_struck(0.00, 831, 0.11, 523),),
    "resumed": (_struck(0.00, 523, 0.10, 587), _struck(0.13, 698, 0.22, 784)),
    "warning": (
        _sung(0.00, 740, 740, 0.10),
        _sung(0.10, 1109, 1109, 0.10),
        _sung(0.20, 740, 740, 0.10),
        _sung(0.30, 1109, 1109, 0.10),
        _sung(0.40, 740, 740, 0.10),
        _sung(0.50, 1109, 1109, 0.10),
    ),
}
"""The tones of each sound by its name. The pitch of `tick-in` should rise every second."""


def natural_seconds(sound: str) -> float:
    """Return the natural length of `sound`. Raises KeyError for an unknown sound."""
    return max(tone.at + tone.seconds for tone in SOUNDS[sound])


def render(sound: str, pitch: float = 1.0, seconds: float | None = None) -> array[int]:
    """Return `sound` as mono 16-bit samples at `RATE`, zero at both ends.

    `pitch` multiplies all its frequencies; `seconds` stretches or shortens it to that length,
    including its rhythm. Raises KeyError for an unknown sound.
    """
    stretch = 1.0 if seconds is None else seconds / natural_seconds(sound)
    total = array("i", bytes(4 * round(natural_seconds(sound) * stretch * RATE)))
    for tone in SOUNDS[sound]:
        first = round(tone.at * stretch * RATE)
        # Start and length are rounded separately, which may exceed the end by one frame.
        frames = min(round(tone.seconds * stretch * RATE), len(total) - first)
        for frame, sample in enumerate(_samples(tone, frames, pitch), start=first):
            total[frame] += sample
    return array("h", total)


def _samples(tone: Tone, frames: int, pitch: float) -> Iterator[int]:
    step = tone.start_hz * pitch * _TABLE_FRAMES / RATE
    bend = (tone.end_hz - tone.start_hz) * pitch * _TABLE_FRAMES / RATE / max(frames, 1)
    place, period = 0.0, _period()
    for level in _levels(tone, frames):
        yield int(period[int(place) % _TABLE_FRAMES] * level)
        place += step
        step += bend


def _levels(tone: Tone, frames: int) -> Iterator[float]:
    """Yield the level of the tone at each frame: fade in, decay or sustain, fade out."""
    edge = min(round(_EDGE_SECONDS * RATE), frames // 2)
    swell = [0.5 - 0.5 * math.cos(math.pi * frame / edge) for frame in range(edge)]
    shape = chain(swell, repeat(1.0, frames - 2 * edge), reversed(swell))
    if tone.ring_seconds is None:
        return (tone.level * part for part in shape)
    return _ringing(tone.level, 1 - 1 / (tone.ring_seconds * RATE), shape)


def _ringing(level: float, decay: float, shape: Iterator[float]) -> Iterator[float]:
    for part in shape:
        yield level * part
        level *= decay
