from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.tones import natural_seconds
from hiptimer.audio.sounds.wav import Clip
from hiptimer.audio.voice.speech_programs import SHIPPED
from hiptimer.session.settings.settings import Settings
from hiptimer.session.sound import Sound
from hiptimer.session.sound_demonstration import (
    TEST_SOUNDS,
    Unheard,
    demonstrate,
    try_sound,
    try_voice,
    wait_until_open,
)
from tests.conftest import FakeClock, HearingSpeaker

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Demonstration:
    """A demonstration in virtual time, with the lines written and the sounds heard."""

    clock: FakeClock = field(default_factory=FakeClock)
    written: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.speaker = HearingSpeaker(clock=self.clock)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds / 2)
        self.speaker.heard()
        self.clock.advance(seconds / 2)
        self.speaker.heard()

    def write(self, line: str) -> None:
        self.written.append((self.clock.monotonic, line))

    def play(self, *sounds: str) -> None:
        for line in demonstrate(sounds, self.speaker, self.clock.clock(), self.wait):
            self.write(line)


@dataclass
class SlowSpeaker:
    """A speaker whose backend is known after so many seconds."""

    known_after_seconds: float

    def wait_until_known(self, timeout_seconds: float) -> bool:
        return self.known_after_seconds <= timeout_seconds


def test_every_sound_is_heard_between_its_name_and_the_next() -> None:
    shown = Demonstration()
    shown.play(*MEANINGS)
    heard = [note.sound for note in shown.speaker.begun]
    assert heard == list(MEANINGS)
    named = [(moment, line.split()[0]) for moment, line in shown.written]
    assert [name for _, name in named] == heard
    ends = [moment for moment, _ in named[1:]] + [shown.clock.monotonic]
    for note, (begin, _), end in zip(shown.speaker.begun, named, ends, strict=True):
        assert begin < note.moment
        assert note.moment + natural_seconds(note.sound) < end


def test_each_line_has_a_name_and_its_meaning_in_aligned_columns() -> None:
    shown = Demonstration()
    shown.play("go", "switch-left")
    assert [line for _, line in shown.written] == [
        "go           begin",
        "switch-left  two low notes: change to the left side",
    ]


def test_a_personal_sound_is_played_marked_and_waited_for(tmp_path: Path) -> None:
    shown = Demonstration()
    clip = Clip(str(tmp_path / "go.wav"), 4.0)
    began = shown.clock.monotonic
    palette = Palette(own={"go": clip})
    lines = demonstrate(["go"], shown.speaker, shown.clock.clock(), shown.wait, palette=palette)
    assert list(lines) == ["go  begin (your own)"]
    assert [note.sound for note in shown.speaker.begun] == [clip.path]
    assert shown.clock.monotonic > began + clip.seconds


def test_trouble_ends_the_demonstration_before_anything_is_named() -> None:
    shown = Demonstration()
    shown.speaker.trouble = "No sound: nothing found a device"
    with pytest.raises(Unheard, match=r"^No sound: nothing found a device$"):
        shown.play("go")
    assert shown.written == []


def test_trouble_during_the_last_sound_is_reported() -> None:
    shown = Demonstration()

    def wait_in_vain(_seconds: float) -> None:
        shown.speaker.trouble = "The sound broke down"

    with pytest.raises(Unheard, match="broke down"):
        list(demonstrate(["go"], shown.speaker, shown.clock.clock(), wait_in_vain))


def test_a_player_that_never_answers_is_given_up() -> None:
    wait_until_open(SlowSpeaker(known_after_seconds=5.0))
    with pytest.raises(Unheard, match="does not respond"):
        wait_until_open(SlowSpeaker(known_after_seconds=1e6))


def ring_never() -> None:
    raise AssertionError("the bell rang")


def test_the_test_of_the_sound_plays_each_side_in_its_ear() -> None:
    shown = Demonstration()
    with Sound(Settings(headphones=True, volume=40, voice="off")) as sound:
        sound._speaker = shown.speaker
        lines = list(try_sound(sound, ring_never, shown.clock.clock(), shown.wait))
    assert [line.split()[0] for line in lines] == list(TEST_SOUNDS)
    assert [(it.sound, it.pan) for it in shown.speaker.begun] == [
        ("switch-left", -1.0),
        ("switch-right", 1.0),
        ("go", 0.0),
    ]
    assert shown.speaker.volumes == [40]


def test_the_test_of_the_bell_rings_it() -> None:
    rings: list[bool] = []
    shown = Demonstration()
    with Sound(Settings(sound="bell", voice="off")) as sound:
        assert list(
            try_sound(sound, lambda: rings.append(True), shown.clock.clock(), shown.wait)
        ) == ["The bell of the terminal"]
    assert rings == [True]


def test_the_test_of_the_voice_speaks_a_phrase_that_ships_with_hiptimer() -> None:
    shown = Demonstration()
    with Sound(Settings(voice=SHIPPED)) as sound:
        sound._speaker = shown.speaker
        assert list(try_voice(sound, shown.clock.clock(), shown.wait)) == ["shipped: “Get ready.”"]
    (note,) = shown.speaker.begun
    assert note.sound.endswith(".wav")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (Settings(sound="off"), "Audio output is off"),
        (Settings(volume=0, voice=SHIPPED), "The volume is 0 %"),
    ],
)
def test_a_test_that_cannot_be_heard_says_why(settings: Settings, reason: str) -> None:
    shown = Demonstration()
    with Sound(settings) as sound:
        sound._speaker = shown.speaker
        with pytest.raises(Unheard, match=reason):
            list(try_sound(sound, ring_never, shown.clock.clock(), shown.wait))
        with pytest.raises(Unheard, match=reason):
            list(try_voice(sound, shown.clock.clock(), shown.wait))


def test_a_voice_that_is_off_is_not_tested() -> None:
    shown = Demonstration()
    with Sound(Settings(voice="off")) as sound, pytest.raises(Unheard, match="The voice is off"):
        list(try_voice(sound, shown.clock.clock(), shown.wait))
