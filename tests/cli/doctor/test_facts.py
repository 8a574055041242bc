from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import hiptimer.cli.doctor.facts
from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.backend_trial import BackendTrial
from hiptimer.audio.sounds import wav
from hiptimer.audio.speaker import Note
from hiptimer.cli.doctor import examination
from hiptimer.cli.doctor.examination import examine
from hiptimer.cli.doctor.facts import BEEPS, TriedBackend, play_beeps, surroundings, try_backends
from hiptimer.cli.doctor.remedies import System
from hiptimer.cli.main import cli
from hiptimer.foundation import folders
from hiptimer.foundation.folders import user_settings

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = System("Linux", "x86_64", None, None, is_root=False, has=frozenset())


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path.

    Of the backends, only programs are tried. The beeps follow one another faster than any ear
    could, after as much time as a busy machine may take to hand them over: late ones are dropped.
    """
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    programs = {name: it for name, it in BACKENDS.items() if not it.is_library}
    monkeypatch.setattr(hiptimer.cli.doctor.facts, "BACKENDS", programs)
    beeps = tuple(Note(0.5 + 0.1 * number, "tick-in", seconds=0.05) for number in range(len(BEEPS)))
    monkeypatch.setattr(hiptimer.cli.doctor.facts, "BEEPS", beeps)
    return folder


def install_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_each_backend_is_tried_with_the_reason_if_it_fails(programs: Path) -> None:
    install_program(programs, "pacat", "exec /bin/cat")
    install_program(programs, "aplay", "exit 1")
    found = {backend.name: backend for backend in try_backends(NOTHING)}
    assert [backend.trouble for backend in found.values()] == [
        "is not installed",
        None,
        "found no device",
    ]
    assert found["pw-cat"].remedy
    assert found["aplay"].remedy is None


def test_a_served_backend_is_named_with_the_device_of_its_server(programs: Path) -> None:
    install_program(programs, "pacat", "exec /bin/cat")
    install_program(programs, "pactl", 'test "$1" = get-default-sink && echo loudspeaker')
    assert {backend.name: backend.device for backend in try_backends(NOTHING)} == {
        "pw-cat": None,
        "pacat": "loudspeaker",
        "aplay": None,
    }


def test_beeps_count_once_the_program_has_accepted_them(programs: Path) -> None:
    install_program(programs, "pacat", "exec /bin/cat")
    assert play_beeps(TriedBackend("pacat", None)) == len(BEEPS)


def test_a_program_that_exits_early_has_not_played_the_rest(programs: Path) -> None:
    install_program(programs, "pacat", "exec /usr/bin/head -c 30000")
    with BackendTrial("pacat") as trial:
        assert trial.play_and_count(hiptimer.cli.doctor.facts.BEEPS, within_seconds=5) == 0
        assert trial.trouble == "failed"


def test_a_backend_that_does_not_work_plays_nothing(programs: Path) -> None:
    assert programs.is_dir()
    assert play_beeps(TriedBackend("aplay", "is not installed")) == 0


@pytest.mark.usefixtures("programs")
def test_checks_are_shown_only_if_nothing_was_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    works = TriedBackend("pacat", None)
    monkeypatch.setattr(examination, "try_backends", lambda _system: [works])
    monkeypatch.setattr(examination, "play_beeps", lambda *_: len(BEEPS))
    for was_heard in (True, False):
        lines: list[str] = []
        questions: list[str] = []

        def ask(question: str, *, answer: bool = was_heard, asked: list[str] = questions) -> bool:
            asked.append(question)
            return answer

        assert examine(lines.append, ask)
        assert questions == ["Did you hear 3 beeps?"]
        assert any("Check in this order" in line for line in lines) is not was_heard


def test_the_beeps_are_played_on_the_device_of_the_settings(programs: Path) -> None:
    sink = programs / "sink"
    install_program(programs, "pacat", f'echo "$PULSE_SINK" > {sink}; exec /bin/cat > /dev/null')
    install_program(programs, "pactl", "printf 'Name: headset\nDescription: My headset\n'")
    user_settings().parent.mkdir(parents=True)
    lines: list[str] = []
    for chosen, device in (("My headset", "headset"), ("gone", "")):
        user_settings().write_text(f'device = "{chosen}"\n')
        assert examine(lines.append, None)
        assert sink.read_text() == f"{device}\n"
    assert "  devices      headset: My headset" in lines
    assert "  pacat played all 3 beeps to the end, to headset" in lines


def test_without_sound_no_question_is_asked_and_the_exit_code_is_1(programs: Path) -> None:
    assert programs.is_dir()
    ran = CliRunner().invoke(cli, ["doctor"])
    assert ran.exit_code == 1
    assert "auto uses the terminal's bell, since nothing else works" in ran.output
    assert "Did you hear" not in ran.output


def test_json_output_is_one_object_with_the_same_exit_code(programs: Path) -> None:
    without = CliRunner().invoke(cli, ["doctor", "--json"])
    assert without.exit_code == 1
    assert json.loads(without.output)["sound"]["auto"] == "bell"
    install_program(programs, "aplay", "exec /bin/cat")
    heard = CliRunner().invoke(cli, ["doctor", "--json"])
    assert heard.exit_code == 0
    assert json.loads(heard.output)["sound"]["beeps"] == {"wanted": 3, "played": 3}


@pytest.mark.usefixtures("programs")
def test_folders_are_examined_and_none_is_created() -> None:
    shipped, own, sounds, own_sounds, own_voices, diary = surroundings().folders
    assert shipped.files == 5
    assert sounds.files
    assert not own.exists
    assert own.is_writable
    assert not own_sounds.exists
    assert not own_voices.exists
    assert not diary.exists
    assert diary.is_writable
    own.path.mkdir(parents=True)
    (own.path / "broken.toml").write_text("title = 3\n")
    found = surroundings()
    assert found.folders[1].files == 1
    assert [entry.id for entry in found.broken] == ["broken"]
    assert found.missing_sounds == ()


@pytest.mark.usefixtures("programs")
def test_missing_shipped_sounds_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "sounds", lambda: tmp_path)
    assert "finish" in surroundings().missing_sounds


@pytest.mark.usefixtures("programs")
def test_a_personal_sound_that_cannot_be_used_is_named() -> None:
    folder = folders.user_sounds()
    folder.mkdir(parents=True)
    wav.write(folder / "go.wav", [1000] * 480)
    (folder / "rest.wav").write_bytes(b"")
    found = surroundings()
    assert found.folders[3].files == 2
    (complaint,) = found.bad_sounds
    assert complaint.startswith(f"{folder / 'rest.wav'} is not a WAV file")


@pytest.mark.usefixtures("programs")
def test_versions_are_those_of_the_installed_packages() -> None:
    versions = surroundings().versions
    assert versions["Python"] == sys.version.split()[0]
    assert versions["textual"]
    assert set(versions) == {"hiptimer", "Python", *hiptimer.cli.doctor.facts.LIBRARIES}
