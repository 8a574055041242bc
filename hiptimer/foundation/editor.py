"""The person's text editor, started in the terminal of the program."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

VARIABLES: Final = ("VISUAL", "EDITOR")
_USUAL: Final = ("sensible-editor", "nano", "micro", "vim", "vi", "notepad.exe")
_SET_ONE: Final = "set VISUAL or EDITOR to a text editor, such as nano"


class NoEditor(Exception):
    """No editor could be started. Its text says why, and what to do."""


def edit(path: Path) -> None:
    """Open a file in the person's editor, and return when that has ended.

    Raises:
        NoEditor: none could be started.

    """
    command = editor_command(os.environ)
    try:
        with _interrupts_ignored():
            # The command is the person's own, and no shell reads it.
            subprocess.run([*command, str(path)], check=False)  # noqa: S603
    except OSError as error:
        words = f"the editor {printable(command[0])} cannot be started: {reason(error)}"
        raise NoEditor(f"{words}; {_SET_ONE}") from None


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the person's editor: $VISUAL, $EDITOR, or a usual one.

    Raises:
        NoEditor: the variable cannot be read as a command, or no usual editor is installed.

    """
    for variable in VARIABLES:
        if command := environment.get(variable, "").strip():
            try:
                return shlex.split(command, posix=sys.platform != "win32")
            except ValueError:
                words = f"{variable} is not a command: {printable(command)}"
                raise NoEditor(f"{words}; {_SET_ONE}") from None
    for command in _USUAL:
        if shutil.which(command, path=environment.get("PATH")):
            return [command]
    raise NoEditor(f"no text editor found; {_SET_ONE}")


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl+C, which a terminal sends to hiptimer as well as to the editor."""
    # A handler that does nothing, because the editor would inherit SIG_IGN.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
