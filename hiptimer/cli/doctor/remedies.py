"""The command that installs a sound backend or a voice on this system, and its requirements.

Package names are those of Debian and Ubuntu (apt), Fedora (dnf), Arch (pacman) and Homebrew.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPILER = "a C compiler"
PYTHON_HEADERS = "Python's headers"
ALSA_HEADERS = "the ALSA headers"

_INSTALLS = {
    "apt-get": "apt install",
    "dnf": "dnf install",
    "pacman": "pacman -S",
    "brew": "brew install",
}
_PACKAGES: Mapping[str, Mapping[str, str]] = {
    "apt-get": {
        "pw-cat": "pipewire-bin",
        "pacat": "pulseaudio-utils",
        "aplay": "alsa-utils",
        "espeak-ng": "espeak-ng",
        COMPILER: "gcc",
        PYTHON_HEADERS: "python3-dev",
        ALSA_HEADERS: "libasound2-dev",
    },
    "dnf": {
        "pw-cat": "pipewire-utils",
        "pacat": "pulseaudio-utils",
        "aplay": "alsa-utils",
        COMPILER: "gcc",
        "espeak-ng": "espeak-ng",
        PYTHON_HEADERS: "python3-devel",
        ALSA_HEADERS: "alsa-lib-devel",
    },
    "pacman": {
        "pw-cat": "pipewire",
        "pacat": "libpulse",
        "aplay": "alsa-utils",
        COMPILER: "gcc",
        "espeak-ng": "espeak-ng",
        PYTHON_HEADERS: "python",
        ALSA_HEADERS: "alsa-lib",
    },
    "brew": {"pacat": "pulseaudio", "espeak-ng": "espeak-ng"},
}
_LIBRARIES = ("simpleaudio", "miniaudio")


@dataclass(frozen=True, slots=True)
class System:
    """The tools of this system for installing and for compiling.

    `manager` is the package manager, `pip` the command that installs libraries for this Python;
    either is None if none is known.
    """

    name: str
    machine: str
    manager: str | None
    pip: str | None
    is_root: bool
    has: frozenset[str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to install something: a shell command, None if none is known.

    `builds_with` is all that compiling it requires, `lacks` the part of that which is missing.
    """

    command: str | None
    builds_with: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def detect_system() -> System:
    """Return the tools that this system has."""
    managers = ("brew",) if sys.platform == "darwin" else tuple(_INSTALLS)
    return System(
        name=platform.system(),
        machine=platform.machine(),
        manager=next(filter(shutil.which, managers), None),
        pip=_pip(),
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        has=frozenset(_found()),
    )


def remedy(name: str, system: System) -> Remedy:
    """Return how to install the missing backend or synthesizer `name` on `system`."""
    if name not in _LIBRARIES:
        return Remedy(_installing((name,), system))
    builds_with = _builds_with(name, system)
    lacks = tuple(part for part in builds_with if part not in system.has)
    pip = f"{system.pip} {name}" if system.pip else None
    if not lacks or pip is None:
        return Remedy(pip, builds_with, lacks)
    before = _installing(lacks, system)
    return Remedy(f"{before} && {pip}" if before else None, builds_with, lacks)


def _builds_with(library: str, system: System) -> tuple[str, ...]:
    """Return what is required to compile a library that has no wheel for `system`."""
    if system.name != "Linux":
        return (COMPILER,) if library == "simpleaudio" else ()
    if library == "simpleaudio":
        return (COMPILER, PYTHON_HEADERS, ALSA_HEADERS)
    return () if system.machine == "x86_64" else (COMPILER, PYTHON_HEADERS)


def _installing(parts: tuple[str, ...], system: System) -> str | None:
    """Return the command that installs the packages for all `parts`."""
    if system.name == "Darwin" and parts == (COMPILER,):
        return "xcode-select --install"
    packages = _PACKAGES.get(system.manager or "", {})
    if system.manager is None or not all(part in packages for part in parts):
        return None
    asks_root = "" if system.manager == "brew" or system.is_root else "sudo "
    names = " ".join(packages[part] for part in parts)
    return f"{asks_root}{_INSTALLS[system.manager]} {names}"


def _pip() -> str | None:
    python = shlex.quote(sys.executable)
    if "pipx" in Path(sys.prefix).parts and shutil.which("pipx"):
        return "pipx inject hiptimer"
    if find_spec("pip"):
        return f"{python} -m pip install"
    return f"uv pip install --python {python}" if shutil.which("uv") else None


def _found() -> list[str]:
    """Return the installed parts of what compiling a library requires."""
    included = [Path("/usr/include"), Path("/usr/local/include")]
    python_headers = Path(sysconfig.get_path("include")) / "Python.h"
    is_here = {
        COMPILER: any(map(shutil.which, ("cc", "gcc", "clang"))),
        PYTHON_HEADERS: python_headers.is_file(),
        ALSA_HEADERS: any((folder / "alsa" / "asoundlib.h").is_file() for folder in included),
    }
    return [part for part, found in is_here.items() if found]
