"""Finds circuits by the names typed on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.bad_input import BadInput
from hiptimer.library.loading import UnknownCircuit, find

if TYPE_CHECKING:
    from hiptimer.library.loading import Entry


def find_entry(name: str) -> Entry:
    """Return the circuit named `name`, or the one in the file at that path.

    Raises:
        BadInput: no circuit has that name.

    """
    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None
