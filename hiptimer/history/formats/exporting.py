"""Exports the diary in one of the formats of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.diary.database import snapshot
from hiptimer.diary.whole_workouts import plans_done, whole_workouts
from hiptimer.history.formats.csv_file import csv_text
from hiptimer.history.formats.jrnl_file import jrnl_text
from hiptimer.history.formats.json_file import json_text
from hiptimer.history.reading import read_history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


def export_pieces(folder: Path, form: str, since: datetime | None = None) -> Iterator[bytes]:
    """Yield the diary in `folder` in the `form` csv, jrnl or json, oldest workout first.

    The workouts are read one at a time from a snapshot, and are not kept in memory.

    Raises:
        KeyError: there is no such form.
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    return (piece.encode() for piece in FORMS[form](folder, since))


def _as_csv(folder: Path, since: datetime | None) -> Iterator[str]:
    return csv_text(read_history(folder, since, oldest_first=True))


def _as_jrnl(folder: Path, since: datetime | None) -> Iterator[str]:
    return jrnl_text(read_history(folder, since, oldest_first=True))


def _as_json(folder: Path, since: datetime | None) -> Iterator[str]:
    with snapshot(folder) as connection:
        if connection is None:
            yield from json_text((), ())
        else:
            yield from json_text(plans_done(connection, since), whole_workouts(connection, since))


FORMS: Mapping[str, Callable[[Path, datetime | None], Iterator[str]]] = {
    "csv": _as_csv,
    "json": _as_json,
    "jrnl": _as_jrnl,
}
