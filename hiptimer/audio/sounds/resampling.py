"""Converts samples of any width and rate to 16 bits at `RATE`."""

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
    """Return little-endian samples of `width` bytes reduced to their two upper bytes.

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


def average_pairs(some: array[int], others: array[int]) -> array[int]:
    """Return the mean of each pair of samples."""
    return array("h", [(one + other) >> 1 for one, other in zip(some, others, strict=True)])


def resample(samples: array[int], rate: int) -> array[int]:
    """Return `samples` resampled from `rate` to `RATE` along a Catmull-Rom spline.

    If `rate` is far above `RATE`, pairs are averaged first to limit aliasing.
    """
    frames = max(1, round(len(samples) * RATE / rate))
    new_rate = RATE
    while rate >= 2 * new_rate:
        samples = average_pairs(samples[0::2], samples[1::2] + samples[len(samples) & ~1 :])
        # Doubles the new rate instead of halving the old one, which may be odd.
        new_rate *= 2
    return samples if rate == new_rate else _interpolated(samples, rate, new_rate, frames)


def _interpolated(samples: array[int], rate: int, new_rate: int, frames: int) -> array[int]:
    """Return the first `frames` samples of `samples` resampled from `rate` to `new_rate`.

    The positions of the new samples between the old ones repeat periodically. For speed, each
    position is processed in one pass over the sound with four constant weights.
    """
    whole = gcd(rate, new_rate)
    step, places = rate // whole, new_rate // whole
    padded = samples[:1] + samples + samples[-1:] * 2
    result = array("h", bytes(2 * frames))
    for place in range(min(places, frames)):
        first, beyond = divmod(place * step, places)
        end = first + ((frames - 1 - place) // places) * step + 1
        if not beyond:
            result[place::places] = padded[first + 1 : end + 1 : step]
            continue
        a, b, c, d = _weights(beyond / places)
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
    """Return the weights of four neighbors at a point between the middle two.

    `beyond` is the fraction of the way from the second to the third. The weights add up to `_ONE`.
    """
    square, cube = beyond * beyond, beyond * beyond * beyond
    first = round((2 * square - beyond - cube) * _HALF)
    third = round((beyond + 4 * square - 3 * cube) * _HALF)
    fourth = round((cube - square) * _HALF)
    return first, _ONE - first - third - fourth, third, fourth
