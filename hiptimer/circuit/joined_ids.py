"""The ids of circuits that were done as one workout, joined to one id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR: Final = "/"
"""What stands between the ids: the id of a circuit is the name of its file, which has none."""


def joined_id(ids: Iterable[str]) -> str:
    """Return the id of several circuits."""
    return SEPARATOR.join(ids)


def ids_in(joined: str) -> tuple[str, ...]:
    """Return the id of each circuit in an id, once."""
    return tuple(dict.fromkeys(joined.split(SEPARATOR)))
