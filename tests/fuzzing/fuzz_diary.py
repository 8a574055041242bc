"""A diary with a flipped bit, or values edited by SQL: readers read it, or report why not.

Then a workout is recorded in it: an unusable diary is put aside, and the workout is saved.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import cache
from typing import TYPE_CHECKING

from hiptimer.diary import queries
from hiptimer.diary.connection import NewerDiary
from hiptimer.diary.database import FILE_NAME, open_to_read, open_to_write
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_copies import merge_copy
from tests.diary.days import stretches
from tests.diary.past import workout
from tests.fuzzing.readers import NOW, READERS, folder, intact_diary, write_diary

if TYPE_CHECKING:
    import random

    from hiptimer.diary.workout_copies import WorkoutCopy

_READERS_AT_ONCE = 1
_VALUES: tuple[object, ...] = (
    *(None, "", "left", "\x1b[2J", "a\N{RIGHT-TO-LEFT OVERRIDE}b", "0", "x" * 3000, "{}", "[]"),
    *('{"sets": "many", "picks": {}, "without": []}', "[" * 5000, '{"sets": NaN}', "../../x"),
    *(0, 1, -1, 3, 11, 255, 65_535, 2**31, 2**63 - 1, -(2**63)),
    *(0.5, -0.5, 1e9, -1e9, 1e18, 1e300, float("inf"), float("-inf"), 253402300800.0),
    *(b"", b"\xff\xfe", b"left"),
)


@cache
def new_workout() -> WorkoutCopy:
    """Return a workout that is not in the diary yet."""
    return workout(stretches(), NOW)


@cache
def columns() -> tuple[tuple[str, str], ...]:
    """Return each table and column of the diary."""
    write_diary(intact_diary())
    with closing(sqlite3.connect(folder() / FILE_NAME)) as connection:
        rows = connection.execute(
            "SELECT it.name, its.name FROM sqlite_schema AS it JOIN pragma_table_info(it.name)"
            " AS its WHERE it.type = 'table' AND it.name NOT LIKE 'sqlite%'"
        )
        return tuple(rows.fetchall())


def flip_a_bit(chance: random.Random) -> None:
    """Write a diary with one bit flipped."""
    diary = bytearray(intact_diary())
    place = chance.randrange(len(diary))
    if chance.random() < 0.1:
        # The schema is in this part.
        place %= 8192
    diary[place] ^= 1 << chance.randrange(8)
    write_diary(bytes(diary))


def edit_a_row(chance: random.Random) -> None:
    """Write a diary with values edited by SQL."""
    write_diary(intact_diary())
    with closing(sqlite3.connect(folder() / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA synchronous = OFF")
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            table, column = chance.choice(columns())
            with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
                connection.execute(
                    f"UPDATE {table} SET {column} = ? WHERE abs(random() % 7) = 0"
                    if chance.random() < 0.7
                    else f"UPDATE {table} SET {column} = ?",
                    (chance.choice(_VALUES),),
                )


def record_new_workout() -> None:
    """Record a workout, as a starting one does, and find it again."""
    try:
        connection = open_to_write(folder(), NOW.timestamp()).connection
    except NewerDiary:
        return
    with closing(connection), transaction(connection):
        assert merge_copy(connection, new_workout())
    with open_to_read(folder()) as read:
        assert read
        assert queries.workout_of(read, new_workout().key)


def attempt(chance: random.Random) -> None:
    """Damage a diary, read it and write to it."""
    chance.choice((flip_a_bit, edit_a_row))(chance)
    for read in chance.sample(READERS, _READERS_AT_ONCE):
        read()
    if chance.random() < 0.1:
        record_new_workout()
