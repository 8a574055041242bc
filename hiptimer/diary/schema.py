"""The tables of the diary, and the migration of a diary from an earlier version.

Moments are seconds since 1970, with the person's UTC offset in a column of its own; `…_at_seconds`
count from the start of the workout, by the workout's clock. A circuit is stored once however often
it is done, and so is a plan: a circuit with its choices and the resulting efforts. An attempt
refers to its effort by the effort's phase on the timeline.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

APPLICATION_ID: Final = 0x68695054
"""The SQLite application id of a diary: "hiPT"."""

MIGRATIONS: Final[Sequence[Sequence[str]]] = (
    (
        """
        CREATE TABLE circuit (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            title TEXT NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (name, document)
        )
        """,
        """
        CREATE TABLE plan (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            circuit_id INTEGER NOT NULL REFERENCES circuit,
            choices TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE effort (
            plan_id INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
            phase INTEGER NOT NULL,
            exercise TEXT NOT NULL,
            title TEXT NOT NULL,
            variant TEXT NOT NULL,
            set_number INTEGER NOT NULL,
            round_number INTEGER NOT NULL,
            side TEXT,
            dose TEXT NOT NULL,
            target_seconds REAL NOT NULL,
            reps INTEGER,
            PRIMARY KEY (plan_id, phase)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE workout (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            plan_id INTEGER NOT NULL REFERENCES plan,
            started_at REAL NOT NULL,
            utc_offset_seconds REAL NOT NULL,
            ended_at REAL,
            outcome TEXT NOT NULL CHECK (outcome IN ('unfinished', 'finished', 'stopped')),
            spent_seconds REAL NOT NULL
        )
        """,
        "CREATE INDEX workout_started_at ON workout (started_at)",
        """
        CREATE TABLE attempt (
            workout_id INTEGER NOT NULL REFERENCES workout ON DELETE CASCADE,
            number INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            ended_by TEXT NOT NULL,
            ended_at_seconds REAL NOT NULL,
            seconds REAL NOT NULL,
            reps INTEGER,
            PRIMARY KEY (workout_id, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE load (
            workout_id INTEGER NOT NULL REFERENCES workout ON DELETE CASCADE,
            exercise TEXT NOT NULL,
            load TEXT NOT NULL,
            PRIMARY KEY (workout_id, exercise)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE pause (
            workout_id INTEGER NOT NULL REFERENCES workout ON DELETE CASCADE,
            number INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('paused', 'slept', 'left')),
            began_at_seconds REAL NOT NULL,
            seconds REAL,
            away_seconds REAL NOT NULL,
            PRIMARY KEY (workout_id, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE place (
            workout_id INTEGER PRIMARY KEY REFERENCES workout ON DELETE CASCADE,
            phase INTEGER NOT NULL,
            elapsed_seconds REAL NOT NULL,
            phase_seconds REAL,
            heard INTEGER NOT NULL,
            marked_at REAL NOT NULL
        )
        """,
        f"PRAGMA application_id = {APPLICATION_ID}",
    ),
    (
        """
        CREATE TABLE feelings (
            workout_id INTEGER PRIMARY KEY REFERENCES workout ON DELETE CASCADE,
            pain_before INTEGER CHECK (pain_before IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            pain_after INTEGER CHECK (pain_after IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            effort INTEGER CHECK (effort IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            pain_next_morning INTEGER
                CHECK (pain_next_morning IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            sore_side TEXT CHECK (sore_side IN ('left', 'right', 'both')),
            note TEXT,
            asked_next_morning INTEGER NOT NULL CHECK (asked_next_morning IN (0, 1))
        )
        """,
    ),
    (
        "ALTER TABLE attempt ADD COLUMN confirmed INTEGER CHECK (confirmed IN (0, 1))",
        """
        CREATE TABLE pain (
            workout_id INTEGER NOT NULL REFERENCES workout ON DELETE CASCADE,
            phase INTEGER NOT NULL,
            said_at_seconds REAL NOT NULL,
            pain INTEGER CHECK (pain IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            PRIMARY KEY (workout_id, phase)
        ) WITHOUT ROWID
        """,
    ),
    (
        "ALTER TABLE effort ADD COLUMN block TEXT",
        "ALTER TABLE effort ADD COLUMN target_reps INTEGER",
        "ALTER TABLE effort ADD COLUMN circuit TEXT",
        """
        WITH source AS (
            SELECT plan.id AS plan_id,
                CASE WHEN json_valid(document) THEN document ELSE '{}' END AS document
            FROM plan JOIN circuit ON circuit.id = circuit_id
        ),
        block AS (
            SELECT plan_id, NULL AS id, document FROM source
            UNION ALL
            SELECT plan_id,
                CASE json_type(value, '$.id') WHEN 'text' THEN json_extract(value, '$.id') END,
                value
            FROM source, json_each(document, '$.block') WHERE type = 'object'
        ),
        prescribed AS (
            SELECT plan_id, block.id AS block, json_extract(value, '$.id') AS exercise,
                CASE json_type(value, '$.target')
                    WHEN 'integer' THEN json_extract(value, '$.target')
                END AS target
            FROM block, json_each(document, '$.exercise') WHERE type = 'object'
        )
        UPDATE effort SET
            block = prescribed.block,
            target_reps = CASE
                WHEN dose IN ('reps', 'free') AND reps IS NULL
                THEN target * CASE side WHEN 'alternate' THEN 2 ELSE 1 END
            END
        FROM prescribed
        WHERE prescribed.plan_id = effort.plan_id AND prescribed.exercise = effort.exercise
        """,
    ),
)
"""The migration from each version to the next; the first entry creates version 1."""

VERSION: Final = len(MIGRATIONS)


_SHAPE: Final = """
    SELECT it.name, its.name, its.type, its."notnull", its.pk
    FROM sqlite_schema AS it JOIN pragma_table_info(it.name) AS its
    UNION ALL
    SELECT it.name, its."table", its."from", its.on_delete, its.seq
    FROM sqlite_schema AS it JOIN pragma_foreign_key_list(it.name) AS its
    UNION ALL
    SELECT it.name, column.name, its.origin, its."unique", column.seqno
    FROM sqlite_schema AS it JOIN pragma_index_list(it.name) AS its
        JOIN pragma_index_info(its.name) AS column
"""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything that is done inside, or roll it back if anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # After some errors SQLite has already rolled back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def version(connection: sqlite3.Connection) -> int:
    """Return the version of a diary; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a database is a diary, or empty and free to become one."""
    if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        return version(connection) > 0
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(tables == 0 and version(connection) == 0)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Return whether a diary of this version has all its tables, columns and keys."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new)
        return set(new.execute(_SHAPE)) <= set(connection.execute(_SHAPE))


def migrate(connection: sqlite3.Connection, to: int = VERSION) -> None:
    """Migrate a diary of an earlier version to version `to`, one transaction per version."""
    for step in range(version(connection), to):
        with transaction(connection):
            for statement in MIGRATIONS[step]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step + 1}")
