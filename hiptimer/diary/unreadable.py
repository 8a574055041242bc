"""A diary that cannot be read: what is raised then, and what a person is told."""

from __future__ import annotations

import sqlite3

from hiptimer.diary.database import NewerDiary, NotADiary

UNREADABLE = (OSError, UnicodeError, sqlite3.Error, NewerDiary, NotADiary)
"""What any reading of the diary may raise.

`sqlite3` raises a UnicodeError for a message of SQLite with damaged bytes in it.
"""


def unreadable_words(error: Exception) -> str:
    """Return in words why the diary cannot be read."""
    match error:
        case NewerDiary():
            return f"A newer hiptimer wrote the diary {error}: this one cannot read it."
        case NotADiary():
            return f"{error} is no diary of hiptimer."
        case OSError(filename=path, strerror=reason):
            why = (reason or "no reason given").lower()
            return f"The diary cannot be read: {path}: {why}."
        case UnicodeError():
            return "The diary cannot be read: it is damaged."
        case _:
            return f"The diary cannot be read: {error}."
