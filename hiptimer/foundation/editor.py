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

from hiptimer.foundation.signals import ENDING, FROM_KEYS
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
        with _signals_deferred():
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
def _signals_deferred() -> Iterator[None]:
    """Let signals that end the program wait for the editor.

    Those of the terminal's keys, such as Ctrl+C, are only for the editor.
    """
    arrived: list[int] = []
    # An event loop would handle them later, from what they write into its descriptor.
    wakeup = signal.set_wakeup_fd(-1)
    # A handler of Python's, because the editor would inherit SIG_IGN.
    before = {it: signal.signal(it, lambda number, _: arrived.append(number)) for it in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
    for late in arrived:
        if late not in FROM_KEYS:
            signal.raise_signal(late)
