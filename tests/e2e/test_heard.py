"""The recorded sound of a whole workout, compared with `hiptimer show --json`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.coach import OPENING_SECONDS
from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE, natural_seconds
from hiptimer.audio.speaker import Note
from tests.programs import environment, hiptimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

CIRCUIT = """
title = "Every sound"
sets = 2
prepare = "3.5s"
switch = "1.5s"
rest_between_exercises = "2s"
rest_between_sets = "5.5s"

[[exercise]]
name = "Stretch"
time = "3.5s"
sides = "each"
stages = [{ at = "1.2s", say = "Sink." }]

[[exercise]]
name = "Squat"
hold = "fatigue"
target = "2s"
cap = "3s"

[[exercise]]
name = "Climber"
reps = 2
tempo = [["drive", "0.5s"], ["stay", "0.5s"], ["return", "1s"]]
"""

CLOSE_SECONDS = 0.15
SILENT_WITHIN_SECONDS = 0.15
AUDIBLE = 200


def notes(timeline: dict[str, Any], start: float) -> Iterator[Note]:
    """Yield every note of an unattended workout, due at moments counted from `start`."""
    phases = timeline["phases"]
    if phases[0]["kind"] == "prepare":
        yield Note(start + OPENING_SECONDS, "resumed")
    for phase, after in zip(phases, [*phases[1:], None], strict=True):
        began = start + phase["starts"]
        for cue in phase["cues"]:
            if cue["sound"] and cue["at"] <= phase["target_seconds"]:
                yield note(phase, cue, began)
        ended = began + phase["target_seconds"]
        if after is None:
            yield Note(ended, "finish")
        elif phase["kind"] == "work" and after["set"] != phase["set"]:
            yield Note(ended, "last-set" if after["set"] == timeline["sets"] else "set-end")


def note(phase: dict[str, Any], cue: dict[str, Any], began: float) -> Note:
    moment, sound = began + cue["at"], cue["sound"]
    if sound in ("tick-in", "tick-out"):
        ends = phase["seconds"] or phase["cap_seconds"]
        steps = 3 - round(ends - cue["at"])
        return Note(moment, sound, 2 ** ((steps if sound == "tick-in" else -steps) / 6))
    if sound == "return":
        return Note(moment, sound, seconds=phase["tempo"][-1][1] - GAP_SECONDS)
    return Note(moment, sound)


def wait_for_start(program: subprocess.Popen[str]) -> float:
    """Wait until the first phase is announced, and return the moment."""
    assert program.stdout
    for line in program.stdout:
        if "Get ready" in line:
            return time.monotonic()
    raise AssertionError("the workout did not begin")


def complaints(recording: Recording, expected: list[Note]) -> list[str]:
    """Return the notes that are missing, early, late or out of order, and extra sounds."""
    found = [
        recording.find(it.sound, it.moment, it.pitch, it.seconds, within=0.16) for it in expected
    ]
    heard = [(it, at.moment) for it, at in zip(expected, found, strict=True) if at]
    latency = median(moment - it.moment for it, moment in heard)
    sounding = [(it.moment + latency, it.moment + latency + length(it)) for it in expected]
    return [
        *(f"{it} missing" for it, at in zip(expected, found, strict=True) if at is None),
        *(
            f"{it} off by {moment - it.moment - latency:+.3f} s"
            for it, moment in heard
            if abs(moment - it.moment - latency) > CLOSE_SECONDS
        ),
        *(
            f"{after[0]} before {before[0]}"
            for before, after in pairwise(heard)
            if after[1] < before[1] and after[0].moment > before[0].moment
        ),
        *(
            f"something {onset - expected[0].moment:.3f} s after the first"
            for onset in recording.onsets()
            if not any(a - CLOSE_SECONDS < onset < b + CLOSE_SECONDS for a, b in sounding)
        ),
        *([] if 0 <= latency < CLOSE_SECONDS else [f"all {latency:.3f} s late"]),
    ]


def length(note: Note) -> float:
    return len(SampleCache()[note]) / RATE


def assert_heard(
    audible: SoundServer,
    path: Path,
    voice: str,
    expected_from: Callable[[float], list[Note]],
) -> None:
    """Assert that the workout of `path` is heard as expected from its first moment on."""
    home = path.parent

    def attempt() -> None:
        with audible.record() as recording:
            command = ["-m", "hiptimer", "run", "--sound", "miniaudio", "--voice"]
            program = subprocess.Popen(
                [sys.executable, *command, voice, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                env=environment(home) | audible.environment,
            )
            with program:
                expected = expected_from(wait_for_start(program))
                assert program.stdout
                program.stdout.read()
            assert program.returncode == 0
            recording.wait_for(expected[-1].moment + 1.0)
            assert complaints(recording, expected) == []

    audible.once_more_if_the_machine_stalls(attempt)


def test_every_cue_is_heard_at_its_moment_and_nothing_else(
    audible: SoundServer, tmp_path: Path
) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(CIRCUIT)
    timeline = json.loads(hiptimer("show", str(path), "--json", home=tmp_path).stdout)
    assert_heard(audible, path, "off", lambda start: Arrangement().space(notes(timeline, start)))


SLOW_RETURN = """
title = "One slow return"
prepare = "1s"

[[exercise]]
name = "Climber"
reps = 2
tempo = { drive = "0.5s", return = "6s" }
"""


@pytest.mark.parametrize("backend", ["miniaudio", "simpleaudio", "pacat"])
def test_a_pause_silences_everything_but_its_own_blip(
    audible: SoundServer, tmp_path: Path, backend: str
) -> None:
    if backend == "simpleaudio" and not find_spec("simpleaudio"):
        pytest.skip("simpleaudio is not installed")
    path = tmp_path / "circuit.toml"
    path.write_text(SLOW_RETURN)

    def attempt() -> None:
        with audible.record() as recording:
            program = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "hiptimer",
                    "run",
                    str(path),
                    "--sound",
                    backend,
                    "--voice",
                    "off",
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment(tmp_path) | audible.environment,
            )
            with program:
                assert program.stdin
                start = wait_for_start(program)
                recording.wait_for(start + 3.0)
                program.stdin.write("p\n")
                program.stdin.flush()
                paused = time.monotonic()
                recording.wait_for(paused + 2.0)
                program.terminate()
            assert recording.loudest(paused - 0.5, paused) > AUDIBLE
            blip = recording.find("paused", paused + 0.1)
            silent_after = paused + SILENT_WITHIN_SECONDS + natural_seconds("paused")
            assert recording.loudest(silent_after, paused + 2.0) < AUDIBLE
            assert blip

    audible.once_more_if_the_machine_stalls(attempt)
