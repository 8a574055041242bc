"""What the screen writes to a terminal that takes nothing, as after Ctrl+S.

Textual writes in a thread of its own, but once thirty writes wait the next one holds up the
program, and with it the workout, which would take that for a sleep of the machine.
"""

from __future__ import annotations

from textual.drivers import _writer_thread


def let_writes_wait() -> None:
    """Let as many writes wait as there are, from the next start of a screen on.

    They come to some ten kilobytes a second, and are made up for at once when the terminal goes on.
    """
    # A queue that may hold nothing holds everything. Textual has no setting for it.
    vars(_writer_thread)["MAX_QUEUED_WRITES"] = 0
