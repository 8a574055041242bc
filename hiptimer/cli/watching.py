"""Shows something again whenever a file is saved."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Final

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.file_states import file_state
from hiptimer.foundation.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hiptimer.foundation.file_states import FileState

_LOOK_SECONDS: Final = 0.25
_CLEAR: Final = b"\x1b[2J\x1b[H"


def show_at_each_save(paths: Sequence[Path], show: Callable[[], None]) -> None:
    """Call `show` now and at each change of a file at `paths`, until Ctrl+C.

    A `BadInput` that it raises is printed, and watching continues.

    Raises:
        BadInput: a file does not exist.

    """
    for path in paths:
        if file_state(path) is None:
            raise BadInput(printable(f"{path} does not exist; --watch needs a file"))
    names = printable(", ".join(map(str, paths)))
    look = threading.Event()
    shown: list[FileState | None] = []
    while True:
        states = [file_state(path) for path in paths]
        # Many editors save by moving the file away first: it is back at one of the next looks.
        if None not in states and states != shown:
            shown = states
            if sys.stdout.isatty():
                # As bytes: the text stream would escape the control sequence.
                click.echo(_CLEAR, nl=False)
            try:
                show()
            except BadInput as error:
                click.echo(error.message)
            click.echo(f"\n{date_and_time():%H:%M:%S} {names} (Ctrl+C ends)")
        try:
            look.wait(_LOOK_SECONDS)
        except KeyboardInterrupt:
            return
