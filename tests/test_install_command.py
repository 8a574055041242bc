"""`make install` with uv, with pipx and without either; each is a script that downloads nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "requirements" / "install_command.sh"
TOOLS = ("cat", "chmod", "cp", "dirname", "ln", "mkdir", "rm", "sh", "tail")

INSTALLS = 'echo "$0 $*" >>"$HOME/log"'
FAKES = {
    "uv": f'{INSTALLS}; case $* in "tool dir --bin") echo "$HOME/.local/bin" ;; esac',
    "pipx": f'{INSTALLS}; case $1 in environment) echo "$HOME/.local/bin" ;; esac',
    "python3": 'case "$1 $2" in "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; '
    ': >"$3/bin/hiptimer" ;; *) exit 0 ;; esac',
}


class Person:
    """A person with an empty home, and a PATH with few programs."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.programs = folder / "programs"
        self.home.mkdir()
        self.programs.mkdir()
        self.path = str(self.programs)
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"{tool} is missing"
            (self.programs / tool).symlink_to(found)

    def have(self, program: str, script: str | None = None) -> None:
        path = self.programs / program
        path.write_text(f"#!/bin/sh\n{script or FAKES[program]}\n")
        path.chmod(0o755)

    def run(self, action: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.programs / "sh", SCRIPT, action],
            env={"HOME": str(self.home), "PATH": self.path},
            capture_output=True,
            text=True,
            check=False,
        )

    def last_line(self, action: str) -> str:
        run = self.run(action)
        assert run.returncode == 0, run.stderr
        return run.stderr.splitlines()[-1]

    @property
    def has_manual(self) -> bool:
        return (self.home / ".local/share/man/man1/hiptimer.1").exists()


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path)
    person.have("python3")
    return person


@pytest.mark.parametrize("program", ["uv", "pipx"])
def test_a_program_that_installs_commands_is_used(person: Person, program: str) -> None:
    person.have(program)
    assert f"installed with {program};" in person.last_line("install")
    assert person.has_manual


def test_uv_is_preferred_to_pipx(person: Person) -> None:
    person.have("uv")
    person.have("pipx")
    assert "installed with uv;" in person.last_line("install")


def test_without_either_a_venv_is_linked(person: Person) -> None:
    for _ in range(2):
        assert "installed in ~/.local/lib/hiptimer;" in person.last_line("install")
        command = person.home / ".local/bin/hiptimer"
        assert command.resolve() == person.home / ".local/lib/hiptimer/bin/hiptimer"
    assert person.has_manual


def test_the_message_says_whether_the_folder_is_on_the_path(person: Person) -> None:
    assert "~/.local/bin is not on your PATH" in person.last_line("install")
    person.path += f":{person.home}/.local/bin"
    assert person.last_line("install").endswith("start it with: hiptimer")


def test_a_failure_is_reported_with_what_was_tried(person: Person) -> None:
    person.have("uv", "echo no network >&2; exit 1")
    run = person.run("install")
    assert run.returncode == 1
    assert "no network" in run.stderr
    assert "could not be installed: this failed: uv tool install" in run.stderr


def test_uninstalling_removes_all_that_was_installed_and_nothing_else(person: Person) -> None:
    person.last_line("install")
    diary = person.home / ".local/share/hiptimer/diary.db"
    diary.parent.mkdir(parents=True)
    diary.touch()
    assert "removed" in person.last_line("remove")
    assert [it for it in person.home.rglob("*") if it.is_file() or it.is_symlink()] == [diary]
    assert "nothing to remove" in person.last_line("remove")
