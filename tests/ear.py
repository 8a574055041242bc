"""What an ear hears of samples: pitch, strikes and loudness, and how far two sounds are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.tones import LOUDEST, RATE, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    found: list[float | None] = []
    for start in range(0, len(samples) - _WINDOW + 1, _WINDOW):
        part = samples[start : start + _WINDOW]
        if max(map(abs, part)) < LOUDEST // 100:
            found.append(None)
            continue
        crossings = [
            at - part[at] / (part[at] - part[at - 1])
            for at in range(1, _WINDOW)
            if part[at - 1] < 0 <= part[at]
        ]
        found.append((len(crossings) - 1) * RATE / (crossings[-1] - crossings[0]))
    return found


def contour(samples: Sequence[int]) -> list[float]:
    """Return the pitch through the sound in semitones above 100 Hz, silence left out."""
    return [12 * math.log2(pitch / 100) for pitch in pitches(samples) if pitch]


def onsets(samples: Sequence[int]) -> list[int]:
    """Return in which 20 ms the sound gets half as loud again as it was."""
    peaks = [
        max(map(abs, samples[start : start + _WINDOW]))
        for start in range(0, len(samples) - _WINDOW + 1, _WINDOW)
    ]
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
    silence = [0.0] * _MOMENT
    full = [*silence, *(sample / LOUDEST for sample in samples), *silence]
    powers = [level * level for level in _filtered(_filtered(full, *_HEAD), *_EAR)]
    sums = [0.0, *accumulate(powers)]
    loudest = max(sums[at + _MOMENT] - sums[at] for at in range(0, len(powers) - _MOMENT, 480))
    return -0.691 + 10 * math.log10(loudest / _MOMENT)


def _filtered(
    levels: Iterable[float], forward: tuple[float, float, float], back: tuple[float, float]
) -> Iterator[float]:
    """Yield `levels` through a filter of second order with these coefficients."""
    in_1 = in_2 = out_1 = out_2 = 0.0
    for level in levels:
        out = forward[0] * level + forward[1] * in_1 + forward[2] * in_2
        out -= back[0] * out_1 + back[1] * out_2
        in_1, in_2, out_1, out_2 = level, in_1, out, out_1
        yield out
