from __future__ import annotations

import sys
import wave
from array import array
from itertools import combinations, pairwise, product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import LOUDEST, RATE, SOUNDS, natural_seconds, render
from hiptimer.foundation import folders
from tests.ear import contour, heard, heard_sound, loudness, pitches
from tools.render_sounds import write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED = Path(__file__).parents[2] / "sounds"
LOUDNESS_SPREAD = 4.0
STEPS = tuple(2 ** (step / 6) for step in range(3))
COUNTDOWNS = [("tick-in", step) for step in STEPS] + [("tick-out", 1 / step) for step in STEPS]
"""The ticks of both countdowns, each with the pitch it gets on its way up or down."""

each_sound = pytest.mark.parametrize("sound", SOUNDS)


@each_sound
def test_a_shipped_file_equals_the_rendered_sound(sound: str) -> None:
    with wave.open(str(SHIPPED / f"{sound}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        shipped = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        shipped.byteswap()
    now = render(sound)
    assert len(shipped) == len(now)
    assert max(abs(a - b) for a, b in zip(shipped, now, strict=True)) <= 1


def test_every_shipped_file_is_a_sound() -> None:
    assert {path.name for path in SHIPPED.glob("*.wav")} == {f"{sound}.wav" for sound in SOUNDS}


def test_the_command_writes_every_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "sounds", lambda: tmp_path)
    write_all()
    assert {it.stem: wav.load(it) for it in tmp_path.iterdir()} == {
        sound: render(sound) for sound in SOUNDS
    }


@each_sound
@pytest.mark.parametrize("seconds", [None, 0.5, 1.0])
def test_a_sound_swells_from_nothing_and_fades_to_nothing(
    sound: str, seconds: float | None
) -> None:
    samples = render(sound, seconds=seconds)
    assert samples[0] == samples[-1] == 0
    for edge in (samples[:24], samples[-24:]):
        assert max(map(abs, edge)) < LOUDEST // 100


def shipped_speech() -> float:
    """Return the median loudness of some phrases that ship, in LUFS."""
    phrases = sorted((SHIPPED / "phrases").glob("*.wav"))
    return median(loudness(wav.read(path)) for path in phrases[::15])


def test_every_sound_is_about_as_loud_as_speech() -> None:
    speech = shipped_speech()
    levels = {sound: loudness(render(sound)) for sound in SOUNDS}
    wrong = {it: level for it, level in levels.items() if abs(level - speech) > LOUDNESS_SPREAD}
    assert not wrong


@each_sound
def test_a_sound_leaves_headroom_for_words(sound: str) -> None:
    assert max(render(sound)) < 0.6 * LOUDEST


def partials(samples: Sequence[int]) -> list[float]:
    """Return the strengths of the partials between 300 and 4000 Hz, in the bands of 20 ms."""
    frames = RATE // 50
    windows = np.asarray(samples[: len(samples) // frames * frames]).reshape(-1, frames)
    # Of a window of 20 ms, the spectrum has one strength per 50 Hz.
    strengths = np.abs(np.fft.rfft(windows)).max(axis=0)[300 // 50 : 4000 // 50].tolist()
    peaks = zip(strengths, strengths[1:], strengths[2:], strict=False)
    return [middle for before, middle, after in peaks if before < middle >= after]


@pytest.mark.parametrize("sound", ["warning", "target", "capped"])
def test_a_sound_that_matters_has_four_partials_that_a_small_loudspeaker_plays(sound: str) -> None:
    found = sorted(partials(render(sound)), reverse=True)
    assert found[3] > found[0] * 10 ** (-15 / 20)


@pytest.mark.parametrize(("sound", "pitch"), [*((sound, 1.0) for sound in SOUNDS), *COUNTDOWNS])
def test_every_pitch_is_within_the_range_of_a_small_loudspeaker(sound: str, pitch: float) -> None:
    assert all(385 < found < 1600 for found in pitches(render(sound, pitch)) if found)


def test_any_two_sounds_differ() -> None:
    heard_sounds = [(name, heard_sound(name)) for name in SOUNDS]
    for (one, its_sound), (other, another) in combinations(heard_sounds, 2):
        assert its_sound.differs(another), (one, other)


@pytest.mark.parametrize(("tick", "pitch"), COUNTDOWNS)
def test_a_tick_at_any_pitch_differs_from_every_other_sound(tick: str, pitch: float) -> None:
    same = [sound for sound in SOUNDS if not heard_sound(tick, pitch).differs(heard_sound(sound))]
    assert set(same) <= {tick}


def test_the_two_countdowns_differ_at_every_pitch() -> None:
    for rising, falling in product(COUNTDOWNS[:3], COUNTDOWNS[3:]):
        assert heard_sound(*rising).differs(heard_sound(*falling))


def test_the_ticks_of_a_hold_rise_each_half_minute_and_are_shorter_than_its_ends() -> None:
    ticks = [heard_sound(sound) for sound in ("hold-tick", "held-30", "held-60", "held-90")]
    rising = [it.contour[0] for it in ticks]
    assert all(later > earlier + 2 for earlier, later in pairwise(rising))
    assert [len(it.strikes) for it in ticks] == [1, 2, 2, 2]
    assert ticks[0].seconds == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("sound", "seconds"),
    [
        ("kept", 0.15),
        ("switch-left", 0.35),
        ("switch-right", 0.35),
        ("last-rep", 0.35),
        *((sound, 0.6) for sound in ("rest", "set-end", "last-set", "capped", "target", "halfway")),
        *((sound, 0.6) for sound in ("stage", "resumed", "go")),
        *((sound, 0.2) for sound in ("drive", "beat")),
    ],
)
def test_a_sound_is_short_enough_for_what_follows_it(sound: str, seconds: float) -> None:
    assert natural_seconds(sound) <= seconds


@pytest.mark.parametrize(("one", "other"), list(combinations(("set-end", "last-set", "finish"), 2)))
def test_the_ends_of_sets_differ_in_rhythm_and_in_contour(one: str, other: str) -> None:
    first, second = heard_sound(one), heard_sound(other)
    assert first.rhythm_distance(second) >= 1
    assert first.contour_distance(second) >= 1
    # The last strike alone differs too, for a listener who missed the beginning.
    assert abs(first.contour[-1] - second.contour[-1]) > 2.0


def test_the_last_set_falls_like_any_other_and_rises_to_the_pitch_of_the_last_rep() -> None:
    ending = heard_sound("last-set").contour
    assert ending[0] == pytest.approx(heard_sound("set-end").contour[0], abs=0.1)
    assert ending[-1] == pytest.approx(heard_sound("last-rep").contour[-1], abs=0.1)


@each_sound
def test_a_sound_played_softly_is_the_same_sound(sound: str) -> None:
    softly = [sample // 2 for sample in render(sound)]
    assert not heard_sound(sound).differs(heard(softly))


@pytest.mark.parametrize("sound", ["go", "drive", "tick-in", "target", "resumed", "last-set"])
def test_sounds_that_ask_for_effort_rise(sound: str) -> None:
    contour = heard_sound(sound).contour
    assert contour[-1] > contour[0] + 1


@pytest.mark.parametrize(
    "sound", ["return", "rest", "tick-out", "paused", "kept", "capped", "set-end"]
)
def test_sounds_that_end_an_effort_fall(sound: str) -> None:
    contour = heard_sound(sound).contour
    assert contour[-1] < contour[0] - 1


def test_left_is_two_low_notes_and_right_two_high_ones() -> None:
    left, right = heard_sound("switch-left"), heard_sound("switch-right")
    assert left.strikes == right.strikes
    assert len(left.strikes) == 2
    assert min(right.contour) > max(left.contour) + 12


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5, 3.0, 7.25])
def test_the_return_falls_for_exactly_its_beat(seconds: float) -> None:
    samples = render("return", seconds=seconds)
    assert len(samples) == round(seconds * RATE)
    falling = contour(samples)
    assert len(falling) >= seconds * 50 - 1
    slope = [sum(falling[at : at + 5]) for at in range(len(falling) - 5)]
    assert all(later < earlier for earlier, later in zip(slope, slope[5:], strict=False))


def test_a_pitch_moves_the_whole_sound() -> None:
    plain, higher = contour(render("tick-in")), contour(render("tick-in", pitch=2.0))
    assert [b - a for a, b in zip(plain, higher, strict=True)] == pytest.approx(
        [12] * len(plain), abs=0.5
    )


def test_the_blip_of_a_pause_is_over_in_120_ms() -> None:
    assert natural_seconds("paused") <= 0.12


def test_an_unknown_sound_is_refused() -> None:
    with pytest.raises(KeyError):
        render("gong")
