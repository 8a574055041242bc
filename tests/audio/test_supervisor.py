from __future__ import annotations

import os
import queue
import signal
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.speaker import Note, SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


class Later:
    """What a speaker is to do later, done when asked to; no time passes."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.cancelled = Event()
        self._actions: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def __call__(self, seconds: float, action: Callable[[], None]) -> Callable[[], None]:
        self.waits.append(seconds)
        self._actions.put(action)
        return self.cancelled.set

    def pass_once(self) -> None:
        """Wait until there is something to do later, and do it."""
        self._actions.get(timeout=LONG_ENOUGH)()

    def wait(self) -> None:
        """Wait until there is something to do later."""
        action = self._actions.get(timeout=LONG_ENOUGH)
        self._actions.put(action)


def until(is_so: Callable[[], object]) -> None:
    pause = Event()
    for _ in range(2_000):
        if is_so():
            return
        pause.wait(LONG_ENOUGH / 2_000)
    raise AssertionError("it did not come about")


def end_player(speaker: PlayerSpeaker) -> None:
    assert speaker.pid
    os.kill(speaker.pid, signal.SIGKILL)


def test_a_device_that_comes_back_is_heard_again_and_each_is_said_once(programs: Path) -> None:
    later = Later()
    plays = "exec /bin/cat > /dev/null"
    program(programs, "pacat", plays)
    speaker = PlayerSpeaker("pacat", after=later)
    speaker.play([Note(0.0, "go")])
    for _ in range(2):
        until(lambda: speaker.backend)
        said = [speaker.trouble]
        program(programs, "pacat", "exit 1")
        end_player(speaker)
        for _ in range(3):
            later.wait()
            said.append(speaker.trouble)
            assert speaker.interruption is None
            later.pass_once()
        later.wait()
        program(programs, "pacat", plays)
        later.pass_once()
        until(lambda: speaker.interruption)
        assert said == [None, *["No sound: pacat found no device"] * 3]
        assert (speaker.trouble, speaker.backend) == (None, "pacat")
        assert speaker.interruption == "The sound broke off and is back"
    assert later.waits == [3.0] * 8
    speaker.close()


def test_a_device_that_was_not_there_at_the_start_is_looked_for_now_and_then(
    programs: Path,
) -> None:
    later = Later()
    program(programs, "pacat", "exit 1")
    speaker = PlayerSpeaker("pacat", after=later)
    later.wait()
    program(programs, "pacat", "exec /bin/cat > /dev/null")
    later.pass_once()
    until(lambda: speaker.interruption)
    assert later.waits == [15.0]
    assert speaker.interruption == "There is sound now, through pacat"
    assert speaker.trouble is None
    speaker.close()


def test_what_is_not_installed_is_not_looked_for_again(programs: Path) -> None:
    assert programs
    later = Later()
    speaker = PlayerSpeaker("aplay", after=later)
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert later.waits == []
    speaker.close()


def test_a_closed_speaker_looks_for_nothing(programs: Path) -> None:
    later = Later()
    program(programs, "pacat", "exit 1")
    speaker = PlayerSpeaker("pacat", after=later)
    later.wait()
    speaker.close()
    assert later.cancelled.is_set()
    # It may have come due just before that.
    later.pass_once()
    assert speaker.pid is None


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


def _have_only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    backends = {name: BACKENDS[name] for name in names}
    monkeypatch.setattr("hiptimer.audio.player.supervisor.BACKENDS", backends)


def test_backends_with_the_same_trouble_are_named_together(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _have_only(monkeypatch, "pw-cat", "pacat", "aplay")
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
    _have_only(monkeypatch, "simpleaudio", "pacat")
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
