"""Plans in the diary, each kept once however often it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from hiptimer.diary.copies import PlanCopy


def plan_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    """Return where a plan is kept, which it is from then on."""
    found = connection.execute("SELECT id FROM plan WHERE digest = ?", (copy.digest,)).fetchone()
    if found:
        return int(found[0])
    plan_id = inserted(
        connection,
        "INSERT INTO plan (digest, circuit_id, choices) VALUES (?, ?, ?)",
        copy.digest,
        _circuit_id(connection, copy),
        copy.choices,
    )
    connection.executemany(
        "INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(plan_id, *effort) for effort in copy.efforts],
    )
    return plan_id


def _circuit_id(connection: sqlite3.Connection, copy: PlanCopy) -> int:
    found = connection.execute(
        "SELECT id FROM circuit WHERE name = ? AND document = ?", (copy.circuit_id, copy.circuit)
    ).fetchone()
    if found:
        return int(found[0])
    return inserted(
        connection,
        "INSERT INTO circuit (name, title, document) VALUES (?, ?, ?)",
        copy.circuit_id,
        copy.title,
        copy.circuit,
    )


def inserted(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    """Insert a row, and return its number."""
    return int(connection.execute(f"{statement} RETURNING id", values).fetchone()[0])
