"""Recorded speech made ready to stand among the sounds: no silence around it, no click, one level.

Synthesizers and their voices differ in loudness by a factor of three; the words of each are to be
as loud as those of any other, and below the sounds' own peaks.
"""

from __future__ import annotations

import math
from array import array
from operator import mul

from hiptimer.audio.sounds.tones import LOUDEST, RATE

LEVEL = 0.16
"""The root mean square of the loud part, of full scale: -16 dB, about that of the sounds."""

LOUDEST_PEAK = 0.68
"""Speech swings far beyond its level for a moment; its peaks are bent to stay below this."""

_KNEE = 0.4

_SILENT = 0.01
"""What is softer than this part of the peak, before the first word and after the last, is cut."""

_KEPT_FRAMES = RATE // 100
_FADE_FRAMES = RATE * 5 // 1000
_WINDOW_FRAMES = RATE // 50
_LOUD = 0.1
"""A window with more than this part of the energy of the loudest belongs to the loud part."""

_UNIT_BITS = 12
_UNIT = 1 << _UNIT_BITS


def mastered(samples: array[int]) -> array[int]:
    """Return mono samples of speech at `RATE`, trimmed, levelled and faded at both ends.

    Silence is returned as no samples at all.
    """
    peak = loudest(samples)
    if not peak:
        return array("h")
    trimmed = _trimmed(samples, threshold=_SILENT * peak)
    # Whole numbers: every sample of every word comes by here, while somebody waits.
    factor = round(LOUDEST * LEVEL / _loud_level(trimmed) * _UNIT)
    knee = round(LOUDEST * _KNEE)
    louder = [sample * factor >> _UNIT_BITS for sample in trimmed]
    levelled = array("h", [it if -knee < it < knee else _bent(it, knee) for it in louder])
    fade = min(_FADE_FRAMES, len(levelled) // 2)
    for frame in range(fade):
        levelled[frame] = levelled[frame] * frame // fade
        levelled[-1 - frame] = levelled[-1 - frame] * frame // fade
    return levelled


def _bent(sample: int, knee: int) -> int:
    """Return a `sample` beyond `knee` brought smoothly below `LOUDEST_PEAK`."""
    over, room = abs(sample) - knee, round(LOUDEST * LOUDEST_PEAK) - knee
    bent = knee + over * room // (over + room)
    return bent if sample > 0 else -bent


def loudest(samples: array[int]) -> int:
    """Return how far the samples swing at most to either side; 0 where there are none."""
    lowest, highest = min(samples, default=0), max(samples, default=0)
    return max(-lowest, highest)


def _trimmed(samples: array[int], threshold: float) -> array[int]:
    """Return `samples` from just before the first above `threshold` to just after the last."""
    frames = range(len(samples))
    first = next(frame for frame in frames if abs(samples[frame]) > threshold)
    last = next(frame for frame in reversed(frames) if abs(samples[frame]) > threshold)
    return samples[max(0, first - _KEPT_FRAMES) : last + 1 + _KEPT_FRAMES]


def _loud_level(samples: array[int]) -> float:
    """Return the root mean square of the windows that are loud."""
    windows = [samples[at : at + _WINDOW_FRAMES] for at in range(0, len(samples), _WINDOW_FRAMES)]
    powers = [sum(map(mul, window, window)) / len(window) for window in windows]
    least = _LOUD * max(powers)
    loud = [power for power in powers if power >= least]
    return math.sqrt(sum(loud) / len(loud))
