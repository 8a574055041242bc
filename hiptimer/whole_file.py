"""A file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from io import FileIO
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
    part = target.with_name(f".hiptimer-{token_hex(8)}.part")
    try:
        with FileIO(part, "x", opener=_open_for_oneself if is_private else None) as file:
            yield file
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _open_for_oneself(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
