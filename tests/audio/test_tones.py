from __future__ import annotations

import sys
import wave
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product, zip_longest
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import LOUDEST, RATE, SOUNDS, natural_seconds, render
from hiptimer.foundation import folders
from tools.render_sounds import write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED = Path(__file__).parents[2] / "sounds"
WINDOW = RATE // 50
LATE = 10**6
STEPS = tuple(2 ** (step / 6) for step in range(3))
COUNTDOWNS = [("tick-in", step) for step in STEPS] + [("tick-out", 1 / step) for step in STEPS]
"""The ticks of both countdowns, each with the pitch it gets on its way up or down."""

each_sound = pytest.mark.parametrize("sound", SOUNDS)


def pitches(samples: Sequence[int]) -> list[float | None]:
    """Return the frequency in each 20 ms, from the zeros it crosses upwards; None for silence."""
    found: list[float | None] = []
    for start in range(0, len(samples) - WINDOW + 1, WINDOW):
        part = samples[start : start + WINDOW]
        if max(map(abs, part)) < LOUDEST // 100:
            found.append(None)
            continue
        crossings = [
            at - part[at] / (part[at] - part[at - 1])
            for at in range(1, WINDOW)
            if part[at - 1] < 0 <= part[at]
        ]
        found.append((len(crossings) - 1) * RATE / (crossings[-1] - crossings[0]))
    return found


def onsets(samples: Sequence[int]) -> list[int]:
    """Return in which 20 ms the sound gets twice as loud as it was."""
    peaks = [
        max(map(abs, samples[start : start + WINDOW]))
        for start in range(0, len(samples) - WINDOW + 1, WINDOW)
    ]
    return [
        at
        for at, peak in enumerate(peaks)
        if peak > LOUDEST // 20 and (at == 0 or peak > 1.5 * peaks[at - 1])
    ]


def contour(samples: Sequence[int]) -> list[float]:
    """Return the pitch through the sound in semitones above 100 Hz, silence left out."""
    return [12 * log2(pitch / 100) for pitch in pitches(samples) if pitch]


@dataclass(frozen=True)
class Heard:
    """What distinguishes sounds by ear: rhythm and contour, not loudness."""

    seconds: float
    strikes: list[int]
    contour: list[float]

    def differs(self, other: Heard) -> bool:
        """Return whether an ear can tell them apart, by one of the two alone."""
        return self._rhythm_differs(other) or self._contour_apart(other) > 2.0

    def _rhythm_differs(self, other: Heard) -> bool:
        """Return whether one has more strikes, a strike 60 ms aside, or takes twice as long."""
        shorter, longer = sorted((self.seconds, other.seconds))
        strikes = list(zip_longest(self.strikes, other.strikes, fillvalue=LATE))
        return longer >= 2 * shorter or any(abs(a - b) >= 3 for a, b in strikes)

    def _contour_apart(self, other: Heard) -> float:
        """Return how many semitones lie between them on average, while both sound."""
        apart = [abs(a - b) for a, b in zip(self.contour, other.contour, strict=False)]
        return sum(apart) / len(apart)


def heard(samples: Sequence[int]) -> Heard:
    return Heard(len(samples) / RATE, onsets(samples), contour(samples))


@cache
def heard_sound(sound: str, pitch: float = 1.0) -> Heard:
    return heard(render(sound, pitch))


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


@each_sound
def test_a_sound_is_loud_but_leaves_headroom_for_another(sound: str) -> None:
    assert LOUDEST // 4 < max(render(sound)) < 0.6 * LOUDEST


@pytest.mark.parametrize(("sound", "pitch"), [*((sound, 1.0) for sound in SOUNDS), *COUNTDOWNS])
def test_every_pitch_is_within_the_range_of_a_small_loudspeaker(sound: str, pitch: float) -> None:
    assert all(385 < found < 1600 for found in pitches(render(sound, pitch)) if found)


@pytest.mark.parametrize(("one", "other"), list(combinations(SOUNDS, 2)))
def test_any_two_sounds_differ(one: str, other: str) -> None:
    assert heard_sound(one).differs(heard_sound(other))


@pytest.mark.parametrize(("tick", "pitch"), COUNTDOWNS)
def test_a_tick_at_any_pitch_differs_from_every_other_sound(tick: str, pitch: float) -> None:
    same = [sound for sound in SOUNDS if not heard_sound(tick, pitch).differs(heard_sound(sound))]
    assert set(same) <= {tick}


def test_the_two_countdowns_differ_at_every_pitch() -> None:
    for rising, falling in product(COUNTDOWNS[:3], COUNTDOWNS[3:]):
        assert heard_sound(*rising).differs(heard_sound(*falling))


def test_hold_ticks_count_by_strikes_and_are_shorter_than_other_sounds() -> None:
    ticks = [heard_sound(sound) for sound in ("hold-tick", "held-30", "held-60", "held-90")]
    assert [len(it.strikes) for it in ticks] == [1, 2, 3, 4]
    gaps = {later - earlier for it in ticks for earlier, later in pairwise(it.strikes)}
    assert gaps == {6, 7}
    neighbours = [heard_sound(sound) for sound in ("go", "target", "capped")]
    assert max(it.seconds for it in ticks) < min(it.seconds for it in neighbours)


@pytest.mark.parametrize(("one", "other"), list(combinations(("set-end", "last-set", "finish"), 2)))
def test_the_ends_of_sets_differ_in_rhythm_and_in_contour(one: str, other: str) -> None:
    first, second = heard_sound(one), heard_sound(other)
    assert first._rhythm_differs(second)
    assert first._contour_apart(second) > 2.0
    # The last strike alone differs too, for a listener who missed the beginning.
    assert abs(first.contour[-1] - second.contour[-1]) > 2.0


def test_the_last_set_ends_with_the_call_of_the_last_rep() -> None:
    call = heard_sound("last-rep")
    ending = heard_sound("last-set")
    assert [it - ending.strikes[-3] for it in ending.strikes[-3:]] == call.strikes
    assert ending.contour[-1] == pytest.approx(call.contour[-1], abs=0.1)
    assert ending.contour[-1] > ending.contour[0]


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


def test_left_and_right_mirror_each_other() -> None:
    left, right = contour(render("switch-left")), contour(render("switch-right"))
    strikes = onsets(render("switch-left"))
    assert strikes == onsets(render("switch-right"))
    middle = (left[1] + right[1]) / 2
    assert left[1] > middle + 2
    for a, b in zip(left[1:5], right[1:5], strict=True):
        assert a + b == pytest.approx(2 * middle, abs=0.5)


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
