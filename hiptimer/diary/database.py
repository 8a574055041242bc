"""Opening the file of the diary: private, sound, and of this version, or not at all.

A file that is damaged or no diary is kept aside under a name of its own and never written to.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary import locks, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = "diary.db"

# Another program writes for some milliseconds at a time; nobody waits for this thread.
_PATIENCE_SECONDS = 30.0
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF
_BESIDE = ("-wal", "-shm")


class NewerDiary(Exception):
    """A diary that a newer version of the program has written."""


class NotADiary(Exception):
    """A database that something else has written."""


class Opened(NamedTuple):
    """A diary to write to, and where a file that could not be used was put, if there was one."""

    connection: sqlite3.Connection
    put_aside: Path | None


def open_to_write(folder: Path, now: float) -> Opened:
    """Open the diary in `folder`, making what is missing. `now` are seconds since 1970.

    Raises:
        NewerDiary: it is not to be touched.
        OSError, sqlite3.Error: it cannot be written.

    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_private(folder, 0o700)
    path = folder / FILE_NAME
    with locks.gate(folder):
        put_aside = _put_aside(path) if path.exists() and _is_damaged(path) else None
        if not path.exists():
            # Where it exists, closing it here would let go of the locks by which SQLite, for
            # another connection of this process, keeps other programs from its pages.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        # What SQLite lays beside it takes after it.
        _make_private(path, 0o600)
        connection = _connected(path)
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
    """Open the diary in `folder`, brought up to date; None where there is none yet.

    Raises:
        NewerDiary, NotADiary: what it says cannot be understood.
        OSError, sqlite3.Error: it cannot be read, or not be brought up to date.

    """
    path = folder / FILE_NAME
    if not path.exists() or not path.stat().st_size:
        return None
    connection = _connected(path)
    try:
        found = _version_of_ours(connection, path)
        if 0 < found < schema.VERSION:
            with locks.gate(folder):
                schema.migrate(connection)
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
    """Open the diary in `folder` to read it as it is now, whatever is written meanwhile.

    Raises what `open_to_read` raises.
    """
    connection = open_to_read(folder)
    if connection is None:
        yield None
        return
    with closing(connection):
        # What is read first decides which moment is seen from then on.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def _connected(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE_SECONDS, isolation_level=None)


def _is_damaged(path: Path) -> bool:
    """Return whether the file is no sound diary.

    Raises:
        NewerDiary: it is one, of a newer version.
        sqlite3.Error: nothing can be said of it.

    """
    if not path.stat().st_size:
        # SQLite would take it for new, and throw away what the log beside it still holds.
        log = path.with_name(path.name + "-wal")
        return log.exists() and log.stat().st_size > 0
    try:
        with closing(_connected(path)) as connection:
            _version_of_ours(connection, path)
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except NotADiary:
        return True
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & _PRIMARY_CODE in _DAMAGE:
            return True
        raise


def _version_of_ours(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a diary that this program understands."""
    if not schema.is_ours(connection):
        raise NotADiary(str(path))
    if (found := schema.version(connection)) > schema.VERSION:
        raise NewerDiary(str(path))
    return found


def _put_aside(path: Path) -> Path:
    """Give the file, and what lies beside it, the first name that is free, and return that."""
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


def _make_private(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o777 != mode:
        path.chmod(mode)
