"""Imports a diary that was exported as JSON: all of it, or nothing."""

from __future__ import annotations

from contextlib import closing, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.diary.database import open_to_write
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_copies import merge_copy
from hiptimer.foundation.bounded_file import MEBIBYTE, copy_bounded
from hiptimer.history.formats.json_reading import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


LARGEST_FILE_BYTES: Final = 1024 * MEBIBYTE
"""A hundred thousand long workouts, which is several per day for a lifetime.

A pipe is first copied to the disk, and takes as much space there.
"""


class Imported(NamedTuple):
    """The number of added and of existing workouts, and the new path of a damaged diary."""

    new: int
    known: int
    put_aside: Path | None


def import_json(file: BinaryIO, folder: Path, now: float) -> Imported:
    """Add the workouts in `file` to the diary in `folder`. `now` is in seconds since 1970.

    Raises:
        BadDiary: it is not an exported diary; nothing was written.
        UnreadableFile: a pipe has more than `LARGEST_FILE_BYTES`; nothing was written.
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written, so nothing changed.

    """
    with _read_twice(file) as again:
        # Checks the whole file before the diary is opened, and possibly created.
        workouts = sum(1 for _ in read_json(again))
        again.seek(0)
        connection, put_aside = open_to_write(folder, now)
        with closing(connection), transaction(connection):
            new = sum(merge_copy(connection, workout) for workout in read_json(again))
    return Imported(new, workouts - new, put_aside)


@contextmanager
def _read_twice(file: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a copy of `file` that can be read twice: a pipe is copied to the disk."""
    if file.seekable():
        yield file
        return
    with TemporaryFile() as copy:
        copy_bounded(file, copy, LARGEST_FILE_BYTES)
        copy.seek(0)
        yield copy
