"""Finds sounds in samples, even if others overlap them, and measures their pitch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import mul
from statistics import median
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE_SECONDS = 0.4
"""The length of the beginning of a sound that is searched for."""

_COARSE = 8
_PERIOD_FRAMES = RATE // 400
_LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """The frame in which a sound starts, and its likeness to the samples there, 0 to 1."""

    frame: int
    likeness: float


def best_match(heard: Sequence[int], wanted: Sequence[int]) -> Match | None:
    """Return the best match for `wanted` in `heard`; None if nothing resembles it.

    A matched filter: first at a coarse rate over everything, then frame by frame within a period
    of the best match.
    """
    if len(heard) < len(wanted):
        return None
    rough, _ = _best(_thin(heard), _thin(wanted))
    around = max(0, rough * _COARSE - _PERIOD_FRAMES)
    fine, likeness = _best(heard[around : around + len(wanted) + 2 * _PERIOD_FRAMES], wanted)
    return Match(around + fine, likeness) if likeness >= _LIKE_ENOUGH else None


def pitches(samples: Sequence[int], parts: int) -> list[float]:
    """Return the pitch of a tone, in Hz, in each of `parts` equal parts.

    It is the median of the periods, which short overlapping sounds do not change.
    """
    length = len(samples) // parts
    return [_pitch(samples[part * length : (part + 1) * length]) for part in range(parts)]


def _pitch(samples: Sequence[int]) -> float:
    rising = [frame for frame, (a, b) in enumerate(pairwise(samples)) if a < 0 <= b]
    return RATE / median(after - before for before, after in pairwise(rising))


def _thin(samples: Sequence[int]) -> list[int]:
    """Return the sum of every `_COARSE` samples."""
    return [sum(samples[at : at + _COARSE]) for at in range(0, len(samples) - _COARSE, _COARSE)]


def _best(heard: Sequence[int], wanted: Sequence[int]) -> tuple[int, float]:
    """Return the shift at which `heard` resembles `wanted` most, and the likeness, 0 to 1.

    Likeness is the correlation of the two, independent of volume. Near silence has likeness 0.
    """
    energy = sum(map(mul, wanted, wanted))
    energies = [0, *accumulate(sample * sample for sample in heard)]
    length = len(wanted)
    likeness = [
        sum(map(mul, heard[at : at + length], wanted))
        / math.sqrt(energy * max(energies[at + length] - energies[at], energy / 1000))
        for at in range(len(heard) - length + 1)
    ]
    best = max(range(len(likeness)), key=likeness.__getitem__)
    return best, likeness[best]
