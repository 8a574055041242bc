"""Reads the copies of circuits in the diary, which may be of joined circuits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.library.circuit_files.reading import read

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.library.circuit_files.writing import Document


def read_copy(copy: Document) -> Circuit:
    """Return the circuit from which `writing.copy_document` made `copy`.

    Raises:
        Misread: with every fault of every key, and of the keys with each other.
        TypeError, ValueError: a block is no table, or its time no number.

    """
    if "block" not in copy:
        return read(copy, is_copy=True)
    tables = [dict(table) for table in copy["block"]]
    prepares = [table.pop("prepare", None) for table in tables]
    circuit = read({**copy, "block": tables}, is_copy=True)
    blocks = (
        block if seconds is None else replace(block, prepare_seconds=float(seconds))
        for block, seconds in zip(circuit.blocks, prepares, strict=True)
    )
    return replace(circuit, blocks=tuple(blocks))
