"""The normal form of a circuit file: its keys in order, each quantity in its normal spelling.

It has the same meaning and every comment, which moves with the key below it. Tables without a known
order of keys, such as a tempo written as a table, keep their lines as they are.
"""

from __future__ import annotations

import itertools
import tomllib
from typing import TYPE_CHECKING, Any, Final, get_args

import tomlkit
from pydantic import BaseModel
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.items import Array, Table

from hiptimer.foundation.toml.layout import (
    aligned_lines,
    document_text,
    list_assignment,
    value_text,
)
from hiptimer.foundation.toml.statements import Statement, elements, statements
from hiptimer.library.circuit_files.normal_values import normal_value
from hiptimer.library.circuit_files.tables import CircuitTable
from hiptimer.library.circuit_files.values import FATIGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tomlkit import TOMLDocument

Path = tuple[str, ...]
"""The names in the header of a table: ("block", "exercise") for `[[block.exercise]]`."""


def _key_orders(table: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    yield path, tuple(table.model_fields)
    for name, field in table.model_fields.items():
        for inner in _tables_in(field.annotation):
            yield from _key_orders(inner, (*path, name))


def _tables_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _tables_in(part)


_ORDERS: Final = dict(_key_orders(CircuitTable))
"""The keys of each kind of table in order, by the path of its header."""


def normal_form(text: str) -> str:
    """Return the text of a circuit file without faults, whose lines end in LF, in normal form."""
    return document_text(_lines(text))


def _lines(text: str) -> Iterator[str]:
    *body, end = statements(text)
    path: Path = ()
    table: list[Statement] = []
    for statement in body:
        if not statement.is_header:
            table.append(statement)
            continue
        yield from _table_lines(path, table)
        before, above = _above_key(statement.above)
        yield from (*before, "", *above, statement.text)
        path, table = _path(statement.text), []
    yield from _table_lines(path, table)
    yield from end.above


def _table_lines(path: Path, table: list[Statement]) -> Iterator[str]:
    if not table:
        return
    if path not in _ORDERS:
        for statement in table:
            yield from (*statement.above, statement.text)
        return
    before, above = _above_key(table[0].above)
    yield from before if path == () else itertools.dropwhile(lambda line: not line, before)
    yield from aligned_lines(_entries([table[0]._replace(above=above), *table[1:]], _ORDERS[path]))


def _above_key(lines: Sequence[str]) -> tuple[Sequence[str], tuple[str, ...]]:
    """Return the lines up to the last blank one or directive, and the comment below them."""
    own = itertools.takewhile(lambda line: line and not line.startswith("#:"), reversed(lines))
    above = tuple(own)[::-1]
    return lines[: len(lines) - len(above)], above


def _path(header: str) -> Path:
    path: Path = ()
    inside: Any = tomllib.loads(header)
    while inside:
        if isinstance(inside, dict):
            ((name, inside),) = inside.items()
            path = (*path, name)
        else:
            inside = inside[0]
    return path


def _entries(table: list[Statement], order: Sequence[str]) -> Iterator[Statement]:
    parsed = [(tomlkit.parse(statement.text), statement) for statement in table]
    # Of reps to fatigue, these two are counts, not seconds.
    has_counts = any(document.get("reps") == FATIGUE for document, _ in parsed)
    kept = ("target", "cap") if has_counts else ()
    parsed.sort(key=lambda it: order.index(next(iter(it[0]))))
    for index, (document, statement) in enumerate(parsed):
        # Blank lines are kept around comments only, and not below a header.
        above = statement.above if any(statement.above) else ()
        if not index:
            above = tuple(itertools.dropwhile(lambda line: not line, above))
        yield _entry(document, statement._replace(above=above), kept)


def _entry(document: TOMLDocument, statement: Statement, kept: Sequence[str]) -> Statement:
    """Return a key with its value in normal form, apart from the comment behind it.

    The values of the keys `kept` keep their spelling.
    """
    (key,) = document
    item = document.item(key)  # `document[key]` is a plain bool, without its comment.
    if isinstance(item, Table | OutOfOrderTableProxy):
        return statement  # A dotted key.
    comment = item.trivia.comment
    if not isinstance(item, Array):
        value = item if key in kept else normal_value(key, item)
        return statement._replace(text=f"{key} = {value_text(value)}", comment=comment)
    parts = list(elements(item.as_string()))
    normal = [
        part._replace(text=value_text(normal_value(key, value)))
        for part, value in zip(parts, item, strict=False)
    ]
    is_long = "\n" in item.as_string()
    text = list_assignment(key, [*normal, parts[-1]], is_long=is_long)
    return statement._replace(text=text, comment=comment)
