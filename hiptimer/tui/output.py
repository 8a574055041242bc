"""The output of the screen: its stream, and a filter for control characters.

Textual writes in a thread of its own, but once thirty writes are pending, as after Ctrl+S, the
next one blocks the program. The workout would mistake that for a sleep of the machine.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.drivers import _writer_thread
from textual.filter import LineFilter

from hiptimer.foundation.streams import open_screen
from hiptimer.foundation.text.printable import CONTROLS

if TYPE_CHECKING:
    from textual.color import Color

if sys.platform == "win32":
    from textual.drivers.windows_driver import WindowsDriver as ScreenDriver
else:
    from textual.drivers.linux_driver import LinuxDriver

    class ScreenDriver(LinuxDriver):
        """Draws on stdout, as on Windows; Textual would draw on stderr, which may be a file."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._file = open_screen()


def let_writes_wait() -> None:
    """Remove the limit on pending writes, from the next start of a screen on.

    They amount to about ten kilobytes per second, written immediately when the terminal resumes.
    """
    # A queue of size 0 is unlimited. Textual has no setting for it.
    vars(_writer_thread)["MAX_QUEUED_WRITES"] = 0


class ShowableText(LineFilter):
    """Removes control characters, which a terminal executes instead of showing."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return `segments` without control characters."""
        return [
            Segment(CONTROLS.sub("", text), style, control)
            if not control and CONTROLS.search(text)
            else Segment(text, style, control)
            for text, style, control in segments
        ]
