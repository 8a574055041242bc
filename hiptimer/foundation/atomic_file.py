"""Files that are replaced atomically; files and folders that only their owner can read."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700


@contextmanager
def open_replacement(path: Path, *, is_private: bool = False) -> Iterator[FileIO]:
    """Open a temporary file that replaces the file at `path` once it is completely written.

    The temporary file is in the same folder. An error leaves `path` unchanged and removes the
    temporary file. A device or a named pipe is written to directly, because a regular file cannot
    replace it. With `is_private`, only the owner can read a new file; an existing file keeps its
    permissions.

    Raises:
        OSError: `path` cannot be written.

    """
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb", buffering=0) as file:
            yield file
        return
    # Replace the target of a link, so that the link itself is kept.
    target = path.resolve()
    if mode is not None and not os.access(target, os.W_OK):
        # A read-only file could be replaced if its folder is writable: respect its permissions.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with _replacement(target, is_private=is_private) as (file, part):
        yield file
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))


@contextmanager
def open_private_replacement(path: Path) -> Iterator[FileIO]:
    """Open a file for this user alone that replaces the one at `path` once completely written.

    Raises:
        OSError: `path` cannot be written.

    """
    with _replacement(path, is_private=True) as (file, _):
        yield file


def write_replacement(path: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write a file that replaces the one at `path` as `open_replacement` does.

    Raises:
        OSError: `path` cannot be written.

    """
    # A bare file may take less than it is given.
    with open_replacement(path, is_private=is_private) as file, BufferedWriter(file) as buffered:
        buffered.write(content)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file for this user alone, which appears once it is completely written.

    Raises:
        FileExistsError: a file or a link of that name exists.
        OSError: it cannot be written.

    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with open_private_replacement(path) as file, BufferedWriter(file) as buffered:
        buffered.write(content)


@contextmanager
def _replacement(path: Path, *, is_private: bool) -> Iterator[tuple[FileIO, Path]]:
    part = path.with_name(f".hiptimer-{os.urandom(8).hex()}.part")
    try:
        with FileIO(part, "x", opener=open_private if is_private else None) as file:
            yield file, part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_private_folder(folder: Path) -> None:
    """Create `folder`, and those of its parents that are missing, for this user alone.

    A folder that exists keeps its permissions: it may have been opened to others on purpose.

    Raises:
        OSError: a folder cannot be created, or a file has its name.

    """
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    make_private(folder, PRIVATE_FOLDER)


def open_private(path: str | Path, flags: int) -> int:
    """Open one of hiptimer's own files as `os.open` does, for this user alone.

    Raises:
        OSError: it cannot be opened.

    """
    descriptor = os.open(path, flags, PRIVATE_FILE)
    if sys.platform != "win32" and _differs(os.fstat(descriptor), PRIVATE_FILE):
        with suppress(OSError):
            os.fchmod(descriptor, PRIVATE_FILE)
    return descriptor


def make_private(path: Path, mode: int) -> None:
    """Give a file or folder exactly the permissions `mode`, if its file system supports them.

    Otherwise the umask would apply, which may even lock out the owner.
    """
    if _differs(path.stat(), mode):
        with suppress(OSError):
            path.chmod(mode)


def _differs(found: os.stat_result, mode: int) -> bool:
    """Return whether a file or folder lacks the permissions `mode`; False for a device."""
    is_ours = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return is_ours and stat.S_IMODE(found.st_mode) != mode
