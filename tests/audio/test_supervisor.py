from __future__ import annotations

import os
import queue
import signal
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.speaker import Note, SilentSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiptimer.audio.speaker import Speaker

LONG_ENOUGH = 20.0


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.fixture
def speaker(programs: Path) -> Iterator[PlayerSpeaker]:
    install_program(programs, "pacat", "exec /bin/cat > /dev/null")
    speaker = PlayerSpeaker("pacat")
    yield speaker
    speaker.close()


def install_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def find_trouble(backend: str) -> str | None:
    speaker = PlayerSpeaker(backend)
    assert speaker.wait_until_known(LONG_ENOUGH)
    speaker.close()
    return speaker.trouble


class ManualTimer:
    """A timer that runs its actions on request, so that no time passes."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.cancelled = Event()
        self._actions: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def __call__(self, seconds: float, action: Callable[[], None]) -> Callable[[], None]:
        self.waits.append(seconds)
        self._actions.put(action)
        return self.cancelled.set

    def run_next(self) -> None:
        """Wait until an action is scheduled, and run it."""
        self._actions.get(timeout=LONG_ENOUGH)()

    def wait(self) -> None:
        """Wait until an action is scheduled."""
        action = self._actions.get(timeout=LONG_ENOUGH)
        self._actions.put(action)


def wait_until(is_so: Callable[[], object]) -> None:
    pause = Event()
    for _ in range(2_000):
        if is_so():
            return
        pause.wait(LONG_ENOUGH / 2_000)
    raise AssertionError("the condition never became true")


def end_player(speaker: PlayerSpeaker) -> None:
    assert speaker.pid
    os.kill(speaker.pid, signal.SIGKILL)


def test_the_loss_and_the_return_of_a_device_are_each_reported_once(programs: Path) -> None:
    timer = ManualTimer()
    plays = "exec /bin/cat > /dev/null"
    install_program(programs, "pacat", plays)
    speaker = PlayerSpeaker("pacat", after=timer)
    speaker.play([Note(0.0, "go")])
    for _ in range(2):
        wait_until(lambda: speaker.backend)
        said = [speaker.trouble]
        install_program(programs, "pacat", "exit 1")
        end_player(speaker)
        for _ in range(3):
            timer.wait()
            said.append(speaker.trouble)
            assert speaker.interruption is None
            timer.run_next()
        timer.wait()
        install_program(programs, "pacat", plays)
        timer.run_next()
        wait_until(lambda: speaker.interruption)
        assert said == [None, *["No sound: pacat found no device"] * 3]
        assert (speaker.trouble, speaker.backend) == (None, "pacat")
        assert speaker.interruption == "The sound was interrupted and is back"
    assert timer.waits == [3.0] * 8
    speaker.close()


def test_a_device_missing_at_the_start_is_looked_for_periodically(
    programs: Path,
) -> None:
    timer = ManualTimer()
    install_program(programs, "pacat", "exit 1")
    speaker = PlayerSpeaker("pacat", after=timer)
    timer.wait()
    install_program(programs, "pacat", "exec /bin/cat > /dev/null")
    timer.run_next()
    wait_until(lambda: speaker.interruption)
    assert timer.waits == [15.0]
    assert speaker.interruption == "The sound works now, through pacat"
    assert speaker.trouble is None
    speaker.close()


def test_a_missing_backend_is_not_looked_for_again(programs: Path) -> None:
    assert programs
    timer = ManualTimer()
    speaker = PlayerSpeaker("aplay", after=timer)
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert timer.waits == []
    speaker.close()


def test_a_closed_speaker_looks_for_nothing(programs: Path) -> None:
    timer = ManualTimer()
    install_program(programs, "pacat", "exit 1")
    speaker = PlayerSpeaker("pacat", after=timer)
    timer.wait()
    speaker.close()
    assert timer.cancelled.is_set()
    # It may have come due just before that.
    timer.run_next()
    assert speaker.pid is None


def test_a_silent_speaker_is_a_speaker_without_trouble() -> None:
    speaker: Speaker = SilentSpeaker()
    speaker.play([Note(0.0, "go")])
    speaker.set_volume(10)
    speaker.close()
    assert speaker.trouble is None


def test_a_speaker_knows_its_backend(speaker: PlayerSpeaker) -> None:
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert (speaker.backend, speaker.trouble) == ("pacat", None)


@pytest.mark.usefixtures("programs")
def test_a_missing_backend_is_reported_in_words() -> None:
    assert find_trouble("aplay") == "No sound: aplay is not installed"


def test_a_backend_without_a_device_is_reported_in_words(programs: Path) -> None:
    install_program(programs, "aplay", "exit 1")
    assert find_trouble("aplay") == "No sound: aplay found no device"


def test_a_speaker_in_trouble_accepts_every_call_without_raising(programs: Path) -> None:
    install_program(programs, "aplay", "exit 1")
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
    install_program(programs, "pw-cat", "exit 1")
    speaker = PlayerSpeaker()
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert speaker.trouble == (
        "No sound: pw-cat found no device; pacat and aplay are not installed"
    )
    speaker.close()


def test_a_process_that_cannot_be_started_is_reported_as_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    speaker = PlayerSpeaker("aplay")
    assert speaker.trouble == (
        "No sound: the audio process could not be started (No such file or directory)"
    )
    speaker.play([Note(0.0, "go")])
    speaker.close()


def test_a_library_that_crashes_the_player_is_skipped(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_program(programs, "pacat", "exec /bin/cat > /dev/null")
    folder = programs / "libraries"
    folder.mkdir()
    (folder / "simpleaudio.py").write_text("import os; os.abort()")
    monkeypatch.syspath_prepend(str(folder))
    _have_only(monkeypatch, "simpleaudio", "pacat")
    speaker = PlayerSpeaker()
    assert speaker.wait_until_known(LONG_ENOUGH)
    assert (speaker.backend, speaker.trouble) == ("pacat", None)
    speaker.close()


def test_a_speaker_for_headphones_plays_in_stereo(programs: Path) -> None:
    arguments = programs / "arguments"
    install_program(programs, "pacat", f'echo "$@" > {arguments}; exec /bin/cat > /dev/null')
    speaker = PlayerSpeaker("pacat", playback=Playback(headphones=True))
    assert speaker.wait_until_known(LONG_ENOUGH)
    speaker.close()
    assert speaker.trouble is None
    assert "--channels=2" in arguments.read_text()


def test_a_closed_speaker_leaves_no_process(speaker: PlayerSpeaker) -> None:
    assert speaker.wait_until_known(LONG_ENOUGH)
    pid = speaker.pid
    assert pid
    speaker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
