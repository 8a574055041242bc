"""Opens the file of the diary, if it is private, sound and of this version.

A file that is damaged or not a diary is renamed, kept, and never written to.
"""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary import locks, schema
from hiptimer.diary.sound_rows import show_only_sound_rows
from hiptimer.foundation.atomic_file import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private,
    make_private_folder,
    open_private,
)
from hiptimer.foundation.text.printable import UNSHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = "diary.db"

# Another instance of the program writes for a few milliseconds at a time.
_PATIENCE_SECONDS = 2.0
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# The generic error code: a table or a column is missing or has another name.
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
}
# A fault that a check reports in a single row, which readers skip; the rest of the file is sound.
_OF_A_ROW = re.compile(r"(NULL|NUMERIC|TEXT) value in ")
_PRIMARY_CODE = 0xFF
_SPACES = str.maketrans("\t\n\r", "   ")
_BESIDE = ("-wal", "-shm")


class NewerDiary(Exception):
    """A diary that was written by a newer version of the program."""


class NotADiary(Exception):
    """A database that was written by another program."""


class Opened(NamedTuple):
    """A writable diary, and the new path of an unusable file, if there was one."""

    connection: sqlite3.Connection
    put_aside: Path | None


def open_to_write(folder: Path, now: float, patience_seconds: float = _PATIENCE_SECONDS) -> Opened:
    """Open the diary in `folder`, creating what is missing. `now` is in seconds since 1970.

    While another program uses it, every statement waits for up to `patience_seconds`.

    Raises:
        NewerDiary: a newer version wrote it, so it must not be changed.
        OSError, sqlite3.Error: it cannot be written.

    """
    make_private_folder(folder)
    make_private(folder, PRIVATE_FOLDER)
    path = folder / FILE_NAME
    with locks.gate(folder):
        put_aside = None
        if path.exists() and _is_damaged(path, patience_seconds):
            put_aside = _put_aside(path)
        if not path.exists():
            # If the file exists, closing it here would release the locks that SQLite holds
            # for other connections of this process.
            os.close(open_private(path, os.O_CREAT | os.O_RDWR))
        # SQLite gives its other files the same permissions.
        make_private(path, PRIVATE_FILE)
        connection = _connected(path, patience_seconds)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            schema.migrate(connection)
            locks.clear_away(folder, now)
        except BaseException:
            connection.close()
            raise
    return Opened(connection, put_aside)


def open_to_read(folder: Path) -> sqlite3.Connection | None:
    """Open the diary in `folder`, migrated to this version; None if there is none yet.

    Only sound rows are visible through the connection.

    Raises:
        NewerDiary, NotADiary: this version cannot interpret it.
        OSError, UnicodeError, sqlite3.Error: it cannot be read or migrated.

    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    if not path.is_file():
        raise NotADiary(str(path))
    if not path.stat().st_size:
        return None
    connection = _connected(path)
    try:
        found = _version_of_ours(connection, path)
        if 0 < found < schema.VERSION:
            with locks.gate(folder):
                schema.migrate(connection)
        if found:
            show_only_sound_rows(connection)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    if found:
        return connection
    connection.close()
    return None


@contextmanager
def snapshot(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Open a read-only snapshot of the diary in `folder`, unaffected by later writes.

    Raises what `open_to_read` raises.
    """
    connection = open_to_read(folder)
    if connection is None:
        yield None
        return
    with closing(connection):
        # The first read of the transaction determines the moment of the snapshot.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def open_in_memory() -> sqlite3.Connection:
    """Open an empty diary in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection)
    return connection


def is_busy(error: Exception) -> bool:
    """Return whether the only problem is that another program is using the diary."""
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & _PRIMARY_CODE in _BUSY
    )


def is_in_use(folder: Path, patience_seconds: float) -> bool:
    """Return whether another program blocks reading the diary for `patience_seconds`."""
    path = folder / FILE_NAME
    try:
        with closing(_connected(path, patience_seconds)) as connection:
            schema.version(connection)
    except (OSError, sqlite3.Error) as error:
        return is_busy(error)
    return False


def _connected(path: Path, patience_seconds: float = _PATIENCE_SECONDS) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=patience_seconds, isolation_level=None)
    connection.text_factory = _clean_text
    return connection


def _clean_text(kept: bytes) -> str:
    """Return a text of the diary without terminal control characters."""
    text = kept.decode(errors="replace")
    if text.isprintable():
        return text
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text.translate(_SPACES))


def _is_damaged(path: Path, patience_seconds: float) -> bool:
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
        with closing(_connected(path, patience_seconds)) as connection:
            _version_of_ours(connection, path)
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
        if error.sqlite_errorcode & _PRIMARY_CODE in _DAMAGE:
            return True
        raise


def _faults(connection: sqlite3.Connection) -> list[str]:
    """Return the faults of the file, except those of single rows."""
    said = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    return [line for line in said if line != "ok" and not _OF_A_ROW.match(line)]


def _version_of_ours(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a diary that this program understands."""
    if not schema.is_ours(connection):
        raise NotADiary(str(path))
    if (found := schema.version(connection)) > schema.VERSION:
        raise NewerDiary(str(path))
    return found


def _put_aside(path: Path) -> Path:
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
