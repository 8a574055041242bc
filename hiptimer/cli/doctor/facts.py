"""What sound, terminal and folders can do on this machine, tested and stored as plain values.

`diagnosis` puts them into words.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import hiptimer
from hiptimer.audio.backends import BACKENDS, NOT_INSTALLED
from hiptimer.audio.player.backend_trial import BackendTrial
from hiptimer.audio.sounds.personal_sounds import load_palette
from hiptimer.audio.sounds.tones import SOUNDS
from hiptimer.audio.speaker import Note
from hiptimer.audio.voice.piper import MODEL_SUFFIX
from hiptimer.audio.voice.speech_programs import SYNTHESIZERS
from hiptimer.cli.doctor.remedies import remedy
from hiptimer.foundation import folders
from hiptimer.foundation.terminal import detect_terminal
from hiptimer.library.loading import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hiptimer.audio.backends import Backend
    from hiptimer.cli.doctor.remedies import Remedy, System
    from hiptimer.foundation.terminal import Terminal
    from hiptimer.library.loading import Entry

LIBRARIES = (
    *("textual", "pydantic", "tomlkit", "click", "platformdirs", "plotext", "wakepy"),
    *sorted(it.name for it in BACKENDS.values() if it.is_library),
    *filter(None, (it.pip for it in SYNTHESIZERS.values())),
)

BEEPS = tuple(Note(1.0 + 0.6 * number, "tick-in", seconds=0.3) for number in range(3))
"""The audible test. It starts after a second, in which a sleeping sound card can wake up."""

_BEEPS_WITHIN_SECONDS = 7.0
"""More than twice the length of the beeps, since a sound library first plays its buffer."""


@dataclass(frozen=True, slots=True)
class TriedBackend:
    """The state of a sound backend: `trouble` is None if it works.

    `through` is the part of the system it plays through and `device` the output device, if known;
    `remedy` is set for a backend that is not installed.
    """

    name: str
    trouble: str | None
    through: str | None = None
    device: str | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, its purpose, and how many files of its kind it contains.

    A missing folder counts as writable if it could be created.
    """

    purpose: str
    path: Path
    exists: bool
    is_writable: bool
    files: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The findings about everything except sound.

    `missing_sounds` are shipped sounds that are absent; `bad_sounds` says what is wrong with each
    unusable personal sound; `versions` has None for a library that is not installed.
    """

    terminal: Terminal
    folders: tuple[Folder, ...]
    broken: tuple[Entry, ...]
    missing_sounds: tuple[str, ...]
    bad_sounds: tuple[str, ...]
    system: str
    versions: Mapping[str, str | None]


def try_backends(system: System) -> Iterator[TriedBackend]:
    """Test each sound backend in turn, in the order of `auto`."""
    for backend in BACKENDS.values():
        with BackendTrial(backend.name) as trial:
            yield TriedBackend(
                backend.name,
                trial.trouble,
                trial.through,
                None if trial.trouble else _device(backend, trial.through),
                remedy(backend, system) if trial.trouble == NOT_INSTALLED else None,
            )


def chosen_backend(tried: Sequence[TriedBackend]) -> TriedBackend | None:
    """Return the backend that `--sound auto` uses; None if only the terminal bell remains."""
    return next((backend for backend in tried if backend.trouble is None), None)


def play_beeps(backend: TriedBackend, device: str = "") -> int:
    """Play `BEEPS` through `backend`, on `device` if set.

    Return how many the sound device played to their end.
    """
    with BackendTrial(backend.name, device) as trial:
        return trial.play_and_count(BEEPS, _BEEPS_WITHIN_SECONDS)


def surroundings() -> Surroundings:
    """Return the findings about terminal, folders and versions."""
    _, bad_sounds = load_palette()
    sounds = {path.stem for path in _files(folders.sounds(), ".wav")}
    return Surroundings(
        terminal=detect_terminal(),
        folders=(
            _folder("shipped circuits", folders.circuits(), ".toml"),
            _folder("your circuits", folders.user_circuits(), ".toml"),
            _folder("sounds", folders.sounds(), ".wav"),
            _folder("your sounds", folders.user_sounds(), ".wav"),
            _folder("your voices", folders.user_voices(), MODEL_SUFFIX),
            _folder("diary", folders.user_data(), ".db"),
        ),
        broken=tuple(entry for entry in entries() if entry.circuit is None),
        missing_sounds=tuple(name for name in SOUNDS if name not in sounds),
        bad_sounds=tuple(bad_sounds),
        system=platform.platform(),
        versions={
            "hiptimer": hiptimer.__version__,
            "Python": platform.python_version(),
            **{name: _version(name) for name in LIBRARIES},
        },
    )


def _device(backend: Backend, through: str | None) -> str | None:
    """Return the device the sound server plays to, for a backend that plays through one."""
    is_served = backend.plays_through_server or through == "PulseAudio"
    pactl = shutil.which("pactl")
    if not is_served or pactl is None:
        return None
    try:
        asked = subprocess.run(  # noqa: S603  one program, and no shell
            [pactl, "get-default-sink"], capture_output=True, text=True, timeout=3, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout.strip() or None


def _folder(purpose: str, path: Path, suffix: str) -> Folder:
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    return Folder(
        purpose,
        path,
        exists=path.is_dir(),
        is_writable=nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK),
        files=len(_files(path, suffix)),
    )


def _files(folder: Path, suffix: str) -> list[Path]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    return [path for path in paths if path.suffix == suffix and not path.name.startswith(".")]


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
