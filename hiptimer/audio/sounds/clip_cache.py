"""A persistent cache of recordings, each a WAV file in hiptimer's native form.

A cached recording is always complete: files are created atomically, and one that was damaged later
is not returned. Several programs may use the cache at the same time.
"""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.foundation.atomic_file import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private,
    make_private_folder,
    open_private_replacement,
)
from hiptimer.foundation.digest import digest

if TYPE_CHECKING:
    from array import array

    from hiptimer.audio.sounds.wav import Clip

UNUSED_DAYS = 90
"""How long an unused recording is kept."""

_DAY_SECONDS = 24 * 60 * 60


class ClipCache:
    """Recordings in `folder`, or in a temporary folder if it is not writable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()

    def clip(self, speaker: str, *key: str) -> Clip | None:
        """Return the recording of `speaker` for `key`; None if it is missing or damaged."""
        path = self._path(speaker, key)
        try:
            clip = wav.clip(path)
        except wav.BadWav:
            return None
        with suppress(OSError):
            os.utime(path)
        return clip

    def keep(self, samples: array[int], speaker: str, *key: str) -> Clip:
        """Store the recording `samples` under `key` and return it.

        Raises OSError if no folder can be written.
        """
        folder = self.folder
        try:
            return self._kept(samples, self._path(speaker, key))
        except OSError:
            self._switch_to_temporary_folder(folder)
            return self._kept(samples, self._path(speaker, key))

    def tidy(self) -> None:
        """Remove recordings that were not used for `UNUSED_DAYS`."""
        # Takes the time from the file system, whose clock also dates the files.
        marker = self.folder / ".used"
        with suppress(OSError):
            marker.touch()
            make_private(marker, PRIVATE_FILE)
            now = marker.stat().st_mtime
            for path in self.folder.glob("*/*"):
                with suppress(OSError):
                    if now - path.stat().st_mtime > UNUSED_DAYS * _DAY_SECONDS:
                        path.unlink()

    def _path(self, speaker: str, key: tuple[str, ...]) -> Path:
        name = digest("\0".join(key).encode("utf-8", "surrogatepass"))
        return self.folder / speaker / f"{name}.wav"

    def _kept(self, samples: array[int], path: Path) -> Clip:
        make_private_folder(path.parent)
        with open_private_replacement(path) as file, BufferedWriter(file) as buffered:
            wav.write(buffered, samples)
        return wav.clip(path)

    def _switch_to_temporary_folder(self, folder: Path) -> None:
        """Switch to a folder that is removed at exit, unless another thread already has."""
        with self._lock:
            if self.folder == folder:
                self.folder = Path(mkdtemp(prefix="hiptimer-"))
                make_private(self.folder, PRIVATE_FOLDER)
                atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
