from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.sounds.tones import RATE, SOUNDS, natural_seconds
from hiptimer.audio.sounds.wav import Clip
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from pathlib import Path

OWN = Palette(1.4, {"return": Clip("/own/return.wav", 2.5)})


def test_by_default_a_note_is_played_unchanged() -> None:
    note = Note(3.0, "tick-in", pitch=1.25, seconds=0.5)
    assert Palette().apply(note) == note


@pytest.mark.parametrize("pitch", PITCHES.values())
def test_every_pitch_stays_within_the_range_of_laptop_speakers(pitch: float) -> None:
    hz = [it for tones in SOUNDS.values() for tone in tones for it in (tone.start_hz, tone.end_hz)]
    assert min(hz) * pitch > 250
    assert max(hz) * pitch < 2300


def test_the_pitch_of_the_palette_multiplies_that_of_the_note() -> None:
    played = Palette(PITCHES["low"]).apply(Note(3.0, "tick-in", pitch=1.25))
    assert played.pitch == pytest.approx(0.875)


def test_a_personal_sound_keeps_its_pitch_and_the_length_of_its_note() -> None:
    note = Note(3.0, "return", pitch=1.2, seconds=1.5)
    assert OWN.apply(note) == Note(3.0, "/own/return.wav", seconds=1.5)


def test_spoken_words_are_played_unchanged() -> None:
    note = Note(3.0, "/cache/rest.wav")
    assert OWN.apply(note) == note


@pytest.mark.parametrize("sound", ["go", "return", "/cache/rest.wav"])
def test_a_side_is_heard_only_with_headphones(sound: str) -> None:
    note = Note(3.0, sound, pan=-1.0)
    assert OWN.apply(note).pan == 0.0
    assert Palette(1.4, OWN.own, pans=True).apply(note).pan == -1.0


def test_the_length_of_a_sound_is_that_of_its_file_or_its_tones(tmp_path: Path) -> None:
    assert OWN.seconds("return") == 2.5
    assert OWN.seconds("go") == natural_seconds("go")
    wav.write(tmp_path / "words.wav", [0] * RATE)
    assert OWN.seconds(str(tmp_path / "words.wav")) == 1.0
    assert OWN.seconds(str(tmp_path / "gone.wav")) == 0.0


def test_a_personal_sound_takes_no_longer_than_the_sound_it_replaces_if_another_follows() -> None:
    own = Palette(own={"go": Clip("/own/go.wav", 7.0), "rest": Clip("/own/rest.wav", 0.1)})
    assert own.least_seconds("go") == natural_seconds("go")
    assert own.least_seconds("rest") == 0.1
    assert own.least_seconds("kept") == natural_seconds("kept")
