"""Exports the diary in one of the formats of other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiptimer.diary.database import open_snapshot
from hiptimer.diary.workout_copies import each_plan_copy, workout_copies
from hiptimer.history.formats.csv_file import csv_text
from hiptimer.history.formats.jrnl_file import jrnl_text
from hiptimer.history.formats.json_file import json_text
from hiptimer.history.reading import read_history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what its file holds, as a continuation of its name, and what writes it."""

    holds: str
    write: Callable[[Path, datetime | None], Iterator[str]]


def export_pieces(folder: Path, form: str, since: datetime | None = None) -> Iterator[bytes]:
    """Yield the diary in `folder` in one of `FORMS`, oldest workout first.

    The workouts are read one at a time from a snapshot, and are not kept in memory.

    Raises:
        KeyError: the form is unknown.
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    return (piece.encode() for piece in FORMS[form].write(folder, since))


def _json(folder: Path, since: datetime | None) -> Iterator[str]:
    with open_snapshot(folder) as connection:
        if connection is None:
            yield from json_text((), ())
        else:
            yield from json_text(
                each_plan_copy(connection, since), workout_copies(connection, since)
            )


FORMS: Final[Mapping[str, Form]] = {
    "json": Form("everything, for a backup", _json),
    "csv": Form(
        "one row per attempt",
        lambda folder, since: csv_text(read_history(folder, since, oldest_first=True)),
    ),
    "jrnl": Form(
        "one entry per workout",
        lambda folder, since: jrnl_text(read_history(folder, since, oldest_first=True)),
    ),
}
"""Each format with one file for all workouts, by its name. FIT has one file per workout."""
