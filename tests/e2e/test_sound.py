"""The sound of every backend, recorded from a real sound server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.sounds.tones import natural_seconds, render
from hiptimer.audio.speaker import Note
from tests.programs import find_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens, pytest.mark.usefixtures("audible")]

LATE_AT_MOST = 0.15
"""Seconds. Machines are shared and noisy; the benchmark measures the true figure."""

PROGRAM = {"simpleaudio": "import simpleaudio", "miniaudio": "import miniaudio"}


ENVIRONMENT = dict(os.environ)


def is_here(backend: str) -> bool:
    if backend in PROGRAM:
        imported = subprocess.run(
            [sys.executable, "-c", PROGRAM[backend]], capture_output=True, check=False
        )
        return imported.returncode == 0
    # pw-cat needs a server of its own kind.
    return backend != "pw-cat" and shutil.which(backend) is not None


@pytest.fixture
def speak() -> Iterator[Callable[[str], PlayerSpeaker]]:
    """Return a function that opens speakers, and close them at the end."""
    speakers = []

    def open_speaker(backend: str) -> PlayerSpeaker:
        speakers.append(speaker := PlayerSpeaker(backend))
        assert speaker.wait_until_known(20)
        assert speaker.trouble is None
        return speaker

    yield open_speaker
    for speaker in speakers:
        speaker.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not is_here(name):
        pytest.skip(f"{name} is not installed, or has no server here")
    return name


def score(start: float) -> list[Note]:
    """Return two paced reps, the last one marked, and the end of the set."""
    return [
        Note(start, "tick-in"),
        Note(start + 1, "tick-in", pitch=1.25),
        Note(start + 2, "drive"),
        Note(start + 3, "return", seconds=1.0),
        Note(start + 4, "drive"),
        Note(start + 4, "last-rep"),
        Note(start + 5, "return", seconds=1.0),
        Note(start + 6, "set-end"),
    ]


def lateness(recording: Recording, notes: list[Note]) -> list[float]:
    """Return how late each note was heard, in seconds; none may be missing."""
    late = []
    for note in notes:
        found = recording.find(note.sound, note.moment, note.pitch, note.seconds)
        assert found, f"{note} was not heard"
        late.append(found.moment - note.moment)
    return late


def test_every_note_is_heard_at_its_moment_and_nothing_else(
    audible: SoundServer,
    recording: Recording,
    speak: Callable[[str], PlayerSpeaker],
    backend: str,
) -> None:
    speaker = speak(backend)

    def attempt() -> None:
        start = time.monotonic() + 0.3
        notes = score(start)
        speaker.play(notes)
        recording.wait_for(start + 8)
        late = lateness(recording, notes)
        assert max(late) < LATE_AT_MOST
        assert max(late) - min(late) < LATE_AT_MOST
        strikes = [note.moment + late[0] for note in notes]
        for onset in recording.onsets():
            if onset > start - 0.2:
                assert min(abs(onset - strike) for strike in strikes) < LATE_AT_MOST
        assert recording.loudest(start + 6 + natural_seconds("set-end") + 0.2, start + 8) == 0

    audible.once_more_if_the_machine_stalls(attempt)


def test_a_pause_is_silent_within_150_ms(
    audible: SoundServer,
    recording: Recording,
    speak: Callable[[str], PlayerSpeaker],
    backend: str,
) -> None:
    speaker = speak(backend)

    def attempt() -> None:
        # A note that is due immediately may be dropped as late by a player that has just started.
        start = time.monotonic() + 0.3
        speaker.play([Note(start, "return"), Note(start + 3, "go")])
        recording.wait_for(start + 1.0)
        paused = time.monotonic()
        speaker.play([])
        recording.wait_for(paused + 3.0)
        assert recording.loudest(paused - 0.2, paused) > 0
        assert recording.last_heard() - paused < LATE_AT_MOST

    audible.once_more_if_the_machine_stalls(attempt)


def test_a_pause_is_heard_as_one_blip(
    audible: SoundServer,
    recording: Recording,
    speak: Callable[[str], PlayerSpeaker],
    backend: str,
) -> None:
    speaker = speak(backend)

    def attempt() -> None:
        # Wait until the spare player is ready.
        recording.wait_for(time.monotonic() + 0.5)
        now = time.monotonic()
        speaker.play([Note(now, "return"), Note(now + 3, "go")])
        recording.wait_for(now + 1.0)
        paused = Note(time.monotonic(), "paused")
        speaker.play([paused])
        recording.wait_for(paused.moment + 1.0)
        (late,) = lateness(recording, [paused])
        assert late < LATE_AT_MOST
        assert recording.loudest(paused.moment + 2 * LATE_AT_MOST, paused.moment + 1.0) == 0

    audible.once_more_if_the_machine_stalls(attempt)


def test_a_score_sent_again_does_not_change_the_sound(
    audible: SoundServer,
    recording: Recording,
    speak: Callable[[str], PlayerSpeaker],
    backend: str,
) -> None:
    speaker = speak(backend)

    def attempt() -> None:
        start = time.monotonic() + 0.3
        notes = [Note(start, "return"), Note(start + 3, "go")]
        for moment in range(8):
            speaker.play(notes)
            recording.wait_for(start + 0.4 * moment)
        recording.wait_for(start + 4)
        late = lateness(recording, notes)
        assert max(late) - min(late) < LATE_AT_MOST
        expected, heard = (
            render("return"),
            recording.between(start + late[0], start + late[0] + 3),
        )
        assert sum(map(abs, heard)) == pytest.approx(sum(map(abs, expected)), rel=0.02)

    audible.once_more_if_the_machine_stalls(attempt)


def test_a_speaker_has_the_given_volume(recording: Recording) -> None:
    speaker = PlayerSpeaker("miniaudio" if is_here("miniaudio") else "pacat", volume=50)
    assert speaker.wait_until_known(20)
    loudest = []
    for percent in (50, 100, 0):
        if percent != 50:
            speaker.set_volume(percent)
        start = time.monotonic() + 0.2
        speaker.play([Note(start, "go")])
        recording.wait_for(start + 1)
        loudest.append(recording.loudest(start, start + 1) / max(render("go")))
    speaker.close()
    assert loudest == pytest.approx([0.25, 1.0, 0.0], abs=0.01)


def test_a_killed_player_is_replaced_and_the_score_continues(
    recording: Recording, speak: Callable[[str], PlayerSpeaker]
) -> None:
    speaker = speak("miniaudio" if is_here("miniaudio") else "pacat")
    start = time.monotonic() + 0.3
    notes = [Note(start, "return"), Note(start + 4, "go")]
    speaker.play(notes)
    recording.wait_for(start + 1)
    killed = speaker.pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    recording.wait_for(start + 5)
    assert max(lateness(recording, notes)) < LATE_AT_MOST
    assert recording.loudest(start + 1.5, start + 3.9) == 0
    assert speaker.pid != killed
    assert speaker.trouble is None
    with pytest.raises(ProcessLookupError):
        os.kill(killed, 0)


def test_a_stopped_player_does_not_block_the_workout(
    speak: Callable[[str], PlayerSpeaker],
) -> None:
    speaker = speak("miniaudio" if is_here("miniaudio") else "pacat")
    stopped = speaker.pid
    assert stopped
    os.kill(stopped, signal.SIGSTOP)
    before = time.monotonic()
    for number in range(500):
        speaker.play([Note(before + at, "hold-tick") for at in range(number % 60)])
    assert time.monotonic() - before < 1.0
    speaker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)


def test_without_a_sound_server_trouble_is_reported_but_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    speaker = PlayerSpeaker()
    assert speaker.wait_until_known(20)
    assert speaker.backend is None
    assert speaker.trouble is not None
    assert "miniaudio" in speaker.trouble
    assert "found no device" in speaker.trouble
    speaker.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_simpleaudio_survives_newer_pythons(
    version: str, audible: SoundServer, tmp_path: Path
) -> None:
    found = find_python(version)
    if not found:
        pytest.skip(f"there is no Python {version}")
    python = tmp_path / "bin" / "python"
    commands: list[list[str | Path]] = [
        [found, "-m", "venv", tmp_path],
        [python, "-m", "pip", "install", "--quiet", "simpleaudio"],
    ]
    for command in commands:
        if subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False).returncode:
            pytest.skip(f"simpleaudio does not build for Python {version}")
    play_fifty = (
        "import sys, time\n"
        "from hiptimer.audio.player.supervisor import PlayerSpeaker\n"
        "from hiptimer.audio.speaker import Note\n"
        "speaker = PlayerSpeaker('simpleaudio')\n"
        "speaker.wait_until_known(20)\n"
        "first = speaker.pid\n"
        "for _ in range(50):\n"
        "    speaker.play([Note(time.monotonic(), 'hold-tick')])\n"
        "    time.sleep(0.2)\n"
        "time.sleep(0.5)\n"
        "print(speaker.backend, speaker.pid == first, speaker.trouble)\n"
        "speaker.close()\n"
    )
    run = subprocess.run(
        [python, "-c", play_fifty],
        cwd=Path(__file__).parents[2],
        env=os.environ | audible.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout == "simpleaudio True None\n"
