from __future__ import annotations

import subprocess
import sys
import wave
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.tones import LOUDEST, RATE, SOUNDS, own_seconds, rendered, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIPPED = Path(__file__).parent.parent / "sounds"
WINDOW = RATE // 50

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
    """What an ear has to go by: duration, rhythm, contour. Not loudness."""

    frames: int
    strikes: int
    contour: list[float]

    def differs(self, other: Heard) -> bool:
        shorter, longer = sorted((self.frames, other.frames))
        if longer > 1.25 * shorter or self.strikes != other.strikes:
            return True
        apart = [abs(a - b) for a, b in zip(self.contour, other.contour, strict=False)]
        return sum(apart) / len(apart) > 2.0


def heard(samples: Sequence[int]) -> Heard:
    return Heard(len(samples), len(onsets(samples)), contour(samples))


@cache
def heard_sound(sound: str) -> Heard:
    return heard(rendered(sound))


@each_sound
def test_a_shipped_file_is_what_is_rendered(sound: str) -> None:
    with wave.open(str(SHIPPED / f"{sound}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        shipped = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        shipped.byteswap()
    now = rendered(sound)
    assert len(shipped) == len(now)
    assert max(abs(a - b) for a, b in zip(shipped, now, strict=True)) <= 1


def test_every_shipped_file_is_a_sound() -> None:
    assert {path.name for path in SHIPPED.iterdir()} == {f"{sound}.wav" for sound in SOUNDS}


def test_the_command_writes_every_sound(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hiptimer.audio.tones", tmp_path / "new"], check=True)
    write_all(tmp_path / "again")
    for sound in SOUNDS:
        written = (tmp_path / "new" / f"{sound}.wav").read_bytes()
        assert written == (tmp_path / "again" / f"{sound}.wav").read_bytes()


@each_sound
@pytest.mark.parametrize("seconds", [None, 0.5, 1.0])
def test_a_sound_swells_from_nothing_and_fades_to_nothing(
    sound: str, seconds: float | None
) -> None:
    samples = rendered(sound, seconds=seconds)
    assert samples[0] == samples[-1] == 0
    for edge in (samples[:24], samples[-24:]):
        assert max(map(abs, edge)) < LOUDEST // 100


@each_sound
def test_two_sounds_leave_each_other_room(sound: str) -> None:
    assert LOUDEST // 4 < max(rendered(sound)) < 0.6 * LOUDEST


@each_sound
def test_no_meaning_lies_too_low_for_a_small_loudspeaker(sound: str) -> None:
    assert all(pitch > 390 for pitch in pitches(rendered(sound)) if pitch)


@pytest.mark.parametrize(("one", "other"), list(combinations(SOUNDS, 2)))
def test_two_sounds_can_be_told_apart(one: str, other: str) -> None:
    assert heard_sound(one).differs(heard_sound(other))


@each_sound
def test_a_sound_played_softly_is_the_same_sound(sound: str) -> None:
    softly = [sample // 2 for sample in rendered(sound)]
    assert not heard_sound(sound).differs(heard(softly))


@pytest.mark.parametrize("sound", ["go", "drive", "tick-in", "target", "resumed"])
def test_what_asks_for_effort_rises(sound: str) -> None:
    contour = heard_sound(sound).contour
    assert contour[-1] > contour[0] + 1


@pytest.mark.parametrize(
    "sound", ["return", "rest", "tick-out", "paused", "kept", "capped", "set-end"]
)
def test_what_lets_go_falls(sound: str) -> None:
    contour = heard_sound(sound).contour
    assert contour[-1] < contour[0] - 1


def test_left_and_right_mirror_each_other() -> None:
    left, right = contour(rendered("switch-left")), contour(rendered("switch-right"))
    strikes = onsets(rendered("switch-left"))
    assert strikes == onsets(rendered("switch-right"))
    middle = (left[1] + right[1]) / 2
    assert left[1] > middle + 2
    for a, b in zip(left[1:5], right[1:5], strict=True):
        assert a + b == pytest.approx(2 * middle, abs=0.5)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5, 3.0, 7.25])
def test_the_return_falls_for_exactly_its_beat(seconds: float) -> None:
    samples = rendered("return", seconds=seconds)
    assert len(samples) == round(seconds * RATE)
    falling = contour(samples)
    assert len(falling) >= seconds * 50 - 1
    slope = [sum(falling[at : at + 5]) for at in range(len(falling) - 5)]
    assert all(later < earlier for earlier, later in zip(slope, slope[5:], strict=False))


def test_a_pitch_moves_the_whole_sound() -> None:
    plain, higher = contour(rendered("tick-in")), contour(rendered("tick-in", pitch=2.0))
    assert [b - a for a, b in zip(plain, higher, strict=True)] == pytest.approx(
        [12] * len(plain), abs=0.5
    )


def test_the_blip_of_a_pause_is_over_in_120_ms() -> None:
    assert own_seconds("paused") <= 0.12


def test_an_unknown_sound_is_refused() -> None:
    with pytest.raises(KeyError):
        rendered("gong")
