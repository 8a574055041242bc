"""Recordings kept from one session to the next: each a WAV file in hiptimer's own form.

What is in the cache is as good as recorded anew, or is not there: a file appears whole or not at
all, and one that is damaged since is not given out. Several programs may use it at once.
"""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import suppress
from hashlib import sha256
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
    private_file,
)

if TYPE_CHECKING:
    from array import array

    from hiptimer.audio.sounds.wav import Clip

UNUSED_DAYS = 90
"""How long a recording is kept that nobody uses."""

_DAY_SECONDS = 24 * 60 * 60


class ClipCache:
    """Recordings in `folder`; where nothing can be written there, in one that ends with us."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()

    def clip(self, speaker: str, *key: str) -> Clip | None:
        """Return what `speaker` recorded under `key`; None where nothing is, or it is damaged."""
        path = self._path(speaker, key)
        try:
            clip = wav.clip(path)
        except wav.BadWav:
            return None
        with suppress(OSError):
            os.utime(path)
        return clip

    def keep(self, samples: array[int], speaker: str, *key: str) -> Clip:
        """Keep the recording `samples` under `key` and return it.

        Raises OSError where it can be written nowhere.
        """
        folder = self.folder
        try:
            return self._kept(samples, self._path(speaker, key))
        except OSError:
            self._leave(folder)
            return self._kept(samples, self._path(speaker, key))

    def tidy(self) -> None:
        """Remove what nobody has used for `UNUSED_DAYS`."""
        # The time of day is asked of the file system: its clock is the one the files are dated by.
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
        name = sha256("\0".join(key).encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / speaker / f"{name}.wav"

    def _kept(self, samples: array[int], path: Path) -> Clip:
        make_private_folder(path.parent)
        with private_file(path) as file, BufferedWriter(file) as buffered:
            wav.write(buffered, samples)
        return wav.clip(path)

    def _leave(self, folder: Path) -> None:
        """Go on in a folder that is removed at exit, unless another thread has left `folder`."""
        with self._lock:
            if self.folder == folder:
                self.folder = Path(mkdtemp(prefix="hiptimer-"))
                make_private(self.folder, PRIVATE_FOLDER)
                atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
