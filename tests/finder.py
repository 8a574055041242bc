"""Finds sounds in samples, even if others overlap them, and measures their pitch."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from hiptimer.audio.sounds.tones import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE_SECONDS = 0.4
"""The length of the beginning of a sound that is searched for."""

_LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """The frame in which a sound starts, and its likeness to the samples there, 0 to 1."""

    frame: int
    likeness: float


def best_match(heard: Sequence[int], wanted: Sequence[int]) -> Match | None:
    """Return the best match for `wanted` in `heard`; None if nothing resembles it.

    Likeness is the correlation of the two, independent of volume. Near silence has likeness 0.
    """
    shifts = len(heard) - len(wanted) + 1
    if shifts < 1:
        return None
    samples, sound = np.asarray(heard, np.float64), np.asarray(wanted, np.float64)
    # Multiplying the spectra of two sounds correlates them at all shifts together.
    spectrum = np.fft.rfft(samples) * np.fft.rfft(sound, len(samples)).conj()
    correlation = np.fft.irfft(spectrum, len(samples))[:shifts]
    energy = sound @ sound
    energies = np.concatenate(([0.0], np.cumsum(samples**2)))
    nearby = np.maximum(energies[len(sound) :] - energies[:shifts], energy / 1000)
    likeness = correlation / np.sqrt(energy * nearby)
    best = int(np.argmax(likeness))
    return Match(best, float(likeness[best])) if likeness[best] >= _LIKE_ENOUGH else None


def pitches(samples: Sequence[int], parts: int) -> list[float]:
    """Return the pitch of a tone, in Hz, in each of `parts` equal parts.

    It is the median of the periods, which short overlapping sounds do not change.
    """
    length = len(samples) // parts
    return [_pitch(samples[part * length : (part + 1) * length]) for part in range(parts)]


def _pitch(samples: Sequence[int]) -> float:
    rising = [frame for frame, (a, b) in enumerate(pairwise(samples)) if a < 0 <= b]
    return RATE / median(after - before for before, after in pairwise(rising))
