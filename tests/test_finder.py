from __future__ import annotations

from array import array

import pytest

from hiptimer.audio.sounds.tones import RATE, render
from tests.finder import best_match, pitches


def mix(sounds: dict[int, str], frames: int = RATE, percent: int = 100) -> array[int]:
    """Return silence with the sounds in it, each from its frame on."""
    total = array("h", bytes(2 * frames))
    for first, sound in sounds.items():
        for frame, sample in enumerate(render(sound), start=first):
            total[frame] += sample * percent // 100
    return total


@pytest.mark.parametrize("percent", [100, 10])
def test_a_sound_is_found_at_its_exact_frame_at_any_volume(percent: int) -> None:
    match = best_match(mix({12_345: "go"}, percent=percent), render("go"))
    assert match
    assert match.frame == 12_345


def test_a_sound_is_found_under_another_that_overlaps_it() -> None:
    match = best_match(mix({9_000: "go", 10_111: "tick-out"}), render("go"))
    assert match
    assert match.frame == pytest.approx(9_000, abs=RATE // 1000)


def test_nothing_is_found_in_silence_another_sound_or_too_few_samples() -> None:
    assert best_match(mix({}), render("go")) is None
    assert best_match(mix({100: "warning"}), render("halfway")) is None
    assert best_match(render("go")[:-1], render("go")) is None


def test_the_pitch_of_a_return_is_measured_below_a_tick() -> None:
    samples = render("return")
    for frame, sample in enumerate(render("tick-out"), start=RATE):
        samples[frame] += sample
    expected = [1046.5 - 523.25 * (part + 0.5) / 6 for part in range(6)]
    assert pitches(samples, 6) == pytest.approx(expected, rel=0.02)
