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

from hiptimer.foundation.child_process import is_frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.audio.backends import Backend

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
    COMPILER: {"apt-get": "gcc", "dnf": "gcc", "pacman": "gcc"},
    PYTHON_HEADERS: {"apt-get": "python3-dev", "dnf": "python3-devel", "pacman": "python"},
    ALSA_HEADERS: {"apt-get": "libasound2-dev", "dnf": "alsa-lib-devel", "pacman": "alsa-lib"},
}
"""What compiles a library, with its package for each package manager."""


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


def remedy(backend: Backend, system: System) -> Remedy:
    """Return how to install the missing `backend` on `system`."""
    if not backend.is_library:
        return package_remedy(backend.packages, system)
    builds_with = _builds_with(backend, system)
    lacks = tuple(part for part in builds_with if part not in system.has)
    pip = library_remedy(backend.name, system).command
    if not lacks or pip is None:
        return Remedy(pip, builds_with, lacks)
    if system.name == "Darwin" and lacks == (COMPILER,):
        before: str | None = "xcode-select --install"
    else:
        before = _installing([_PACKAGES[part] for part in lacks], system)
    return Remedy(f"{before} && {pip}" if before else None, builds_with, lacks)


def library_remedy(package: str, system: System) -> Remedy:
    """Return how to install `package` for this Python."""
    return Remedy(f"{system.pip} {package}" if system.pip else None)


def package_remedy(packages: Mapping[str, str], system: System) -> Remedy:
    """Return how to install the one of `packages`, by package manager, that is for `system`."""
    return Remedy(_installing([packages], system))


def _builds_with(library: Backend, system: System) -> tuple[str, ...]:
    """Return what is required to compile a library that has no wheel for `system`."""
    if library.wheels & {system.name, f"{system.name} {system.machine}"}:
        return ()
    if system.name != "Linux":
        return (COMPILER,)
    return (COMPILER, PYTHON_HEADERS, *([ALSA_HEADERS] if library.needs_alsa_headers else []))


def _installing(parts: Sequence[Mapping[str, str]], system: System) -> str | None:
    """Return the command that installs all `parts`, of which each is packages by manager."""
    if system.manager is None or not all(system.manager in packages for packages in parts):
        return None
    asks_root = "" if system.manager == "brew" or system.is_root else "sudo "
    names = " ".join(packages[system.manager] for packages in parts)
    return f"{asks_root}{_INSTALLS[system.manager]} {names}"


def _pip() -> str | None:
    if is_frozen():
        return None
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
