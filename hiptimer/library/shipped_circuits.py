"""The shipped circuits, read in advance, so that a start need not load pydantic to read them.

`circuits/shipped.json` has each circuit by the digest of its file, and is written by
`make circuits`. A file with another digest has been edited since, and is read as any other file.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hiptimer.circuit import amounts, doses, model
from hiptimer.foundation import folders
from hiptimer.foundation.bounded_file import UnreadableFile, read_bounded
from hiptimer.foundation.digest import digest
from hiptimer.foundation.toml.document import LARGEST_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hiptimer.circuit.model import Circuit

FILE_NAME: Final = "shipped.json"

_TYPES: Final[Mapping[str, type[Any]]] = {
    name: it
    for module in (amounts, doses, model)
    for name, it in vars(module).items()
    if isinstance(it, type) and is_dataclass(it)
}
_TYPE: Final = "type"


def shipped_circuit(path: Path) -> Circuit | None:
    """Return the circuit of the shipped file `path`; None if it must be read from that file."""
    try:
        return _circuits().get(_digest(path))
    except UnreadableFile:
        return None


def circuits_as_json(circuits: Iterable[tuple[Path, Circuit]]) -> str:
    """Return the text of `circuits/shipped.json` for circuits and their files."""
    by_digest = {_digest(path): circuit for path, circuit in circuits}
    return json.dumps(by_digest, default=_table, ensure_ascii=False, indent=1) + "\n"


@cache
def _circuits() -> dict[str, Circuit]:
    try:
        text = read_bounded(folders.circuits() / FILE_NAME, LARGEST_FILE_BYTES)
        circuits: dict[str, Circuit] = json.loads(text, object_hook=_value)
    except (UnreadableFile, ValueError, TypeError, KeyError):
        return {}
    return circuits


def _digest(path: Path) -> str:
    return digest(read_bounded(path, LARGEST_FILE_BYTES))


def _table(value: Any) -> dict[str, Any]:
    """Return a value of the circuit model as an object of JSON."""
    return {_TYPE: type(value).__name__} | {
        field.name: getattr(value, field.name) for field in fields(value)
    }


def _value(table: dict[str, Any]) -> Any:
    """Return the value of the circuit model in an object of JSON; other objects unchanged."""
    if _TYPE not in table:
        return table
    kind = _TYPES[table.pop(_TYPE)]
    return kind(**{key: tuple(it) if isinstance(it, list) else it for key, it in table.items()})
