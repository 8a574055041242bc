"""A file that appears whole or not at all; files and folders that only their owner may read."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from io import FileIO
from secrets import token_hex
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700


@contextmanager
def whole_file(path: Path, *, is_private: bool = False) -> Iterator[FileIO]:
    """Open what takes the place of the file at `path` as soon as it is written to its end.

    Until then it lies in the same folder under another name. Whatever goes wrong before leaves
    `path` as it was and nothing beside it. A device or a named pipe is written to as it stands:
    it could only be replaced by something that is neither. What is private nobody else may read,
    unless it takes the place of a file that others may.

    Raises:
        OSError: `path` cannot be written.

    """
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb", buffering=0) as file:
            yield file
        return
    # A link goes on pointing at what it pointed at.
    target = path.resolve()
    if mode is not None and not os.access(target, os.W_OK):
        # The folder alone decides whether a file may be replaced; whoever locked it meant more.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with _replacement(target, is_private=is_private) as (file, part):
        yield file
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))


@contextmanager
def private_file(path: Path) -> Iterator[FileIO]:
    """Open what replaces, readable by this user alone, whatever is at `path` once it is whole.

    Raises:
        OSError: `path` cannot be written.

    """
    with _replacement(path, is_private=True) as (file, _):
        yield file


@contextmanager
def _replacement(path: Path, *, is_private: bool) -> Iterator[tuple[FileIO, Path]]:
    part = path.with_name(f".hiptimer-{token_hex(8)}.part")
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
    """Open a file of hiptimer's own as `os.open` does, for this user alone.

    Raises:
        OSError: it cannot be opened.

    """
    descriptor = os.open(path, flags, PRIVATE_FILE)
    if sys.platform != "win32" and _differs(os.fstat(descriptor), PRIVATE_FILE):
        with suppress(OSError):
            os.fchmod(descriptor, PRIVATE_FILE)
    return descriptor


def make_private(path: Path, mode: int) -> None:
    """Give a file or folder exactly the permissions `mode`, as far as its file system has any.

    Without this the umask would decide, which may even lock out the owner.
    """
    if _differs(path.stat(), mode):
        with suppress(OSError):
            path.chmod(mode)


def _differs(found: os.stat_result, mode: int) -> bool:
    """Return whether what is `found` has other permissions; those of a device are never changed."""
    is_ours = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return is_ours and stat.S_IMODE(found.st_mode) != mode
