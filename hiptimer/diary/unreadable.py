"""A diary that cannot be read, or only partly: the exceptions, and messages for them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from hiptimer.diary.connection import NewerDiary, NotADiary, is_busy
from hiptimer.diary.database import open_to_read
from hiptimer.diary.valid_rows import unread_lines
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE = (OSError, UnicodeError, sqlite3.Error, NewerDiary, NotADiary)
"""The exceptions that reading the diary may raise.

`sqlite3` raises a UnicodeError for an SQLite message that contains damaged bytes.
"""


def unreadable_words(error: Exception) -> str:
    """Return a message that says why the diary cannot be read."""
    match error:
        case NewerDiary():
            return f"A newer hiptimer wrote the diary {error}: this version cannot read it."
        case NotADiary():
            return f"{error} is not a diary of hiptimer."
        case OSError(filename=path):
            return f"The diary cannot be read: {path}: {reason(error)}."
        case UnicodeError():
            return "The diary cannot be read: it is damaged."
        case _ if is_busy(error):
            return "The diary cannot be read now: another program is using it."
        case _:
            return f"The diary cannot be read: {error}."


def skipped_words(folder: Path) -> list[str]:
    """Return one or two lines that say which workouts of the diary in `folder` are skipped.

    Empty if the diary cannot be read at all, because its other readers report that.
    """
    try:
        with open_to_read(folder) as connection:
            return list(unread_lines(connection)) if connection else []
    except UNREADABLE:
        return []
