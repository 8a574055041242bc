"""The built-in sounds, each defined as a few tones and rendered to samples.

Sounds differ in contour and rhythm, and are equally loud. A rising sound starts an effort, a
falling one ends it. Each family of sounds has a timbre: wood counts, a bell marks phases and reps,
a plucked string answers the person. All are in C major, with frequencies between 390 and 1600 Hz,
where laptop speakers work best, and overtones above.

The arithmetic only adds and multiplies floats, which every machine rounds the same way, and uses
rounded tables of one period, so the samples are identical on all machines.
"""

from __future__ import annotations

import math
from array import array
from enum import Enum
from functools import cache
from itertools import chain, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RATE = 48_000
"""Frames per second. A frame is one sample, because all sounds are mono."""

LOUDEST = 32_767

_TABLE_FRAMES = 1 << 14
_EDGE_SECONDS = 0.006
"""The fade in and out of a tone: under 5 ms there would be an audible click."""

_G4, _A4, _C5, _D5, _E5 = 392.0, 440.0, 523.25, 587.33, 659.26
_G5, _A5, _C6, _E6, _G6 = 783.99, 880.0, 1046.5, 1318.51, 1567.98


class Timbre(Enum):
    """The loudness of the harmonics of a tone, from the fundamental up."""

    WOOD = (1.0, 0.0, 0.1, 0.2)
    BELL = (1.0, 0.45, 0.3, 0.22)
    STRING = (1.0, 0.55, 0.36, 0.25, 0.15)


@cache
def _period(timbre: Timbre) -> Sequence[int]:
    """Return one period of the waveform of `timbre`, with its peak at `LOUDEST`."""
    period = [
        sum(
            loudness * math.sin(2 * math.pi * number * frame / _TABLE_FRAMES)
            for number, loudness in enumerate(timbre.value, start=1)
        )
        for frame in range(_TABLE_FRAMES)
    ]
    peak = max(period)
    return [round(value / peak * LOUDEST) for value in period]


class Tone(NamedTuple):
    """One tone of a sound, whose frequency changes linearly from `start_hz` to `end_hz`.

    `at` is in seconds, `level` a fraction of full loudness. `ring_seconds` is the time in which a
    struck tone decays to a third; None for a tone at a constant level.
    """

    at: float
    seconds: float
    start_hz: float
    end_hz: float
    level: float
    timbre: Timbre = Timbre.BELL
    ring_seconds: float | None = None


def _tock(at: float, hz: float, seconds: float, level: float, end_hz: float | None = None) -> Tone:
    """Return a dry stroke on wood."""
    return Tone(at, seconds, hz, end_hz or hz, level, Timbre.WOOD, seconds / 1.5)


def _struck(at: float, hz: float, seconds: float, level: float) -> Tone:
    """Return a stroke on a bell."""
    return Tone(at, seconds, hz, hz, level, Timbre.BELL, seconds / 1.5)


def _sung(at: float, start_hz: float, end_hz: float, seconds: float, level: float) -> Tone:
    """Return a tone of a bell that is held, or glides, at a constant level."""
    return Tone(at, seconds, start_hz, end_hz, level)


def _plucked(
    at: float, hz: float, seconds: float, level: float, end_hz: float | None = None
) -> Tone:
    """Return a plucked string."""
    return Tone(at, seconds, hz, end_hz or hz, level, Timbre.STRING, seconds / 1.5)


SOUNDS: Mapping[str, tuple[Tone, ...]] = {
    # Raised or lowered for each second, G A B lead to the C of `go`, and E D C to rest.
    "tick-in": (_tock(0.00, _G5, 0.10, 0.63, _A5),),
    "go": (_sung(0.00, _G5, _G5, 0.08, 0.3), _sung(0.09, _C6, _C6, 0.26, 0.3)),
    "drive": (_sung(0.00, _C5, _C6, 0.18, 0.38),),
    "beat": (_struck(0.00, _E5, 0.06, 0.62), _struck(0.07, _E5, 0.11, 0.62)),
    "return": (_sung(0.00, _C6, _C5, 3.0, 0.2),),
    "last-rep": (
        _struck(0.00, _E6, 0.08, 0.42),
        _struck(0.09, _E6, 0.08, 0.42),
        _struck(0.18, _G6, 0.17, 0.42),
    ),
    "tick-out": (_tock(0.00, _E5, 0.10, 0.63, _D5),),
    "halfway": (_struck(0.00, _A5, 0.16, 0.42), _struck(0.22, _A5, 0.25, 0.42)),
    "stage": (
        _struck(0.00, _E5, 0.12, 0.42),
        _struck(0.13, _G5, 0.12, 0.42),
        _struck(0.26, _E5, 0.20, 0.42),
    ),
    "hold-tick": (_tock(0.00, _A4, 0.12, 0.63),),
    "held-30": (_tock(0.00, _C5, 0.10, 0.5), _tock(0.14, _C5, 0.12, 0.5)),
    "held-60": (_tock(0.00, _E5, 0.10, 0.5), _tock(0.14, _E5, 0.12, 0.5)),
    "held-90": (_tock(0.00, _A5, 0.10, 0.5), _tock(0.14, _A5, 0.12, 0.5)),
    "target": (
        _struck(0.00, _C5, 0.07, 0.52),
        _struck(0.07, _G5, 0.07, 0.52),
        _struck(0.14, _C6, 0.10, 0.52),
    ),
    "switch-left": (_struck(0.00, _G4, 0.12, 0.54), _struck(0.13, _G4, 0.15, 0.54)),
    "switch-right": (_struck(0.00, _C6, 0.12, 0.47), _struck(0.13, _C6, 0.15, 0.47)),
    "rest": (_sung(0.00, _A5, _G5, 0.12, 0.3), _sung(0.13, _E5, _C5, 0.17, 0.3)),
    "kept": (_plucked(0.00, _C6, 0.06, 0.63), _plucked(0.06, _G5, 0.09, 0.63)),
    "capped": (
        _struck(0.00, _A5, 0.08, 0.5),
        _struck(0.08, _E5, 0.08, 0.5),
        _struck(0.16, _A4, 0.08, 0.5),
    ),
    "set-end": (
        _struck(0.00, _C6, 0.07, 0.5),
        _struck(0.07, _G5, 0.07, 0.5),
        _struck(0.14, _E5, 0.07, 0.5),
        _struck(0.21, _C5, 0.09, 0.5),
    ),
    # Falls like the end of a set, then rises to the pitch of the last rep.
    "last-set": (
        _struck(0.00, _C6, 0.09, 0.5),
        _struck(0.10, _G5, 0.09, 0.5),
        _struck(0.20, _G6, 0.10, 0.5),
    ),
    "finish": (
        _struck(0.00, _G5, 0.10, 0.4),
        _struck(0.12, _G5, 0.10, 0.4),
        _struck(0.24, _G5, 0.10, 0.4),
        _struck(0.36, _C6, 0.36, 0.4),
        _struck(0.72, _G5, 0.18, 0.4),
        *(
            Tone(0.90, 1.40, hz, hz, level, ring_seconds=0.7)
            for hz, level in ((_C5, 0.16), (_G5, 0.15), (_C6, 0.18))
        ),
    ),
    "paused": (_plucked(0.00, _C6, 0.11, 0.63, _E5),),
    "resumed": (_plucked(0.00, _D5, 0.10, 0.55), _plucked(0.11, _G5, 0.13, 0.56)),
    "warning": tuple(
        _sung(0.10 * number, hz, hz, 0.10, 0.27)
        for number, hz in enumerate((_A5, _E6, _A5, _E6, _A5, _E6))
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
        place = slice(first, first + frames)
        total[place] = array("i", map(add, total[place], _samples(tone, frames, pitch)))
    return array("h", total)


def _samples(tone: Tone, frames: int, pitch: float) -> Iterator[int]:
    step = tone.start_hz * pitch * _TABLE_FRAMES / RATE
    bend = (tone.end_hz - tone.start_hz) * pitch * _TABLE_FRAMES / RATE / max(frames, 1)
    place, period = 0.0, _period(tone.timbre)
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
