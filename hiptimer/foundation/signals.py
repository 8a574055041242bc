"""The signals by which a system asks a program to end, and the matching exit codes."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


def _known(*names: str) -> tuple[signal.Signals, ...]:
    """Return the signals of these names that this system has."""
    return tuple(signal.Signals[name] for name in names if hasattr(signal, name))


KILLING = _known("SIGQUIT", "SIGUSR1", "SIGUSR2")
"""Signals that kill a program unless it handles them: it restores the terminal, then dies."""

ENDING = (*_known("SIGINT", "SIGTERM", "SIGHUP"), *KILLING)

FROM_KEYS = _known("SIGINT", "SIGQUIT")
"""Signals that a terminal sends to all programs in it when a key is pressed."""

HANGUP = 1
BROKEN_PIPE = 13
"""The numbers of SIGHUP and SIGPIPE, which not every system has by name."""


class SignaledToEnd(Exception):
    """The system asked the program to end, by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def raise_on_signals() -> Iterator[None]:
    """Raise SignalledToLeave in the main thread when one of `ENDING` arrives."""
    before = {number: signal.signal(number, _raise_to_end) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def exit_code(number: int) -> int:
    """Return the exit code of a program that signal `number` ended."""
    return 128 + number


def end_program(code: int) -> NoReturn:
    """End the program with the exit code `code`, or by the killing signal that it represents."""
    for number in KILLING:
        if code == exit_code(number):
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
    sys.exit(code)


def _raise_to_end(number: int, _frame: FrameType | None) -> None:
    raise SignaledToEnd(number)
