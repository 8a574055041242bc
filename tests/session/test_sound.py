from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.audio.voice.speech_programs import SHIPPED, UnknownVoice
from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import Settings
from hiptimer.session.sound import Sound, open_sound, update_sound
from tests.conftest import exercise, laid_out, timed

if TYPE_CHECKING:
    from pathlib import Path

SILENT = Settings(sound="off")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without own sounds, and no program that could speak."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_only_a_changed_choice_is_opened_again() -> None:
    with Sound(SILENT) as sound:
        speaker, palette = sound.speaker, sound.palette
        assert isinstance(speaker, SilentSpeaker)
        sound.choose(Settings(sound="off", volume=30, muted=True))
        assert sound.speaker is speaker
        assert sound.palette is palette
        sound.choose(Settings(sound="off", pitch="low"))
        assert sound.speaker is speaker
        assert sound.palette.pitch == PITCHES["low"]
        sound.choose(Settings(sound="bell", pitch="low"))
        assert sound.speaker is not speaker


def test_another_choice_of_voice_is_looked_up_again() -> None:
    with Sound(SILENT) as sound:
        assert sound.voice is None
        sound.choose(Settings(voice=SHIPPED))
        assert sound.voice
        assert sound.voice.name == SHIPPED
        sound.choose(Settings(voice="off"))
        assert sound.voice is None


@pytest.mark.parametrize(
    ("voice", "speaker", "is_brief"),
    [
        ("auto", "auto", False),
        ("brief", "auto", True),
        ("brief shipped", SHIPPED, True),
        (" brief  en-gb ", "en-gb", True),
        ("briefcase", "briefcase", False),
    ],
)
def test_brief_before_the_name_of_a_voice_shortens_what_it_says(
    voice: str, speaker: str, is_brief: bool
) -> None:
    settings = Settings(voice=voice)
    assert (settings.speaker, settings.is_brief) == (speaker, is_brief)


def test_a_brief_voice_is_prepared_for_names_sides_and_ends_only() -> None:
    timeline = laid_out(exercise("rest", timed(30.0)))
    with Sound(Settings(voice="brief shipped")) as sound:
        for _ in sound.prepare_voice(timeline):
            pass
        assert sound.voice
        assert sound.voice.name == SHIPPED
        assert sound.arrangement.is_brief
        assert sound.voice.clips(("Get ready:", "Rest."))
        assert sound.voice.clips(("Halfway.",)) is None


def test_another_command_is_looked_up_again() -> None:
    with Sound(Settings()) as sound:
        before = sound.voice
        sound.choose(Settings(voice_command="gone {path}"))
        assert sound.voice is not before
        assert sound.voice
        assert sound.voice.trouble
        assert sound.complaints() == [f"Voice: {sound.voice.trouble}"]


def test_a_workout_begins_with_the_volume_of_the_last_one() -> None:
    with Sound(Settings(sound="off", volume=30, muted=True)) as sound:
        workout = sound.new_workout(laid_out(exercise("squat", timed(20.0))), lambda: None)
        assert (workout.volume, workout.is_muted) == (30, True)


def test_an_unknown_voice_in_the_settings_is_reported_and_replaced(
    home: Path,
) -> None:
    path = home / "settings.toml"
    path.write_text('voice = "nobody"\n')
    preferences = Preferences(read(path))
    with open_sound(preferences) as sound:
        assert sound.voice
        assert preferences.settings.voice == "auto"
        assert preferences.complaints[0].startswith(f"{path}:1: voice: no voice")


def test_an_unknown_voice_on_the_command_line_is_refused() -> None:
    with pytest.raises(UnknownVoice):
        open_sound(Preferences(asked={"voice": "nobody"}))


def test_the_sound_follows_changed_preferences() -> None:
    preferences = Preferences(asked={"sound": "off"})
    with open_sound(preferences, speed=3.0) as sound:
        preferences.change({"volume": 20, "pitch": "high"})
        update_sound(preferences, sound)
        assert sound.settings == Settings(sound="off", volume=20, pitch="high")
        assert sound.speed == 3.0
        preferences.change({"sound": "auto", "voice": "espeak-ng"})
        update_sound(preferences, sound)
        assert sound.settings.voice == "auto"
        assert "espeak-ng" in preferences.complaints[0]
