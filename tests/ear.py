"""What an ear hears of samples: pitch, strikes and loudness, and how far two sounds are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from hiptimer.audio.sounds.tones import LOUDEST, RATE, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

_WINDOW = RATE // 50
_MISSING = 10**6

_LEAST_SEMITONES = 2.0
_LEAST_WINDOWS = 3
_LEAST_RATIO = 2.0

_MOMENT = RATE * 4 // 10
_HEAD = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (-1.69065929318241, 0.73248077421585),
)
"""The filters of ITU-R BS.1770 at 48 kHz: the sensitivity of a head, then of the ear."""
_EAR = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))


def pitches(samples: Sequence[int]) -> list[float | None]:
    """Return the frequency in each 20 ms, from the zeros it crosses upwards; None for silence."""
    return [_pitch(part) for part in _windows(samples)]


def _windows(samples: Sequence[int]) -> Samples:
    """Return the whole windows of 20 ms, one per row."""
    whole = len(samples) // _WINDOW * _WINDOW
    return np.asarray(samples[:whole], np.float64).reshape(-1, _WINDOW)


def _pitch(part: Samples) -> float | None:
    if np.abs(part).max() < LOUDEST // 100:
        return None
    at = np.flatnonzero((part[:-1] < 0) & (part[1:] >= 0)) + 1
    crossings = at - part[at] / (part[at] - part[at - 1])
    return float((len(crossings) - 1) * RATE / (crossings[-1] - crossings[0]))


def contour(samples: Sequence[int]) -> list[float]:
    """Return the pitch through the sound in semitones above 100 Hz, silence left out."""
    return [12 * math.log2(pitch / 100) for pitch in pitches(samples) if pitch]


def onsets(samples: Sequence[int]) -> list[int]:
    """Return in which 20 ms the sound gets half as loud again as it was."""
    peaks = np.abs(_windows(samples)).max(axis=1)
    return [
        at
        for at, peak in enumerate(peaks)
        if peak > LOUDEST // 20 and (at == 0 or peak > 1.5 * peaks[at - 1])
    ]


@dataclass(frozen=True)
class Heard:
    """What distinguishes sounds by ear: rhythm and contour, not loudness or timbre."""

    seconds: float
    strikes: list[int]
    contour: list[float]

    def differs(self, other: Heard) -> bool:
        """Return whether an ear can tell them apart, by rhythm or contour alone."""
        return self.distance(other) >= 1.0

    def distance(self, other: Heard) -> float:
        """Return the larger of the distances in rhythm and in contour; from 1 on they differ."""
        return max(self.rhythm_distance(other), self.contour_distance(other))

    def rhythm_distance(self, other: Heard) -> float:
        """Return at least 1 if one has more strikes, a strike 60 ms aside, or is twice as long."""
        shorter, longer = sorted((self.seconds, other.seconds))
        strikes = zip_longest(self.strikes, other.strikes, fillvalue=_MISSING)
        aside = max(abs(a - b) for a, b in strikes)
        return max(longer / shorter / _LEAST_RATIO, aside / _LEAST_WINDOWS)

    def contour_distance(self, other: Heard) -> float:
        """Return at least 1 if they are two semitones apart on average, while both sound."""
        apart = [abs(a - b) for a, b in zip(self.contour, other.contour, strict=False)]
        return sum(apart) / len(apart) / _LEAST_SEMITONES


def heard(samples: Sequence[int]) -> Heard:
    return Heard(len(samples) / RATE, onsets(samples), contour(samples))


@cache
def heard_sound(sound: str, pitch: float = 1.0) -> Heard:
    return heard(render(sound, pitch))


def loudness(samples: Sequence[int]) -> float:
    """Return the loudest 0.4 s of samples in LUFS (ITU-R BS.1770, EBU R 128: momentary)."""
    full = np.pad(np.asarray(samples, np.float64) / LOUDEST, _MOMENT)
    # The silence after the sound leaves room for the filters to ring.
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(len(full)))
    response = _response(turns, *_HEAD) * _response(turns, *_EAR)
    powers = np.fft.irfft(np.fft.rfft(full) * response, len(full)) ** 2
    sums = np.concatenate(([0.0], np.cumsum(powers)))
    loudest = (sums[_MOMENT:] - sums[:-_MOMENT])[::480].max()
    return float(-0.691 + 10 * math.log10(loudest / _MOMENT))


def _response(
    turns: NDArray[np.complex128],
    forward: tuple[float, float, float],
    back: tuple[float, float],
) -> NDArray[np.complex128]:
    """Return what a filter of second order with these coefficients does at each frequency."""
    return np.polyval(forward[::-1], turns) / np.polyval((*back[::-1], 1.0), turns)
