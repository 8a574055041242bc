"""The signals by which a system asks a program to end, and the exit code that tells of one."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ENDING = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""As far as this system has them."""


class SignalledToLeave(Exception):
    """The system asked the program to end, by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def raised() -> Iterator[None]:
    """Raise SignalledToLeave wherever the main thread is when one of `ENDING` arrives."""
    before = {number: signal.signal(number, _leave) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def exit_code(number: int) -> int:
    """Return the exit code of a program that signal `number` ended."""
    return 128 + number


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SignalledToLeave(number)
