"""Recognizes a file that is damaged or not a diary, and renames it. It is never written to."""

from __future__ import annotations

import itertools
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from hiptimer.diary import schema
from hiptimer.diary.connection import NotADiary, connect, primary_code, version_of_ours

if TYPE_CHECKING:
    from pathlib import Path

# The generic error code: a table or a column is missing or has another name.
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
}
# A fault that a check reports in a single row, which readers skip; the rest of the file is sound.
_OF_A_ROW = re.compile(r"(NULL|NUMERIC|TEXT) value in ")
_BESIDE = ("-wal", "-shm")


def is_damaged(path: Path, patience_seconds: float) -> bool:
    """Return whether the file is damaged or not a diary; migrate it if it is sound.

    A diary with a damaged row is sound.

    Raises:
        NewerDiary: it is a diary of a newer version.
        sqlite3.Error: its state cannot be determined.

    """
    if not path.is_file() and not path.is_dir():
        # A pipe or a device: SQLite would block on it or write to it.
        return True
    if not path.stat().st_size:
        # SQLite would treat an empty file as new and discard the contents of its log.
        log = path.with_name(path.name + "-wal")
        return log.exists() and log.stat().st_size > 0
    try:
        with closing(connect(path, patience_seconds)) as connection:
            version_of_ours(connection, path)
            connection.execute("PRAGMA ignore_check_constraints = ON")
            faults = _faults(connection)
            if any(" index " in fault for fault in faults):
                # The rows may be sound, and an index can be rebuilt from them.
                connection.execute("REINDEX")
                faults = _faults(connection)
            if faults:
                return True
            schema.migrate(connection)
            return not schema.is_whole(connection)
    except (NotADiary, UnicodeError):
        return True
    except sqlite3.DatabaseError as error:
        if primary_code(error) in _DAMAGE:
            return True
        raise


def _faults(connection: sqlite3.Connection) -> list[str]:
    """Return the faults of the file, except those of single rows."""
    said = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    return [line for line in said if line != "ok" and not _OF_A_ROW.match(line)]


def put_aside(path: Path) -> Path:
    """Rename the file and its companions to the first free name, and return that."""
    for number in itertools.count(1):
        aside = path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")
        if not aside.exists():
            break
    path.rename(aside)
    for suffix in _BESIDE:
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside
