"""A diary that was exported as JSON, taken back in: all of it, or nothing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.bounded_file import MEBIBYTE
from hiptimer.diary.database import open_to_write
from hiptimer.diary.schema import transaction
from hiptimer.diary.transfer import put_in
from hiptimer.exchange.json_file import read_json

if TYPE_CHECKING:
    from pathlib import Path


LARGEST_FILE_BYTES: Final = 256 * MEBIBYTE
"""Several workouts a day for a lifetime."""


class Imported(NamedTuple):
    """How many workouts came in, how many were there, and where a damaged diary was put."""

    new: int
    known: int
    put_aside: Path | None


def import_json(text: bytes, folder: Path, now: float) -> Imported:
    """Put the workouts that `text` tells of into the diary in `folder`. `now` is since 1970.

    Raises:
        BadDiary: the text is no exported diary; nothing was written.
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written; nothing was.

    """
    workouts = read_json(text)
    connection, put_aside = open_to_write(folder, now)
    with closing(connection), transaction(connection):
        new = sum(put_in(connection, workout) for workout in workouts)
    return Imported(new, len(workouts) - new, put_aside)
