"""Locks between programs that share a diary. The system releases them when their holder dies.

Each running workout holds its own lock, so that a workout whose lock is free is known to be
unfinished. A program that checks the locks of others, or opens the diary to write, holds the gate
meanwhile: one program at a time, and only for as long as the check takes.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from hiptimer.foundation.atomic_file import make_private_folder, open_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int, *, waits: bool) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _locked(descriptor: int, *, waits: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


_DAY_SECONDS = 24 * 3600.0


class Held(Exception):
    """The lock is already held, by this program or another one."""


class WorkoutLock:
    """The lock that a program holds while the workout `key` runs in it.

    Raises:
        Held: the workout is already running.
        OSError: the folder cannot be written.

    """

    def __init__(self, folder: Path, key: str) -> None:
        self._path = _path(folder, key)
        make_private_folder(self._path.parent)
        self._descriptor = self._taken(key)

    def _taken(self, key: str) -> int:
        while True:
            descriptor = _open(self._path)
            if not _locked(descriptor, waits=False):
                os.close(descriptor)
                raise Held(key)
            if _is_at(self._path, descriptor):
                return descriptor
            # Its holder removed the file while it was opened here; others would not find it.
            os.close(descriptor)

    @property
    def is_in_place(self) -> bool:
        """Whether other programs can presumably still find the lock."""
        try:
            return _is_at(self._path, self._descriptor)
        except PermissionError:
            return True

    def release(self) -> None:
        """Release the lock and remove its file."""
        # Windows does not remove an open file; `clear_away` does that later. A file that replaced a
        # removed one belongs to another program.
        with suppress(PermissionError):
            if self.is_in_place:
                self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


@contextmanager
def gate(folder: Path) -> Iterator[None]:
    """Wait until no other program holds the gate, and hold it."""
    descriptor = _open(folder / "diary.lock")
    try:
        _locked(descriptor, waits=True)
        yield
    finally:
        os.close(descriptor)


def is_held(folder: Path, key: str) -> bool:
    """Return whether the workout `key` runs in some program. Call this while holding the gate."""
    if not _path(folder, key).exists():
        return False
    try:
        WorkoutLock(folder, key).release()
    except Held:
        return True
    return False


def clear_away(folder: Path, now: float) -> None:
    """Remove the files of programs that died more than a day ago. Call this in the gate.

    `now` is in seconds since 1970. A file that is just being created has no lock yet, but it is not
    a day old either.
    """
    for path in _path(folder, "").parent.glob("*.lock"):
        # A program that ends a workout removes its file without holding the gate.
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > _DAY_SECONDS:
                is_held(folder, path.stem)


def _is_at(path: Path, descriptor: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _path(folder: Path, key: str) -> Path:
    return folder / "running" / f"{key}.lock"


def _open(path: Path) -> int:
    return open_private(path, os.O_CREAT | os.O_RDWR)
