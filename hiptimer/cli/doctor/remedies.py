"""What adds a way to the loudspeaker, or a voice, to this system: one command, its needs.

Names of packages are those of Debian and Ubuntu (apt), Fedora (dnf), Arch (pacman) and Homebrew.
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
    """What there is to install with, and to build with.

    `manager` is the program that installs packages, `pip` the command that installs libraries for
    this very Python; either is None where there is none that is known.
    """

    name: str
    machine: str
    manager: str | None
    pip: str | None
    is_root: bool
    has: frozenset[str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to add something: a command for a shell, None where none is known.

    `builds_with` is all it is compiled with, `lacks` what of that is not here yet.
    """

    command: str | None
    builds_with: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def system_here() -> System:
    """Return what this system has."""
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
    """Return what adds the backend or synthesizer `name`, which is not installed, to `system`."""
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
    """Return what a library without a ready-made wheel for `system` is compiled with."""
    if system.name != "Linux":
        return (COMPILER,) if library == "simpleaudio" else ()
    if library == "simpleaudio":
        return (COMPILER, PYTHON_HEADERS, ALSA_HEADERS)
    return () if system.machine == "x86_64" else (COMPILER, PYTHON_HEADERS)


def _installing(parts: tuple[str, ...], system: System) -> str | None:
    """Return the command that installs the packages of all `parts`."""
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
    """Return what there is of that which libraries are compiled with."""
    included = [Path("/usr/include"), Path("/usr/local/include")]
    python_headers = Path(sysconfig.get_path("include")) / "Python.h"
    is_here = {
        COMPILER: any(map(shutil.which, ("cc", "gcc", "clang"))),
        PYTHON_HEADERS: python_headers.is_file(),
        ALSA_HEADERS: any((folder / "alsa" / "asoundlib.h").is_file() for folder in included),
    }
    return [part for part, found in is_here.items() if found]
