"""Whether a file has changed, from what the file system records of it, without reading it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FileState(NamedTuple):
    """What differs after a file was written, or another file was put in its place."""

    modified_ns: int
    size: int
    number: int


def file_state(path: Path | os.DirEntry[str]) -> FileState | None:
    """Return the state of a file, or of what a link leads to; None if it cannot be found."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileState(found.st_mtime_ns, found.st_size, found.st_ino)


def folder_states(folder: Path) -> Mapping[str, FileState | None]:
    """Return the state of each file in a folder, by its name; empty if it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return {entry.name: file_state(entry) for entry in found}
    except OSError:
        return {}
