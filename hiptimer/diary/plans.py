"""The plans in the diary, each stored once however often it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from hiptimer.diary.plan_copies import PlanCopy


def plan_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    """Return the id of a plan; insert it if it is missing, and repair it if it is damaged."""
    circuit_id = _circuit_id(connection, copy)
    found = connection.execute(
        "SELECT id, circuit_id, choices FROM plan WHERE digest = ?", (copy.digest,)
    ).fetchone()
    if found is None:
        plan_id = insert_row(
            connection,
            "INSERT INTO plan (digest, circuit_id, choices) VALUES (?, ?, ?)",
            copy.digest,
            circuit_id,
            copy.choices,
        )
    else:
        plan_id = int(found[0])
        efforts = connection.execute(
            "SELECT * FROM effort WHERE plan_id = ? ORDER BY phase", (plan_id,)
        )
        kept = tuple(effort[1:] for effort in efforts)
        if (*found[1:], kept) == (circuit_id, copy.choices, copy.efforts):
            return plan_id
        connection.execute("DELETE FROM effort WHERE plan_id = ?", (plan_id,))
        connection.execute(
            "UPDATE plan SET circuit_id = ?, choices = ? WHERE id = ?",
            (circuit_id, copy.choices, plan_id),
        )
    connection.executemany(
        "INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(plan_id, *effort) for effort in copy.efforts],
    )
    return plan_id


def _circuit_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    return insert_row(
        connection,
        "INSERT INTO circuit (name, title, document) VALUES (?, ?, ?)"
        " ON CONFLICT (name, document) DO UPDATE SET title = excluded.title",
        copy.circuit_id,
        copy.title,
        copy.circuit,
    )


def insert_row(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    """Insert a row, and return its id."""
    return int(connection.execute(f"{statement} RETURNING id", values).fetchone()[0])
