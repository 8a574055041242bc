"""Runs `hiptimer doctor`: tests the machine, writes the findings, and asks about the beeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hiptimer.audio.devices import find_devices
from hiptimer.cli.doctor.facts import BEEPS, chosen_backend, play_beeps, surroundings, try_backends
from hiptimer.cli.doctor.findings import (
    backend_lines,
    beeps_words,
    choice_lines,
    device_lines,
    findings_as_json,
    surroundings_lines,
    unheard_lines,
)
from hiptimer.cli.doctor.remedies import detect_system
from hiptimer.cli.doctor.voices import (
    count_shipped_phrases,
    try_synthesizers,
    voice_as_json,
    voice_lines,
)
from hiptimer.cli.doctor.wakefulness import awake_as_json, awake_lines, awake_method
from hiptimer.foundation.folders import user_settings
from hiptimer.session.settings.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.audio.devices import Device
    from hiptimer.cli.doctor.remedies import System
    from hiptimer.cli.doctor.voices import SynthesizerState


def examine(write: Callable[[str], None], ask: Callable[[str], bool] | None) -> bool:
    """Write the findings line by line with `write`, and return whether sound was played.

    `ask` asks the person a question and returns whether the answer is yes; None asks nothing.
    """
    for line in surroundings_lines(surroundings()):
        write(line)
    write("\nStaying awake")
    for line in awake_lines(awake_method()):
        write(line)
    write("\nVoice")
    system = detect_system()
    for line in voice_lines(_tried_synthesizers(system), count_shipped_phrases()):
        write(line)
    write("\nSound")
    tried = []
    for backend in try_backends(system):
        tried.append(backend)
        for line in backend_lines(backend):
            write(line)
    devices = find_devices()
    for line in (*choice_lines(tried), *device_lines(devices)):
        write(line)
    best = chosen_backend(tried)
    if best is None:
        return False
    if device := _chosen_device(devices):
        best = replace(best, device=device)
    write(f"  playing {len(BEEPS)} beeps through {best.name} …")
    played = play_beeps(best, device)
    write(beeps_words(best, played))
    if ask and not ask(f"Did you hear {len(BEEPS)} beeps?"):
        for line in unheard_lines(best, tried):
            write(line)
    return played == len(BEEPS)


def examine_as_json() -> tuple[dict[str, Any], bool]:
    """Return the findings as an object for scripts, and whether sound was played."""
    system = detect_system()
    found, tried = surroundings(), list(try_backends(system))
    best, devices = chosen_backend(tried), find_devices()
    played = play_beeps(best, _chosen_device(devices)) if best else 0
    more = {
        "voice": voice_as_json(_tried_synthesizers(system), count_shipped_phrases()),
        "awake": awake_as_json(awake_method()),
    }
    return findings_as_json(found, tried, devices, played) | more, played == len(BEEPS)


def _chosen_device(devices: Sequence[Device]) -> str:
    """Return the name of the device that the settings choose, if it is one of `devices`."""
    chosen = read(user_settings()).settings.device
    return next((it.name for it in devices if chosen in (it.name, it.description)), "")


def _tried_synthesizers(system: System) -> list[SynthesizerState]:
    return list(try_synthesizers(system, read(user_settings()).settings.voice_command))
