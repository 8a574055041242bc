"""Finds sounds in samples, even where others overlap them, and tells how high they are."""

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
"""How much of the beginning of a sound is looked for."""

_COARSE = 8
_PERIOD_FRAMES = RATE // 400
_LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """In which frame a sound begins, and how much what is there is like it, 0 to 1."""

    frame: int
    likeness: float


def best_match(heard: Sequence[int], wanted: Sequence[int]) -> Match | None:
    """Return where in `heard` it is most like `wanted`; None where nothing there is like it.

    A matched filter: once at a rough rate over all of it, then frame by frame a period about the
    best.
    """
    if len(heard) < len(wanted):
        return None
    rough, _ = _best(_thinned(heard), _thinned(wanted))
    around = max(0, rough * _COARSE - _PERIOD_FRAMES)
    fine, likeness = _best(heard[around : around + len(wanted) + 2 * _PERIOD_FRAMES], wanted)
    return Match(around + fine, likeness) if likeness >= _LIKE_ENOUGH else None


def pitches(samples: Sequence[int], parts: int) -> list[float]:
    """Return how high a tone is, in Hz, in each of so many equal parts.

    By the median of its periods, which short sounds that overlap it do not move.
    """
    length = len(samples) // parts
    return [_pitch(samples[part * length : (part + 1) * length]) for part in range(parts)]


def _pitch(samples: Sequence[int]) -> float:
    rising = [frame for frame, (a, b) in enumerate(pairwise(samples)) if a < 0 <= b]
    return RATE / median(after - before for before, after in pairwise(rising))


def _thinned(samples: Sequence[int]) -> list[int]:
    """Return one value for every `_COARSE` samples: their sum."""
    return [sum(samples[at : at + _COARSE]) for at in range(0, len(samples) - _COARSE, _COARSE)]


def _best(heard: Sequence[int], wanted: Sequence[int]) -> tuple[int, float]:
    """Return the shift at which `heard` is most like `wanted`, and how much, 0 to 1.

    Likeness is the correlation of the two, whatever the volume. What is nearly silent is like
    nothing.
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
