from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.voice.speech_programs import SYNTHESIZERS
from hiptimer.cli.doctor.remedies import (
    ALSA_HEADERS,
    COMPILER,
    PYTHON_HEADERS,
    Remedy,
    System,
    detect_system,
    package_remedy,
    remedy,
)

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = frozenset({COMPILER, PYTHON_HEADERS, ALSA_HEADERS})


def linux(
    manager: str | None = "apt-get",
    has: frozenset[str] = EVERYTHING,
    *,
    machine: str = "x86_64",
    pip: str | None = "pip install",
    is_root: bool = False,
) -> System:
    return System("Linux", machine, manager, pip, is_root, has)


def mac(has: frozenset[str] = EVERYTHING) -> System:
    return System("Darwin", "arm64", "brew", "pip install", is_root=False, has=has)


@pytest.mark.parametrize(
    ("backend", "system", "command"),
    [
        ("pacat", linux("apt-get"), "sudo apt install pulseaudio-utils"),
        ("aplay", linux("dnf"), "sudo dnf install alsa-utils"),
        ("pw-cat", linux("pacman"), "sudo pacman -S pipewire"),
        ("pw-cat", linux("apt-get", is_root=True), "apt install pipewire-bin"),
        ("pacat", mac(), "brew install pulseaudio"),
        ("aplay", mac(), None),
        ("aplay", linux(None), None),
        ("miniaudio", linux(), "pip install miniaudio"),
        ("simpleaudio", linux(), "pip install simpleaudio"),
        ("simpleaudio", linux(pip=None), None),
    ],
)
def test_a_missing_backend_is_added_by_one_command(
    backend: str, system: System, command: str | None
) -> None:
    assert remedy(BACKENDS[backend], system).command == command


@pytest.mark.parametrize(
    ("system", "command"),
    [
        (linux("apt-get"), "sudo apt install espeak-ng"),
        (linux("dnf", is_root=True), "dnf install espeak-ng"),
        (linux("pacman"), "sudo pacman -S espeak-ng"),
        (mac(), "brew install espeak-ng"),
        (linux(None), None),
    ],
)
def test_a_missing_synthesizer_is_added_by_one_command(system: System, command: str | None) -> None:
    assert package_remedy(SYNTHESIZERS["espeak-ng"].packages, system).command == command


def test_build_tools_of_a_library_are_installed_by_the_same_command() -> None:
    assert remedy(BACKENDS["simpleaudio"], linux(has=frozenset({PYTHON_HEADERS}))) == Remedy(
        "sudo apt install gcc libasound2-dev && pip install simpleaudio",
        builds_with=(COMPILER, PYTHON_HEADERS, ALSA_HEADERS),
        lacks=(COMPILER, ALSA_HEADERS),
    )
    assert remedy(BACKENDS["simpleaudio"], mac(has=frozenset())) == Remedy(
        "xcode-select --install && pip install simpleaudio", (COMPILER,), (COMPILER,)
    )


def test_missing_build_tools_are_named_even_without_a_package_manager() -> None:
    assert remedy(BACKENDS["simpleaudio"], linux(None, frozenset())) == Remedy(
        None,
        builds_with=(COMPILER, PYTHON_HEADERS, ALSA_HEADERS),
        lacks=(COMPILER, PYTHON_HEADERS, ALSA_HEADERS),
    )


def test_miniaudio_is_compiled_on_machines_without_a_wheel() -> None:
    assert remedy(BACKENDS["miniaudio"], linux()).builds_with == ()
    arm = remedy(BACKENDS["miniaudio"], linux(machine="aarch64"))
    assert arm.builds_with == (COMPILER, PYTHON_HEADERS)


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "pacman"])
@pytest.mark.parametrize("backend", BACKENDS)
def test_every_backend_can_be_added_on_a_linux_that_has_nothing(backend: str, manager: str) -> None:
    assert remedy(BACKENDS[backend], linux(manager, frozenset())).command


def test_the_first_package_manager_found_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert detect_system().manager is None
    for name in ("pacman", "dnf"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert shutil.which("dnf")
    assert detect_system().manager == "dnf"


def test_libraries_are_installed_for_the_running_python() -> None:
    pip = detect_system().pip
    assert pip is None or sys.executable in pip or pip.startswith("pipx ")
