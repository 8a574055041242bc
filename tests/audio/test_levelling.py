from __future__ import annotations

import math
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.sounds.tones import LOUDEST, RATE
from hiptimer.audio.voice.levelling import LEVEL, LOUDEST_PEAK, level_speech, loudest

SILENCE = array("h", bytes(2 * RATE))


def hum(level: float, seconds: float = 0.5) -> array[int]:
    frames = range(round(seconds * RATE))
    return array("h", [round(LOUDEST * level * math.sin(0.02 * frame)) for frame in frames])


def root_mean_square(samples: array[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / LOUDEST


@pytest.mark.parametrize("level", [0.02, 0.2, 0.9])
def test_speech_of_any_loudness_is_leveled_to_the_same(level: float) -> None:
    assert root_mean_square(level_speech(hum(level))) == pytest.approx(LEVEL, rel=0.02)


def test_a_pause_inside_makes_speech_no_louder() -> None:
    paused = hum(0.5) + SILENCE + hum(0.5)
    loud = level_speech(paused)[RATE // 10 : RATE // 3]
    assert root_mean_square(loud) == pytest.approx(LEVEL, rel=0.02)


def test_a_peaky_voice_is_as_loud_as_any_other_with_its_peaks_limited() -> None:
    peaky = hum(0.05)
    peaky[RATE // 4] = LOUDEST // 2
    leveled = level_speech(peaky)
    assert 0.6 * LOUDEST < loudest(leveled) <= LOUDEST_PEAK * LOUDEST
    assert root_mean_square(leveled) == pytest.approx(LEVEL, rel=0.1)


def test_silence_at_both_ends_is_trimmed_to_ten_milliseconds() -> None:
    trimmed = level_speech(SILENCE + hum(0.5) + SILENCE)
    assert len(trimmed) / RATE == pytest.approx(0.5 + 2 * 0.01, abs=0.001)


def test_speech_begins_and_ends_at_zero() -> None:
    square = array("h", [20_000] * RATE)
    ends = level_speech(square)
    assert ends[0] == ends[-1] == 0
    assert max(abs(b - a) for a, b in pairwise(ends)) < 100


def test_silence_is_leveled_to_no_samples() -> None:
    assert not level_speech(SILENCE)
    assert not level_speech(array("h"))


@given(st.lists(st.integers(-32_768, 32_767), max_size=2_000))
def test_leveled_speech_never_exceeds_the_loudest_peak(samples: list[int]) -> None:
    assert loudest(level_speech(array("h", samples))) <= LOUDEST_PEAK * LOUDEST + 1
