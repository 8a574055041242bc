"""A diary that was exported as JSON, taken back in: all of it, or nothing."""

from __future__ import annotations

from contextlib import closing, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.diary.database import open_to_write
from hiptimer.diary.schema import transaction
from hiptimer.diary.whole_workouts import put_in
from hiptimer.foundation.bounded_file import MEBIBYTE, copy_bounded
from hiptimer.history.formats.json_file import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


LARGEST_FILE_BYTES: Final = 1024 * MEBIBYTE
"""A hundred thousand long workouts: several a day for a lifetime. A pipe takes that of the disk."""


class Imported(NamedTuple):
    """How many workouts came in, how many were there, and where a damaged diary was put."""

    new: int
    known: int
    put_aside: Path | None


def import_json(file: BinaryIO, folder: Path, now: float) -> Imported:
    """Put the workouts that `file` tells of into the diary in `folder`. `now` is since 1970.

    Raises:
        BadDiary: it is no exported diary; nothing was written.
        UnreadableFile: a pipe gives more than `LARGEST_FILE_BYTES`; nothing was written.
        OSError, sqlite3.Error, NewerDiary: the diary cannot be written; nothing was.

    """
    with _read_twice(file) as again:
        # All of it is checked before the diary is opened, which may have to be made first.
        workouts = sum(1 for _ in read_json(again))
        again.seek(0)
        connection, put_aside = open_to_write(folder, now)
        with closing(connection), transaction(connection):
            new = sum(put_in(connection, workout) for workout in read_json(again))
    return Imported(new, workouts - new, put_aside)


@contextmanager
def _read_twice(file: BinaryIO) -> Iterator[BinaryIO]:
    """Open what `file` holds so that it can be read again: a pipe is copied to the disk."""
    if file.seekable():
        yield file
        return
    with TemporaryFile() as copy:
        copy_bounded(file, copy, LARGEST_FILE_BYTES)
        copy.seek(0)
        yield copy
