from __future__ import annotations

import pytest

from hiptimer.audio.player.playback import Playback


@pytest.mark.parametrize(
    "playback",
    [Playback(), Playback(headphones=True), Playback(device="a=b c"), Playback(True, "headset")],
)
def test_a_process_understands_its_arguments(playback: Playback) -> None:
    arguments = [*playback.arguments, "miniaudio", "aplay"]
    assert Playback.from_arguments(arguments) == (playback, ["miniaudio", "aplay"])


def test_a_device_is_named_to_the_sound_servers() -> None:
    assert Playback(device="headset").environment == {
        "PULSE_SINK": "headset",
        "PIPEWIRE_NODE": "headset",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "media.role=a11y"), ("application.name=me", "application.name=me media.role=a11y")],
)
def test_a_player_for_which_music_gives_way_keeps_the_properties_of_its_person(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    monkeypatch.setenv("PULSE_PROP", before)
    assert Playback(ducks=True).environment == {"PULSE_PROP": after}


def test_a_player_adds_nothing_to_the_environment_by_itself() -> None:
    assert Playback().environment == {}
