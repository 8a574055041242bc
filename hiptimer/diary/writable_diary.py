"""The writable diary of a session: opened on demand, and reopened if its files were removed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.database import FILE_NAME, open_to_write

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class _Files(NamedTuple):
    """The identities of the files of a diary; None for a missing file."""

    diary: tuple[int, int] | None
    log: tuple[int, int] | None

    @classmethod
    def of(cls, folder: Path) -> _Files:
        return cls(_identity(folder / FILE_NAME), _identity(folder / f"{FILE_NAME}-wal"))


class WritableDiary:
    """The diary in `folder`, not open yet. `now` is in seconds since 1970.

    `is_behind` is whether it may lack records from earlier in this session. `put_aside` is the
    new path of a damaged file, if there was one.
    """

    def __init__(self, folder: Path, now: float, patience_seconds: float) -> None:
        self.is_behind = False
        self.put_aside: Path | None = None
        self._folder = folder
        self._now = now
        self._patience_seconds = patience_seconds
        self._connection: sqlite3.Connection | None = None
        self._files: _Files | None = None
        self._has_written = False

    def connect(self) -> sqlite3.Connection:
        """Return the connection, opening it if necessary. Raises what `open_to_write` raises.

        While another program uses the diary, every statement waits for `patience_seconds`.
        """
        if self._connection is None:
            self._connection, put_aside = open_to_write(
                self._folder, self._now, self._patience_seconds
            )
            self.put_aside = put_aside or self.put_aside
        return self._connection

    def note_written(self) -> None:
        """Note that the diary now has all records of this session."""
        self._has_written = True
        self.is_behind = False
        if self._files is None:
            with suppress(OSError):
                self._files = _Files.of(self._folder)

    def has_moved(self) -> bool:
        """Return whether its files were removed or replaced, which an open connection ignores."""
        return self._files not in (None, self._found())

    def is_another(self) -> bool:
        """Return whether the diary itself was removed or replaced, not only its log."""
        return self._files is not None and self._files.diary != self._found().diary

    def disconnect(self) -> None:
        """Close the connection."""
        self.is_behind = self._has_written
        self._files = None
        if self._connection:
            self._connection.close()
            self._connection = None

    def _found(self) -> _Files:
        try:
            return _Files.of(self._folder)
        except OSError:
            # An unreadable folder does not show whether the open files changed.
            return self._files or _Files(None, None)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino
