from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hiptimer.foundation.child_process import CHILD, child_command

ROOT = Path(__file__).parents[2]
MODULE = "def main(arguments):\n    print(__file__, *arguments)\n"


def output(command: tuple[str, ...], folder: Path) -> str:
    return subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout


def test_a_child_finds_the_modules_of_its_parent_and_is_given_its_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "größer 'x'"
    folder.mkdir()
    (folder / "called.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(folder))
    assert output(child_command("called", "a b", "--c"), tmp_path) == (
        f"{folder / 'called.py'} a b --c\n"
    )


def test_a_child_finds_modules_in_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "program.pyz"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("called.py", MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("program.pyz")
    assert output(child_command("called"), ROOT) == f"{archive / 'called.py'}\n"


def test_a_child_finds_nothing_in_its_current_directory(tmp_path: Path) -> None:
    (tmp_path / "called.py").write_text(MODULE)
    with pytest.raises(subprocess.CalledProcessError):
        output(child_command("called"), tmp_path)


def test_a_frozen_program_is_called_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hiptimer"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hiptimer "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    command = child_command("hiptimer.audio.player.player", "aplay")
    assert command[:2] == (str(program), CHILD)
    assert output(command, ROOT).startswith('{"trying": "aplay"}\n')
