from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.devices import Device, UnknownDevice
from hiptimer.audio.player.playback import Playback
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


HEADSET = Device("bluez_output.00_11", "My headset", is_sink=True)
LOUDSPEAKER = Device("Loudspeaker", "Loudspeaker", is_sink=False)


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> list[Device]:
    """The devices that are found."""
    found = [HEADSET, LOUDSPEAKER]
    monkeypatch.setattr("hiptimer.session.sound.find_devices", lambda: found)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The backend and the options of each speaker that is opened."""
    found: list[tuple[object, ...]] = []

    class OpenedSpeaker(SilentSpeaker):
        def __init__(self, backend: str | None, _volume: int, playback: Playback) -> None:
            found.append((backend, playback))

    monkeypatch.setattr("hiptimer.session.sound.PlayerSpeaker", OpenedSpeaker)
    return found


@pytest.mark.usefixtures("devices")
@pytest.mark.parametrize(
    ("settings", "backend", "playback"),
    [
        (Settings(duck=False), None, Playback()),
        (Settings(), None, Playback(ducks=True)),
        (Settings(headphones=True), None, Playback(headphones=True, ducks=True)),
        (Settings(device="My headset"), None, Playback(device=HEADSET.name, ducks=True)),
        (
            Settings(device=HEADSET.name, sound="aplay", duck=False),
            "aplay",
            Playback(device=HEADSET.name),
        ),
        (
            Settings(device="Loudspeaker", duck=False),
            "miniaudio",
            Playback(device="Loudspeaker"),
        ),
    ],
)
def test_a_speaker_plays_as_the_settings_say(
    opened: list[tuple[object, ...]], settings: Settings, backend: str | None, playback: Playback
) -> None:
    with Sound(settings) as sound:
        _ = sound.speaker
    assert opened == [(backend, playback)]


@pytest.mark.usefixtures("devices")
def test_a_backend_that_cannot_choose_a_device_is_refused_with_it() -> None:
    with pytest.raises(UnknownDevice, match="aplay cannot play on a chosen device here; miniaudio"):
        Sound(Settings(device="Loudspeaker", sound="aplay"))


@pytest.mark.usefixtures("devices")
def test_an_unknown_device_in_the_settings_is_reported_and_replaced(home: Path) -> None:
    path = home / "settings.toml"
    path.write_text('device = "headset"\nvoice = "nobody"\n')
    preferences = Preferences(read(path))
    with open_sound(preferences):
        assert (preferences.settings.device, preferences.settings.voice) == ("default", "auto")
        device, voice = preferences.complaints
        assert device.startswith(f'{path}:1: device: no device "headset" here; ')
        assert voice.startswith(f"{path}:2: voice: no voice")


@pytest.mark.usefixtures("devices")
def test_an_unknown_device_on_the_command_line_is_refused() -> None:
    with pytest.raises(UnknownDevice):
        open_sound(Preferences(asked={"device": "headset"}))


def test_no_device_is_looked_for_unless_one_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiptimer.session.sound.find_devices", lambda: pytest.fail("looked for"))
    for settings in (Settings(), Settings(sound="off", device="headset")):
        with Sound(settings):
            pass


@pytest.mark.usefixtures("opened")
def test_a_device_that_is_gone_at_the_next_workout_is_replaced(devices: list[Device]) -> None:
    preferences = Preferences(asked={"voice": "off"})
    with open_sound(preferences) as sound:
        del devices[0]
        preferences.change({"device": HEADSET.name, "pitch": "high"})
        update_sound(preferences, sound)
        assert sound.settings == Settings(voice="off", pitch="high")
        assert sound.palette.pitch == PITCHES["high"]
        assert HEADSET.name in preferences.complaints[0]


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
