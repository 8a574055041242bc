"""A circuit as one file with the figures of its exercises inside, to hand on."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import tomlkit

from hiptimer.foundation.toml.document import parse
from hiptimer.foundation.toml.faults import Misread, NotToml
from hiptimer.foundation.toml.files import parse_file
from hiptimer.foundation.toml.statements import statements
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.figure_files.loading import load, path_of
from hiptimer.library.own_circuits import sound_circuit
from hiptimer.library.template import without_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def packed_text(path: Path) -> str:
    """Return the text of a circuit file, with each figure that it uses but does not contain.

    Raises:
        FaultyFile: the circuit, or one of its figures, is faulty; with every problem of the file.
        Misread: it would not be a circuit file with the figures inside.

    """
    circuit = sound_circuit(path)
    text = without_schema(_text(path))
    inside = tomllib.loads(text).get("figure", {})
    used = dict.fromkeys(it.figure or it.id for it in circuit.exercises)
    files = {name: path_of(name) for name in used if name not in inside}
    for name, file in files.items():
        if file:
            load(file)
            table = "\n".join(_table_lines(name, _text(file)))
            text = f"{text.rstrip()}\n\n{table.rstrip()}\n"
    try:
        read(parse(text.encode()).document)
    except NotToml as error:
        raise Misread(error.message) from None
    return text


def _text(path: Path) -> str:
    return parse_file(path).text.replace("\r\n", "\n")


def _table_lines(name: str, figure: str) -> Iterator[str]:
    """Yield a figure file as the table of a circuit file, with its comments."""
    table = f"figure.{tomlkit.key(name).as_string()}"
    *body, end = statements(figure)
    if body:
        yield from body[0].above
    yield f"[{table}]"
    for place, statement in enumerate(body):
        yield from statement.above if place else ()
        text = statement.text
        yield text.replace("[", f"[{table}.", 1) if statement.is_header else text
    yield from end.above
