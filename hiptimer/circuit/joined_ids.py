"""The ids of circuits that are done as one workout, and of their exercises and blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.circuit.model import Block, Circuit, Exercise

SEPARATOR: Final = "/"
"""What stands between the ids: the id of a circuit is the name of its file, which has none."""

WITHIN: Final = ":"
"""What stands between the id of a circuit and one that others have as well."""

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
    return f"{_ENDS_AN_ID.sub('-', circuit_id)}{WITHIN}{id_}"


def own_id(circuit_id: str, id_: str) -> str:
    """Return the id that a circuit itself gives to what has `id_` in a joined one.

    What belongs to another circuit keeps an id that this one cannot have.
    """
    return id_.removeprefix(id_within(circuit_id, ""))


def own_part(circuit: Circuit, circuit_id: str) -> Circuit:
    """Return what joined circuits have from one of them, with its own ids; else `circuit`."""
    blocks = tuple(
        replace(block, exercises=tuple(_own_exercises(block, circuit_id)))
        for block in circuit.blocks
        if block.origin and block.origin.circuit_id == circuit_id
    )
    return replace(circuit, blocks=blocks) if blocks else circuit


def _own_exercises(block: Block, circuit_id: str) -> Iterator[Exercise]:
    for exercise in block.exercises:
        yield replace(exercise, id=own_id(circuit_id, exercise.id))
