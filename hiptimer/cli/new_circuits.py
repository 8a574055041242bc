"""Writes a new circuit for a command, or reports why it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.template import argument_for, new_circuit

if TYPE_CHECKING:
    from hiptimer.library.loading import Entry


def create_circuit(title: str, source: Entry | None = None, text: str | None = None) -> None:
    """Write a circuit, see `new_circuit`, and print where it is and how to continue.

    Raises:
        BadInput: it cannot be written.

    """
    try:
        path = new_circuit(title, source, text)
    except FileExistsError as error:
        taken = printable(str(error.filename))
        raise BadInput(f"{taken} already exists; choose another name") from None
    except OSError as error:
        raise BadInput(printable(f"{error.filename} cannot be written: {reason(error)}")) from None
    except (ValueError, FaultyFile) as error:
        raise BadInput(str(error)) from None
    name = argument_for(path.stem)
    click.echo(
        f"{printable(str(path))}\nEdit it: hiptimer edit {name}\nStart it: hiptimer run {name}"
    )
