from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio import devices
from hiptimer.audio.devices import Device, UnknownDevice, device_words, find_device, find_devices

if TYPE_CHECKING:
    from pathlib import Path

SPEAKERS = Device("alsa_output.pci.analog-stereo", "Built-in Audio", is_sink=True)
HEADSET = Device("bluez_output.00_11", "My headset", is_sink=True)
LISTED = """\
Sink #0
\tState: RUNNING
\tName: alsa_output.pci.analog-stereo
\tDescription: Built-in Audio
\tDriver: module-alsa-card.c
\tProperties:
\t\tdevice.description = "Built-in Audio"

Sink #7
\tState: SUSPENDED
\tName: bluez_output.00_11
\tDescription: My headset
"""


def install_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path, and a player process that finds one device."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = json.dumps({"devices": [Device("Loudspeaker", "Loudspeaker", is_sink=False)]})
    install_program(tmp_path, "player", f"echo '{found}'")
    monkeypatch.setattr(devices, "child_command", lambda *_: (str(tmp_path / "player"),))
    return tmp_path


def test_the_devices_are_those_of_the_sound_server(programs: Path) -> None:
    (programs / "listed").write_text(LISTED)
    install_program(programs, "pactl", f'/bin/cat "{programs}/listed"')
    assert find_devices() == [SPEAKERS, HEADSET]


@pytest.mark.parametrize("pactl", ["exit 1", "echo Connection refused", "printf '\\377'", None])
def test_without_a_sound_server_the_devices_are_those_of_miniaudio(
    programs: Path, pactl: str | None
) -> None:
    if pactl:
        install_program(programs, "pactl", pactl)
    assert find_devices() == [Device("Loudspeaker", "Loudspeaker", is_sink=False)]


def test_without_any_device_none_is_found(programs: Path) -> None:
    install_program(programs, "player", "exit 1")
    assert find_devices() == []


@pytest.mark.parametrize("name", ["bluez_output.00_11", "My headset"])
def test_a_device_is_found_by_its_name_or_its_description(name: str) -> None:
    assert find_device(name, [SPEAKERS, HEADSET]) == HEADSET


def test_a_name_comes_before_a_description() -> None:
    impostor = Device("other", HEADSET.name, is_sink=True)
    assert find_device(HEADSET.name, [impostor, HEADSET]) == HEADSET


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("bluez_output.00_12", 'did you mean "bluez_output.00_11"?'),
        ("?", f"known: default, {SPEAKERS.name}, {HEADSET.name}"),
    ],
)
def test_an_unknown_device_is_refused_with_the_known_ones(name: str, right: str) -> None:
    with pytest.raises(UnknownDevice) as refused:
        find_device(name, [SPEAKERS, HEADSET])
    assert str(refused.value) == f'no device "{name}" here; {right}'


def test_while_the_sound_server_is_away_any_name_is_taken_for_one_of_its_devices() -> None:
    assert find_device("headset", []) == Device("headset", "headset", is_sink=True)


def test_devices_with_the_same_description_are_shown_by_their_names() -> None:
    twins = [Device(name, "Null Output", is_sink=True) for name in ("one", "two")]
    assert device_words([HEADSET, *twins]) == {
        HEADSET.name: "My headset",
        "one": "one",
        "two": "two",
    }
