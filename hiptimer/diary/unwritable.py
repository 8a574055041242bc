"""A diary that cannot be written: the exceptions, and messages for them."""

from __future__ import annotations

import sqlite3

from hiptimer.diary.connection import NewerDiary, is_busy
from hiptimer.foundation.text.reasons import reason

UNWRITABLE = (OSError, UnicodeError, sqlite3.Error, NewerDiary)
"""The exceptions that writing to the diary may raise."""


def unwritable_words(error: Exception) -> str:
    """Return a message that says why the diary cannot be written."""
    match error:
        case NewerDiary():
            return f"A newer hiptimer wrote the diary {error}: it is not changed."
        case OSError(filename=path):
            why = f"{path}: {reason(error)}"
        case UnicodeError():
            why = "a name or a text of this workout is not valid Unicode"
        case _ if is_busy(error):
            return "Another program is using the diary."
        case _:
            why = str(error)
    return f"The diary cannot be written: {why}."
