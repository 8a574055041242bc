from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.player_speaker import PlayerSpeaker
from hiptimer.audio.speaker import BACKENDS, Note, SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiptimer.audio.speaker import Speaker

LONG_ENOUGH = 20.0


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds all programs there are."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.fixture
def speaker(programs: Path) -> Iterator[PlayerSpeaker]:
    program(programs, "pacat", "exec /bin/cat > /dev/null")
    speaker = PlayerSpeaker("pacat")
    yield speaker
    speaker.close()


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def troubled(backend: str) -> str | None:
    speaker = PlayerSpeaker(backend)
    assert speaker.wait_until_known(LONG_ENOUGH)
    speaker.close()
    return speaker.trouble


def test_a_silent_speaker_is_a_speaker_without_trouble() -> None:
    speaker: Speaker = SilentSpeaker()
    speaker.play([Note(0.0, "go")])
    speaker.set_volume(10)
    speaker.close()
    assert speaker.trouble is None


def test_a_speaker_knows_what_it_plays_through(speaker: PlayerSpeaker) -> None:
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert (speaker.backend, speaker.trouble) == ("pacat", None)


@pytest.mark.usefixtures("programs")
def test_a_backend_that_is_missing_is_told_in_words() -> None:
    assert troubled("aplay") == "No sound: aplay is not installed"


def test_a_backend_without_a_device_is_told_in_words(programs: Path) -> None:
    program(programs, "aplay", "exit 1")
    assert troubled("aplay") == "No sound: aplay found no device"


def test_a_speaker_in_trouble_takes_everything_and_raises_nothing(programs: Path) -> None:
    program(programs, "aplay", "exit 1")
    speaker = PlayerSpeaker("aplay")
    assert speaker.wait_until_known(LONG_ENOUGH)
    speaker.play([Note(0.0, "go")])
    speaker.set_volume(10)
    speaker.close()
    speaker.close()
    assert speaker.backend is None


def test_backends_with_the_same_trouble_are_named_together(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiptimer.audio.player_speaker.BACKENDS", BACKENDS[2:])
    program(programs, "pw-cat", "exit 1")
    speaker = PlayerSpeaker()
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert speaker.trouble == (
        "No sound: pw-cat found no device; pacat and aplay are not installed"
    )
    speaker.close()


def test_a_process_that_cannot_be_started_is_trouble_and_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    speaker = PlayerSpeaker("aplay")
    assert speaker.trouble == (
        "No sound: its process could not be started (No such file or directory)"
    )
    speaker.play([Note(0.0, "go")])
    speaker.close()


def test_a_library_that_takes_the_player_down_is_passed_over(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "pacat", "exec /bin/cat > /dev/null")
    folder = programs / "libraries"
    folder.mkdir()
    (folder / "simpleaudio.py").write_text("import os; os.abort()")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr("hiptimer.audio.player_speaker.BACKENDS", ("simpleaudio", "pacat"))
    speaker = PlayerSpeaker()
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert (speaker.backend, speaker.trouble) == ("pacat", None)
    speaker.close()


def test_a_speaker_for_headphones_has_its_player_play_in_stereo(programs: Path) -> None:
    told = programs / "told"
    program(programs, "pacat", f'echo "$@" > {told}; exec /bin/cat > /dev/null')
    speaker = PlayerSpeaker("pacat", headphones=True)
    assert speaker.wait_until_known(LONG_ENOUGH)
    speaker.close()
    assert speaker.trouble is None
    assert "--channels=2" in told.read_text()


def test_a_closed_speaker_leaves_no_process(speaker: PlayerSpeaker) -> None:
    assert speaker.wait_until_known(LONG_ENOUGH)
    pid = speaker.pid
    assert pid
    speaker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
