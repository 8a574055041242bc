"""Connections to a diary in a file or in memory, and what its errors and its version mean."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from hiptimer.diary import schema
from hiptimer.foundation.text.printable import UNSHOWN

if TYPE_CHECKING:
    from pathlib import Path

# Another instance of the program writes for a few milliseconds at a time.
PATIENCE_SECONDS: Final = 2.0

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRIMARY_CODE = 0xFF
_SPACES = str.maketrans("\t\n\r", "   ")


class NewerDiary(Exception):
    """A diary that was written by a newer version of the program."""


class NotADiary(Exception):
    """A database that was written by another program."""


def connect(path: Path, patience_seconds: float = PATIENCE_SECONDS) -> sqlite3.Connection:
    """Open the existing file at `path`; its texts are safe to print.

    While another program uses it, every statement waits for up to `patience_seconds`.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=patience_seconds, isolation_level=None)
    connection.text_factory = _clean_text
    return connection


def open_in_memory() -> sqlite3.Connection:
    """Open an empty diary in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection)
    return connection


def _clean_text(kept: bytes) -> str:
    """Return a text of the diary without terminal control characters."""
    text = kept.decode(errors="replace")
    if text.isprintable():
        return text
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text.translate(_SPACES))


def primary_code(error: sqlite3.Error) -> int:
    """Return the kind of an error of SQLite, without its details."""
    return error.sqlite_errorcode & _PRIMARY_CODE


def is_busy(error: Exception) -> bool:
    """Return whether the only problem is that another program is using the diary."""
    return isinstance(error, sqlite3.OperationalError) and primary_code(error) in _BUSY


def version_of_ours(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a diary that this program understands."""
    if not schema.is_ours(connection):
        raise NotADiary(str(path))
    if (found := schema.version(connection)) > schema.VERSION:
        raise NewerDiary(str(path))
    return found
