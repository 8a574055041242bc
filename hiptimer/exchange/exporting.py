"""The diary in one of the formats that others read."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_read
from hiptimer.diary.transfer import whole_workouts
from hiptimer.exchange.csv_file import csv_text
from hiptimer.exchange.jrnl_file import jrnl_text
from hiptimer.exchange.json_file import json_text
from hiptimer.history import read_history

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path


def exported(folder: Path, form: str, since: datetime | None = None) -> bytes:
    """Return the diary in `folder` in the `form` csv, jrnl or json, the first workout first.

    Raises:
        KeyError: there is no such form.
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    return FORMS[form](folder, since).encode()


def _as_csv(folder: Path, since: datetime | None) -> str:
    return csv_text(reversed(list(read_history(folder, since))))


def _as_jrnl(folder: Path, since: datetime | None) -> str:
    return jrnl_text(reversed(list(read_history(folder, since))))


def _as_json(folder: Path, since: datetime | None) -> str:
    connection = open_to_read(folder)
    if connection is None:
        return json_text(())
    with closing(connection):
        return json_text(whole_workouts(connection, since))


FORMS: Mapping[str, Callable[[Path, datetime | None], str]] = {
    "csv": _as_csv,
    "json": _as_json,
    "jrnl": _as_jrnl,
}
