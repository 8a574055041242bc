"""The targets of the Makefile, up to the point where they would download anything."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
TOOLS = ("awk", "cat", "cksum", "dirname", "make", "mkdir", "rm", "sh", "tail", "tr")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what `make` reads."""
    folder = tmp_path / "a checkout"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with everything that `make run` needs except Python."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, f"{tool} is missing"
        (folder / tool).symlink_to(found)
    return folder


def _install(program: Path, line: str) -> None:
    program.write_text(f"#!/bin/sh\n{line}\n")
    program.chmod(0o755)


def _make(
    checkout: Path, programs: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [programs / "make", *arguments],
        cwd=checkout,
        env={"PATH": str(programs), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _messages(run: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the messages on stderr, without make's own closing line."""
    return [line for line in run.stderr.splitlines() if not line.startswith("make: ***")]


def test_make_alone_lists_everything_it_can_do(checkout: Path, programs: Path) -> None:
    (phony,) = re.findall(
        r"^\.PHONY: ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    listed = _make(checkout, programs).stdout.splitlines()
    assert [line.split()[1] for line in listed] == phony.replace("\\", "").split()


def test_without_python_one_line_says_which_one_is_needed(checkout: Path, programs: Path) -> None:
    run = _make(checkout, programs, "run")
    assert run.returncode != 0
    (line,) = _messages(run)
    assert "Python 3.11 or newer" in line


def test_a_python_that_does_not_run_is_skipped(checkout: Path, programs: Path) -> None:
    _install(programs / "python3.13", "echo 'command not found' >&2; exit 127")
    (line,) = _messages(_make(checkout, programs, "run"))
    assert "Python 3.11 or newer" in line


def test_without_venv_one_line_says_what_to_install(
    checkout: Path, programs: Path, tmp_path: Path
) -> None:
    (programs / "python3").symlink_to(sys.executable)
    (tmp_path / "ensurepip.py").write_text("raise ImportError('a package of its own on Debian')\n")
    run = _make(checkout, programs, "run", PYTHONPATH=str(tmp_path))
    assert run.returncode != 0
    (line,) = _messages(run)
    assert "apt install python3-venv" in line
    assert not (checkout / ".venv").exists()


def test_a_venv_that_cannot_be_created_is_removed(checkout: Path, programs: Path) -> None:
    _install(programs / "python3", 'case "$1" in -m) mkdir .venv/bin; exit 1 ;; *) echo 3 ;; esac')
    run = _make(checkout, programs, "run")
    assert run.returncode != 0
    assert not (checkout / ".venv").exists()


def test_the_python_to_use_can_be_given(checkout: Path, programs: Path) -> None:
    _install(programs / "python3.99", 'case "$1" in -m) exit 1 ;; *) echo 3 ;; esac')
    assert "python3.99" in _messages(_make(checkout, programs, "run", "PYTHON=python3.99"))[-1]


def test_a_checkout_that_cannot_be_written_is_reported_in_one_line(
    checkout: Path, programs: Path
) -> None:
    (programs / "python3").symlink_to(sys.executable)
    (programs / "mkdir").unlink()
    _install(programs / "mkdir", "echo 'read-only file system' >&2; exit 1")
    run = _make(checkout, programs, "run")
    assert run.returncode != 0
    (line,) = _messages(run)
    assert f"{checkout} cannot be written" in line
    assert "copy this folder to one of yours" in line


@pytest.fixture
def gate(checkout: Path, programs: Path) -> Path:
    """Return a pipe: making .venv waits until it is opened for writing and closed."""
    (programs / "cp").symlink_to(shutil.which("cp") or "")
    gate, ready = checkout / "gate", checkout / "ready"
    os.mkfifo(gate)
    ready.mkdir()
    _install(ready / "python", "echo $3 >>.venv/stamps/asked")
    _install(ready / "hiptimer", "echo it runs")
    make_venv = "echo >>made; cat gate; cp -r ready .venv/bin"
    _install(
        programs / "python3", f'case $1 in -m) {make_venv} ;; *) exec {sys.executable} "$@" ;; esac'
    )
    return gate


@contextmanager
def _start_make(checkout: Path, programs: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `make run`, and end it with all that it has started."""
    with subprocess.Popen(
        [programs / "make", "run"],
        cwd=checkout,
        env={"PATH": str(programs)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    return process.stderr.readline()


def test_one_of_two_simultaneous_first_runs_sets_up_and_the_other_waits(
    checkout: Path, programs: Path, gate: Path
) -> None:
    with _start_make(checkout, programs) as first, _start_make(checkout, programs) as second:
        lines = {_line(first), _line(second)}
        gate.write_text("")
        for process in (first, second):
            assert process.communicate(timeout=60) == ("it runs\n", "")
            assert process.returncode == 0
    (sets_up, waits) = sorted(lines, key=lambda line: "waiting" in line)
    assert "setting up .venv" in sets_up
    assert "another make is setting up .venv; waiting for it" in waits
    assert (checkout / "made").read_text() == "\n"


def test_a_killed_first_run_does_not_block_another(
    checkout: Path, programs: Path, gate: Path
) -> None:
    with _start_make(checkout, programs) as first:
        assert "setting up" in _line(first)
        with _start_make(checkout, programs) as second:
            assert "waiting" in _line(second)
            os.killpg(first.pid, signal.SIGKILL)
            assert "setting up" in _line(second)
            gate.write_text("")
            assert second.communicate(timeout=60) == ("it runs\n", "")


PINS = ("run", "build", "test", "check", "mutants", "site", "simpleaudio")


@pytest.mark.parametrize("pins", PINS)
def test_pins_have_a_version_and_a_hash_but_no_url(pins: str) -> None:
    text = (ROOT / "requirements" / f"{pins}.txt").read_text()
    requirements = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==[0-9][^ ]* .*--hash=sha256:", requirement, re.DOTALL)
    assert "://" not in text
    assert "--find-links" not in text


def test_every_dependency_of_pyproject_is_pinned() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups, extras = pyproject["dependency-groups"], pyproject["project"]["optional-dependencies"]
    asked = {
        "run": pyproject["project"]["dependencies"],
        "build": groups["build"],
        "test": groups["test"],
        "check": groups["check"],
        "mutants": groups["mutants"],
        "site": groups["site"],
        "simpleaudio": extras["simpleaudio"],
    }
    for layer, requirements in asked.items():
        pins = (ROOT / "requirements" / f"{layer}.txt").read_text()
        for requirement in requirements:
            name = re.split(r"[^a-z0-9-]", requirement)[0]
            assert f"\n{name}==" in pins
