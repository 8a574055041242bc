"""The devices that sound can be played on."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.foundation.child_process import child_command
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.text.spelling import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

LIST_DEVICES: Final = "--list-devices"
"""The argument with which a player process reports the devices that miniaudio finds."""

_ANSWERS_WITHIN_SECONDS = 3.0
_SINK = re.compile(r"^\s*Name: (?P<name>.+)\n\s*Description: (?P<description>.+)$", re.MULTILINE)


class Device(NamedTuple):
    """A device by its `name`, and the `description` that the system shows.

    A sink belongs to a sound server, which plays every backend on it. Any other device can only be
    chosen through miniaudio.
    """

    name: str
    description: str
    is_sink: bool


class UnknownDevice(ValueError):
    """No device has this name. The message says which there are."""


def find_devices() -> list[Device]:
    """Return the devices of the sound server, or of the system if no server answers."""
    pactl = shutil.which("pactl")
    asked = _output((pactl, "list", "sinks")) if pactl else ""
    sinks = [Device(it["name"], it["description"], is_sink=True) for it in _SINK.finditer(asked)]
    if sinks:
        return sinks
    listed = _output(child_command("hiptimer.audio.player.player", LIST_DEVICES))
    return [Device(*fields) for fields in json.loads(listed)["devices"]] if listed else []


def find_device(name: str, devices: Sequence[Device]) -> Device:
    """Return the one of `devices` with this name, or else with this description.

    Without any device, the sound server is away: then `name` is taken for one of its sinks.

    Raises:
        UnknownDevice: there are devices, and none is called that.

    """
    if not devices:
        return Device(name, name, is_sink=True)
    for names in ([it.name for it in devices], [it.description for it in devices]):
        if name in names:
            return devices[names.index(name)]
    known = [DEFAULT_DEVICE, *(it.name for it in devices)]
    raise UnknownDevice(f"no device {quoted(name)} here; {meant(name, known)}")


def device_words(devices: Sequence[Device]) -> dict[str, str]:
    """Return the description of each name; the name itself if several have the same."""
    descriptions = Counter(it.description for it in devices)
    return {
        it.name: it.description if descriptions[it.description] == 1 else it.name for it in devices
    }


def _output(command: Sequence[str]) -> str:
    """Return what a command writes; nothing if it fails."""
    try:
        return subprocess.run(  # noqa: S603  two known programs, and no shell
            command,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=_ANSWERS_WITHIN_SECONDS,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
