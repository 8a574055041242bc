"""The signals by which a system asks a program to end, and the exit code that tells of one."""

from __future__ import annotations

import signal

ENDING = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""As far as this system has them."""


def exit_code(number: int) -> int:
    """Return the exit code of a program that signal `number` ended."""
    return 128 + number
