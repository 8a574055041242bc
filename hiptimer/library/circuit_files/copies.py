"""Reads the copies of circuits in the diary, which may be of joined circuits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.circuit.model import Origin
from hiptimer.library.circuit_files.reading import read

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.library.circuit_files.writing import Document


def read_copy(copy: Document) -> Circuit:
    """Return the circuit from which `writing.copy_document` made `copy`.

    Raises:
        Misread: with every fault of every key, and of the keys with each other.
        TypeError, ValueError: a block or its origin is not a valid table.

    """
    if "block" not in copy:
        return read(copy, is_copy=True)
    tables = [dict(table) for table in copy["block"]]
    origins = [table.pop("origin", None) for table in tables]
    circuit = read({**copy, "block": tables}, is_copy=True)
    blocks = (
        block if origin is None else replace(block, origin=_origin(**origin))
        for block, origin in zip(circuit.blocks, origins, strict=True)
    )
    return replace(circuit, blocks=tuple(blocks))


def _origin(circuit_id: str, prepare_seconds: float) -> Origin:
    return Origin(f"{circuit_id}", float(prepare_seconds))
