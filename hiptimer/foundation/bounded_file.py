"""Reading of regular files up to a size limit, without blocking.

Opening a named pipe would block, a device never ends, and a huge file fills the memory.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from io import BufferedReader, BytesIO, FileIO
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

KIBIBYTE: Final = 1024
MEBIBYTE: Final = 1024 * KIBIBYTE

_CHUNK_BYTES = 256 * KIBIBYTE
_KINDS = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


class UnreadableFile(Exception):
    """A file that cannot be read. Its text continues after the file's name."""


class MissingFile(UnreadableFile):
    """Nothing exists at that path."""


@contextmanager
def open_bounded(path: Path, most_bytes: int, *, may_be_pipe: bool = False) -> Iterator[BinaryIO]:
    """Open a regular file of at most `most_bytes` for reading, without blocking.

    The size of a pipe is unknown: its reader has to count the bytes.

    Raises:
        MissingFile: the file does not exist.
        UnreadableFile: it is not a regular file, is too large, or reading it fails in the block.

    """
    try:
        # Checked before opening, which may trigger a device, and after, as the file may change.
        _refuse(path.stat(), most_bytes, may_be_pipe=may_be_pipe)
        with FileIO(path, opener=_open_without_waiting) as file, BufferedReader(file) as buffered:
            found = os.fstat(file.fileno())
            _refuse(found, most_bytes, may_be_pipe=may_be_pipe)
            if stat.S_ISFIFO(found.st_mode):
                os.set_blocking(file.fileno(), True)
            yield buffered
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableFile("is a link to a file that does not exist") from None
        raise MissingFile("cannot be read: no such file or directory") from None
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {reason(error)}") from None


def read_bounded(path: Path, most_bytes: int, *, may_be_pipe: bool = False) -> bytes:
    """Return the content of a regular file of at most `most_bytes`.

    Raises:
        MissingFile: the file does not exist.
        UnreadableFile: it is not a regular file, is too large, or cannot be read.

    """
    content = BytesIO()
    with open_bounded(path, most_bytes, may_be_pipe=may_be_pipe) as file:
        copy_bounded(file, content, most_bytes)
    return content.getvalue()


def copy_bounded(file: BinaryIO, copy: BinaryIO, most_bytes: int) -> None:
    """Write the content of `file` to `copy`.

    Raises:
        UnreadableFile: it is larger than `most_bytes`.
        OSError: it cannot be read, or the copy cannot be written.

    """
    copied = 0
    while chunk := file.read(min(_CHUNK_BYTES, most_bytes + 1 - copied)):
        copied += len(chunk)
        if copied > most_bytes:
            raise _too_large(most_bytes)
        copy.write(chunk)


def _open_without_waiting(path: str, flags: int) -> int:
    # Windows has no named pipes in its file system, and lacks this flag.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse(found: os.stat_result, most_bytes: int, *, may_be_pipe: bool) -> None:
    if may_be_pipe and stat.S_ISFIFO(found.st_mode):
        return
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for is_one, name in _KINDS if is_one(found.st_mode)), "special file")
        raise UnreadableFile(f"is a {kind}; a regular file is needed")
    if found.st_size > most_bytes:
        raise _too_large(most_bytes)


def _too_large(most_bytes: int) -> UnreadableFile:
    unit, name = (MEBIBYTE, "MiB") if most_bytes >= MEBIBYTE else (KIBIBYTE, "KiB")
    return UnreadableFile(f"is larger than {most_bytes / unit:g} {name}")
