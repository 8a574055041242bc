"""Writes the output of a command to a file or to stdout."""

from __future__ import annotations

from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.atomic_file import make_private_folder, open_replacement
from hiptimer.foundation.signals import BROKEN_PIPE, exit_code
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def takes_output(
    metavar: str, default: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command the option for its output file; without `default` required."""
    # To click, a default of None is a value like any other, and nothing is missing.
    defaults: dict[str, Any] = {} if default is None else {"default": default}
    return click.option(
        "-o",
        "--output",
        **defaults,
        required=default is None,
        show_default=True,
        type=click.Path(),
        metavar=metavar,
        help="Output file; an existing one is replaced when the new one is complete. - is stdout.",
    )


def write_output(
    context: click.Context, output: str, pieces: Iterable[bytes], *, makes_folder: bool = False
) -> None:
    """Write to stdout, or to a file that only the person may read.

    Raises:
        BadInput: it cannot be written.

    """
    path = Path(output)
    try:
        if output == "-":
            for piece in pieces:
                click.echo(piece, nl=False)
            return
        if makes_folder:
            make_private_folder(path.parent)
        # A bare file may take less than it is given.
        with open_replacement(path, is_private=True) as file, BufferedWriter(file) as buffered:
            buffered.writelines(pieces)
    except BrokenPipeError:
        context.exit(exit_code(BROKEN_PIPE))
    except OSError as error:
        raise BadInput(printable(f"{output} cannot be written: {reason(error)}")) from None
