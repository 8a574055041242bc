"""Opens the file of the diary, if it is private, sound and of this version."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary import locks, schema
from hiptimer.diary.connection import PATIENCE_SECONDS, NotADiary, connect, is_busy, version_of_ours
from hiptimer.diary.damage import is_damaged, put_aside
from hiptimer.diary.valid_rows import hide_invalid_rows
from hiptimer.foundation.atomic_file import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private,
    make_private_folder,
    open_private,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = "diary.db"


class Opened(NamedTuple):
    """A writable diary, and the new path of an unusable file, if there was one."""

    connection: sqlite3.Connection
    put_aside: Path | None


def open_to_write(folder: Path, now: float, patience_seconds: float = PATIENCE_SECONDS) -> Opened:
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
        aside = None
        if path.exists() and is_damaged(path, patience_seconds):
            aside = put_aside(path)
        if not path.exists():
            # If the file exists, closing it here would release the locks that SQLite holds
            # for other connections of this process.
            os.close(open_private(path, os.O_CREAT | os.O_RDWR))
        # SQLite gives its other files the same permissions.
        make_private(path, PRIVATE_FILE)
        connection = connect(path, patience_seconds)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            schema.migrate(connection)
            locks.clear_away(folder, now)
        except BaseException:
            connection.close()
            raise
    return Opened(connection, aside)


@contextmanager
def open_to_read(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the diary in `folder`, migrated to this version; None if there is none yet.

    Only sound rows are visible through the connection.

    Raises:
        NewerDiary, NotADiary: this version cannot interpret it.
        OSError, UnicodeError, sqlite3.Error: it cannot be read or migrated.

    """
    path = folder / FILE_NAME
    if not path.exists():
        yield None
        return
    if not path.is_file():
        raise NotADiary(str(path))
    if not path.stat().st_size:
        yield None
        return
    with closing(connect(path)) as connection:
        found = version_of_ours(connection, path)
        if 0 < found < schema.VERSION:
            with locks.gate(folder):
                schema.migrate(connection)
        if found:
            hide_invalid_rows(connection)
        connection.execute("PRAGMA query_only = ON")
        yield connection if found else None


@contextmanager
def open_snapshot(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Open a read-only snapshot of the diary in `folder`, unaffected by later writes.

    Raises what `open_to_read` raises.
    """
    with open_to_read(folder) as connection:
        if connection:
            # The first read of the transaction determines the moment of the snapshot.
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def is_in_use(folder: Path, patience_seconds: float) -> bool:
    """Return whether another program blocks reading the diary for `patience_seconds`."""
    path = folder / FILE_NAME
    try:
        with closing(connect(path, patience_seconds)) as connection:
            schema.version(connection)
    except (OSError, sqlite3.Error) as error:
        return is_busy(error)
    return False
