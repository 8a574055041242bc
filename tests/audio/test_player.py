from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
import weakref
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS, Backend
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.player import obey, open_output
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


class RecordingOutput:
    """An output that records what it is given."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.percent = 100
        self.played = 0
        self.takes_sound = True

    def play(self, notes: Sequence[Note]) -> None:
        self.notes = list(notes)
        self.played = len(self.notes)

    def set_volume(self, percent: int) -> None:
        self.percent = percent


def run_player(*backends: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run a player that finds programs only in `path`, with nothing on its stdin."""
    return subprocess.run(
        [sys.executable, "-m", "hiptimer.audio.player.player", *backends],
        env={"PATH": path, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )


def answers(run: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def install_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_score_and_a_volume_reach_the_output() -> None:
    output = RecordingOutput()
    obey(
        b'{"do": "score", "notes": [[5.5, "go", 1, null, -1], [6, "return", 1, 2.5, 0, 2]]}', output
    )
    obey(b'{"do": "volume", "percent": 40}', output)
    assert output.notes == [Note(5.5, "go", pan=-1), Note(6, "return", seconds=2.5, softer_after=2)]
    assert output.percent == 40


def test_a_player_answers_how_many_notes_have_been_played() -> None:
    output = RecordingOutput()
    assert obey(b'{"do": "score", "notes": [[5, "go", 1, null], [6, "go", 1, null]]}', output) == {}
    before = time.monotonic()
    answer = obey(b'{"do": "count"}', output)
    assert answer == {"played": 2, "now": pytest.approx(before, abs=5)}


def test_each_missing_backend_is_reported() -> None:
    names = ["pw-cat", "pacat", "aplay"]
    assert answers(run_player(*names)) == [
        {"trying": "pw-cat"},
        {"trying": "pacat"},
        {"trying": "aplay"},
        {"failed": dict.fromkeys(names, "is not installed")},
    ]


def test_a_program_that_exits_before_playing_counts_as_without_a_device(tmp_path: Path) -> None:
    install_program(tmp_path, "aplay", "exit 1")
    assert answers(run_player("aplay", path=str(tmp_path)))[-1] == {
        "failed": {"aplay": "found no device"}
    }


def test_the_first_backend_that_takes_sound_is_kept(tmp_path: Path) -> None:
    install_program(tmp_path, "pw-cat", "exit 1")
    install_program(tmp_path, "pacat", "exec /bin/cat")
    found = answers(run_player("pw-cat", "pacat", "aplay", path=str(tmp_path)))
    assert found == [{"trying": "pw-cat"}, {"trying": "pacat"}, {"ready": "pacat"}]


def test_the_end_of_stdin_ends_the_player_and_its_program(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    os.mkfifo(heard)
    install_program(tmp_path, "pacat", f"exec /bin/cat > {heard}")
    with subprocess.Popen(["/bin/cat", heard], stdout=subprocess.DEVNULL) as listener:
        run_player("pacat", path=str(tmp_path))
        # The fifo ends for its reader when the last program that writes to it has ended.
        assert listener.wait(10) == 0


@pytest.mark.parametrize(("option", "channels"), [([], 1), (["--headphones"], 2)])
def test_with_headphones_a_program_is_asked_for_two_channels(
    option: list[str], channels: int, tmp_path: Path
) -> None:
    arguments = tmp_path / "arguments"
    install_program(tmp_path, "pacat", f'echo "$@" > {arguments}; exec /bin/cat > /dev/null')
    found = answers(run_player(*option, "pacat", path=str(tmp_path)))
    assert found[:2] == [{"trying": "pacat"}, {"ready": "pacat"}]
    assert f"--channels={channels} " in arguments.read_text()


def test_a_player_prints_only_json_answers() -> None:
    run = run_player("miniaudio", "aplay")
    assert all(json.loads(line) for line in run.stdout.splitlines())


def test_a_backend_that_cannot_be_imported_counts_as_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    libraries = [it.name for it in BACKENDS.values() if it.is_library]
    for library in libraries:
        monkeypatch.setitem(sys.modules, library, None)
    reported: list[dict[str, object]] = []
    assert open_output(libraries, lambda **answer: reported.append(answer), Playback()) is None
    assert reported[-1] == {"failed": dict.fromkeys(libraries, "is not installed")}


@pytest.mark.parametrize("backend", [it for it in BACKENDS.values() if not it.is_library])
def test_each_program_gets_the_rate_of_the_samples(backend: Backend) -> None:
    assert str(RATE) in backend.arguments


class Device:
    """A fake miniaudio device, which keeps a reference to what it plays."""

    backend = "fake"

    def __init__(self, **_given: object) -> None:
        self.blocks: object = None

    def start(self, blocks: object) -> None:
        self.blocks = blocks


def test_the_garbage_collector_does_not_close_a_playing_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[weakref.ref[Device]] = []

    def playback_device(**given: object) -> Device:
        device = Device(**given)
        made.append(weakref.ref(device))
        return device

    library = SimpleNamespace(
        PlaybackDevice=playback_device,
        Backend=Enum("Backend", ["NULL", "CUSTOM", "PULSEAUDIO"]),
        MiniaudioError=OSError,
    )
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    output = open_output(["miniaudio"], lambda **_: None, Playback())
    gc.collect()
    assert output
    assert made[0]() is not None


def test_a_player_imports_neither_the_screens_nor_the_circuits() -> None:
    names = "{name.partition('.')[0] for name in sys.modules}"
    code = f"import sys, hiptimer.audio.player.player; print(*{names})"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"pydantic", "textual", "click", *BACKENDS} & set(run.stdout.split())
