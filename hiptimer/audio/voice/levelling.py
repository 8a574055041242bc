"""Prepares recorded speech for use with the sounds: trimmed, free of clicks, at one level.

Synthesizers and their voices differ in loudness by a factor of three; after leveling all words are
equally loud, and stay below the peaks of the sounds.
"""

from __future__ import annotations

import math
from array import array
from operator import mul

from hiptimer.audio.sounds.tones import LOUDEST, RATE

LEVEL = 0.2
"""The root mean square of the loudest part, relative to full scale: as loud as the sounds."""

LOUDEST_PEAK = 0.68
"""Speech has peaks far above its level; they are soft-clipped to stay below this."""

_KNEE = 0.4

_SILENT = 0.01
"""Leading and trailing audio softer than this fraction of the peak is cut."""

_KEPT_FRAMES = RATE // 100
_FADE_FRAMES = RATE * 5 // 1000
_WINDOW_FRAMES = RATE // 50
_LOUDEST_WINDOWS = 5
"""The loudest part is a tenth of a second: a short word has only one vowel that is loud."""

_UNIT_BITS = 12
_UNIT = 1 << _UNIT_BITS


def level_speech(samples: array[int]) -> array[int]:
    """Return mono speech `samples` at `RATE` trimmed, leveled and faded at both ends.

    Silence gives an empty array.
    """
    peak = loudest(samples)
    if not peak:
        return array("h")
    trimmed = _trimmed(samples, threshold=_SILENT * peak)
    # Integer arithmetic for speed: this runs for every sample while the person waits.
    factor = round(LOUDEST * LEVEL / _loudest_level(trimmed) * _UNIT)
    knee = round(LOUDEST * _KNEE)
    louder = [sample * factor >> _UNIT_BITS for sample in trimmed]
    levelled = array("h", [it if -knee < it < knee else _soft_clip(it, knee) for it in louder])
    fade = min(_FADE_FRAMES, len(levelled) // 2)
    for frame in range(fade):
        levelled[frame] = levelled[frame] * frame // fade
        levelled[-1 - frame] = levelled[-1 - frame] * frame // fade
    return levelled


def _soft_clip(sample: int, knee: int) -> int:
    """Return a `sample` beyond `knee` soft-clipped below `LOUDEST_PEAK`."""
    over, room = abs(sample) - knee, round(LOUDEST * LOUDEST_PEAK) - knee
    bent = knee + over * room // (over + room)
    return bent if sample > 0 else -bent


def loudest(samples: array[int]) -> int:
    """Return the largest absolute value of the samples; 0 if there are none."""
    lowest, highest = min(samples, default=0), max(samples, default=0)
    return max(-lowest, highest)


def _trimmed(samples: array[int], threshold: float) -> array[int]:
    """Return `samples` from just before the first above `threshold` to just after the last."""
    frames = range(len(samples))
    first = next(frame for frame in frames if abs(samples[frame]) > threshold)
    last = next(frame for frame in reversed(frames) if abs(samples[frame]) > threshold)
    return samples[max(0, first - _KEPT_FRAMES) : last + 1 + _KEPT_FRAMES]


def _loudest_level(samples: array[int]) -> float:
    """Return the root mean square of the loudest part."""
    windows = [samples[at : at + _WINDOW_FRAMES] for at in range(0, len(samples), _WINDOW_FRAMES)]
    energies = [sum(map(mul, window, window)) for window in windows]
    starts = range(max(1, len(energies) - _LOUDEST_WINDOWS + 1))
    loudest_energy = max(sum(energies[at : at + _LOUDEST_WINDOWS]) for at in starts)
    return math.sqrt(loudest_energy / min(len(samples), _LOUDEST_WINDOWS * _WINDOW_FRAMES))
