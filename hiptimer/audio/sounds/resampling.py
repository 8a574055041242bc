"""Samples of any width and rate, brought to 16 bits at `RATE`."""

from __future__ import annotations

import sys
from array import array
from math import gcd

from hiptimer.audio.sounds.tones import LOUDEST, RATE

_SIGNED = bytes(value ^ 0x80 for value in range(256))
_WEIGHT_BITS = 15
_ONE = 1 << _WEIGHT_BITS
_HALF = _ONE // 2


def sixteen_bits(data: bytes, width: int) -> array[int]:
    """Return little-endian samples of `width` bytes cut to their two upper bytes.

    Samples of one byte are unsigned, all others signed.
    """
    parts = bytearray(2 * (len(data) // width))
    if width == 1:
        parts[1::2] = data.translate(_SIGNED)
    else:
        parts[0::2] = data[width - 2 :: width]
        parts[1::2] = data[width - 1 :: width]
    samples = array("h", bytes(parts))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def averaged(some: array[int], others: array[int]) -> array[int]:
    """Return the mean of each two samples."""
    return array("h", [(one + other) >> 1 for one, other in zip(some, others, strict=True)])


def resampled(samples: array[int], rate: int) -> array[int]:
    """Return `samples`, at `rate`, at `RATE`, along a Catmull-Rom spline through them.

    Far above `RATE` pairs are averaged first: what lies beyond its reach would come back as another
    pitch.
    """
    frames = max(1, round(len(samples) * RATE / rate))
    new_rate = RATE
    while rate >= 2 * new_rate:
        samples = averaged(samples[0::2], samples[1::2] + samples[len(samples) & ~1 :])
        # The other side is doubled instead: half an odd rate would be no whole number.
        new_rate *= 2
    return samples if rate == new_rate else _interpolated(samples, rate, new_rate, frames)


def _interpolated(samples: array[int], rate: int, new_rate: int, frames: int) -> array[int]:
    """Return the first `frames` samples of `samples`, at `rate`, at `new_rate`.

    The places of the new samples between the old ones repeat, every so many frames. So each place
    is one pass over the sound with four weights, which is what makes it fast.
    """
    whole = gcd(rate, new_rate)
    step, places = rate // whole, new_rate // whole
    padded = samples[:1] + samples + samples[-1:] * 2
    result = array("h", bytes(2 * frames))
    for place in range(min(places, frames)):
        first, beyond = divmod(place * step, places)
        a, b, c, d = _weights(beyond / places)
        end = first + ((frames - 1 - place) // places) * step + 1
        around = (padded[first + after : end + after : step] for after in range(4))
        part = [
            (a * before + b * left + c * right + d * after + _HALF) >> _WEIGHT_BITS
            for before, left, right, after in zip(*around, strict=True)
        ]
        if max(part) > LOUDEST or min(part) < -LOUDEST:
            part = [max(-LOUDEST, min(LOUDEST, sample)) for sample in part]
        result[place::places] = array("h", part)
    return result


def _weights(beyond: float) -> tuple[int, int, int, int]:
    """Return what four neighbours count for at a point between the middle ones.

    `beyond` is the way from the second to the third, 0 to 1. The weights add up to `_ONE`.
    """
    square, cube = beyond * beyond, beyond * beyond * beyond
    first = round((2 * square - beyond - cube) * _HALF)
    third = round((beyond + 4 * square - 3 * cube) * _HALF)
    fourth = round((cube - square) * _HALF)
    return first, _ONE - first - third - fourth, third, fourth
