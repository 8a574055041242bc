"""The ids of circuits that are done as one workout, and of their exercises and blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR: Final = "/"
"""What stands between the ids: the id of a circuit is the name of its file, which has none."""

# A dot, an equals sign or a space would end an id in options such as --with A:ID.KEY=VALUE.
_ENDS_AN_ID = re.compile(r"[\s.:=]+")


def joined_id(ids: Iterable[str]) -> str:
    """Return the id of several circuits."""
    return SEPARATOR.join(ids)


def ids_in(joined: str) -> tuple[str, ...]:
    """Return the id of each circuit in an id, once."""
    return tuple(dict.fromkeys(joined.split(SEPARATOR)))


def id_within(circuit_id: str, id_: str) -> str:
    """Return the id of an exercise or block that several of the joined circuits have."""
    return f"{_ENDS_AN_ID.sub('-', circuit_id)}:{id_}"


def own_id(circuit_id: str, id_: str) -> str:
    """Return the id that a circuit itself gives to what has `id_` in a joined one.

    What belongs to another circuit keeps an id that this one cannot have.
    """
    return id_.removeprefix(id_within(circuit_id, ""))
