from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import schema
from hiptimer.diary.database import FILE_NAME
from hiptimer.plan.feelings import Feelings
from tests.diary.days import (
    Day,
    in_blocks,
    only_details,
    only_waiting,
    recorded,
    whole_workout,
)

if TYPE_CHECKING:
    from pathlib import Path


def shape(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every table and index with the text that makes it."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY 1")
    return rows.fetchall()


def fail_in_a_transaction(connection: sqlite3.Connection) -> None:
    with schema.transaction(connection):
        connection.execute("INSERT INTO words VALUES ('half')")
        raise KeyboardInterrupt


@pytest.mark.parametrize("version", range(schema.VERSION))
def test_a_diary_of_any_earlier_version_is_migrated(version: int, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, to=version)
        assert schema.version(connection) == version
    assert whole_workout(tmp_path).diary.trouble is None
    assert len(recorded(tmp_path)) == 1
    with (
        closing(sqlite3.connect(path)) as found,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as new,
    ):
        schema.migrate(new)
        assert schema.version(found) == schema.version(new) == schema.VERSION
        assert schema.is_ours(found)
        assert shape(found) == shape(new)


def put_workout(connection: sqlite3.Connection) -> None:
    """Write a workout of one effort the way every version since the first could."""
    connection.executescript("""
        INSERT INTO circuit (name, title, document) VALUES ('trial', 'Trial', '{}');
        INSERT INTO plan (digest, circuit_id, choices) VALUES ('d', 1, '{}');
        INSERT INTO effort VALUES (1, 1, 'squat', 'Squat', '', 1, 1, 'left', 'hold', 30.0, NULL);
        INSERT INTO workout (key, plan_id, started_at, utc_offset_seconds, outcome, spent_seconds)
            VALUES ('1c', 1, 1e9, 3600.0, 'finished', 40.0);
        INSERT INTO attempt (workout_id, number, phase, ended_by, ended_at_seconds, seconds, reps)
            VALUES (1, 1, 1, 'clock', 40.0, 30.0, NULL);
        INSERT INTO load VALUES (1, 'squat', '8 kg');
    """)


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_workout_of_any_earlier_version_can_be_read(version: int, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, to=version)
        put_workout(connection)
    details = only_details(tmp_path)
    assert [it.seconds for it in details.attempts] == [30.0]
    assert details.loads == {"squat": "8 kg"}
    assert details.feelings == Feelings()


def store_as_before_blocks(folder: Path, document: str | None = None) -> None:
    """Make the diary one of version 3, optionally with another copy of each circuit."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("ALTER TABLE effort DROP COLUMN block")
        connection.execute("ALTER TABLE effort DROP COLUMN target_reps")
        connection.execute("ALTER TABLE effort DROP COLUMN circuit")
        connection.execute("PRAGMA user_version = 3")
        if document:
            connection.execute("UPDATE circuit SET document = ?", (document,))
            connection.commit()


def test_efforts_of_an_earlier_version_get_their_block_and_target_from_the_copy_of_the_plan(
    tmp_path: Path,
) -> None:
    whole_workout(tmp_path, in_blocks())
    efforts = only_details(tmp_path).efforts
    assert [(it.block, it.set, it.planned_reps) for it in efforts] == [
        *(("main", 1, 10), ("main", 1, 20), ("main", 2, 10), ("main", 2, 20)),
        ("cool-down", 1, None),
    ]
    store_as_before_blocks(tmp_path)
    assert only_details(tmp_path).efforts == efforts


@pytest.mark.parametrize(
    "document",
    [
        "not JSON",
        "[]",
        '{"block": 7}',
        '{"block": ["main", {"id": 7, "exercise": "press"}]}',
        '{"block": [{"id": 7, "exercise": [1, {"id": "press", "target": "many"}]}]}',
    ],
)
def test_a_diary_whose_copies_do_not_name_the_blocks_is_migrated_without_them(
    document: str, tmp_path: Path
) -> None:
    whole_workout(tmp_path, in_blocks())
    store_as_before_blocks(tmp_path, document)
    efforts = only_details(tmp_path).efforts
    assert [(it.block, it.planned_reps) for it in efforts] == [(None, None)] * 5


def test_a_workout_saved_by_the_version_before_is_resumed(tmp_path: Path) -> None:
    day = Day(tmp_path, in_blocks())
    day.workout.start()
    day.until(12.0)
    day.recorder.interrupt()
    day.close()
    store_as_before_blocks(tmp_path)
    again = Day.after(only_waiting(tmp_path), tmp_path)
    assert again.plan == in_blocks()
    again.workout.start()
    again.to_the_end()
    again.close()
    assert only_details(tmp_path).workout.is_complete


@pytest.mark.parametrize(
    ("column", "allowed", "refused"),
    [
        *(
            (column, (0, 10, None), (-1, 11, 3.5, "much"))
            for column in ("pain_before", "pain_after", "effort", "pain_next_morning")
        ),
        ("sore_side", ("left", "right", "both", None), ("", "Left", 1)),
        ("asked_next_morning", (0, 1), (2, None)),
    ],
)
def test_only_valid_feelings_are_accepted(
    column: str, allowed: tuple[object, ...], refused: tuple[object, ...], tmp_path: Path
) -> None:
    whole_workout(tmp_path, feelings=Feelings(pain_before=5))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        for value in allowed:
            connection.execute(f"UPDATE feelings SET {column} = ?", (value,))
            assert connection.execute(f"SELECT {column} FROM feelings").fetchone() == (value,)
        for value in refused:
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE feelings SET {column} = ?", (value,))


def test_a_failed_migration_keeps_the_version_before_it() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE place (unrelated)")
        before = shape(connection)
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection)
        assert schema.version(connection) == 0
        assert shape(connection) == before


def test_a_transaction_writes_all_or_nothing() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE words (word)")
        with pytest.raises(KeyboardInterrupt):
            fail_in_a_transaction(connection)
        assert connection.execute("SELECT * FROM words").fetchall() == []
        with schema.transaction(connection):
            connection.execute("INSERT INTO words VALUES ('whole')")
        assert connection.execute("SELECT * FROM words").fetchall() == [("whole",)]


def test_only_a_diary_or_an_empty_database_is_ours() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        assert schema.is_ours(connection)
        connection.execute("PRAGMA user_version = 3")
        assert not schema.is_ours(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        assert schema.is_ours(connection)


def test_deleting_a_workout_deletes_its_rows(tmp_path: Path) -> None:
    whole_workout(tmp_path, loads={"stretch": "none"}, feelings=Feelings(effort=3))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM workout")
        for table in ("attempt", "feelings", "load", "pause", "place"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM circuit")
