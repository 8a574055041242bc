from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.tones import natural_seconds
from hiptimer.audio.sounds.wav import Clip
from hiptimer.session.sound_demonstration import Unheard, demonstrate, wait_until_open
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
        demonstrate(sounds, self.speaker, self.write, self.clock.clock(), self.wait)


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
        "switch-left  two low notes: change over; the left side comes",
    ]


def test_a_personal_sound_is_played_marked_and_waited_for(tmp_path: Path) -> None:
    shown = Demonstration()
    clip = Clip(str(tmp_path / "go.wav"), 4.0)
    began = shown.clock.monotonic
    demonstrate(
        ["go"],
        shown.speaker,
        shown.write,
        shown.clock.clock(),
        shown.wait,
        palette=Palette(own={"go": clip}),
    )
    assert [line for _, line in shown.written] == ["go  begin (your own)"]
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
        demonstrate(["go"], shown.speaker, shown.write, shown.clock.clock(), wait_in_vain)


def test_a_player_that_never_answers_is_given_up() -> None:
    wait_until_open(SlowSpeaker(known_after_seconds=5.0))
    with pytest.raises(Unheard, match="does not answer"):
        wait_until_open(SlowSpeaker(known_after_seconds=1e6))
