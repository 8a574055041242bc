"""Finds circuits by the names typed on the command line, and completes them in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from hiptimer.cli.bad_input import BadInput
from hiptimer.library.loading import UnknownCircuit, find, ids

if TYPE_CHECKING:
    import click

    from hiptimer.library.loading import Entry


def complete_circuit_name(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the circuits whose names begin with what is typed; for a path, files."""
    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(id_) for id_ in ids() if id_.startswith(incomplete)]


def find_entry(name: str) -> Entry:
    """Return the circuit named `name`, or the one in the file at that path.

    Raises:
        BadInput: no circuit has that name.

    """
    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None
