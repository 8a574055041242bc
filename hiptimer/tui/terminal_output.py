"""The output of the screen: its stream, and a filter for control characters.

Textual writes in a thread of its own, but once thirty writes are pending, as after Ctrl+S, the
next one blocks the program. The workout would mistake that for a sleep of the machine.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from rich.segment import Segment
from rich.style import Style
from textual.drivers import _writer_thread
from textual.filter import LineFilter

from hiptimer.foundation.streams import open_screen
from hiptimer.foundation.terminal import detect_terminal, is_connected
from hiptimer.foundation.text.printable import CONTROLS

if TYPE_CHECKING:
    from textual.color import Color

if sys.platform == "win32":
    from textual.drivers.windows_driver import WindowsDriver as SystemDriver
else:
    from textual.drivers.linux_driver import LinuxDriver

    class SystemDriver(LinuxDriver):
        """Draws on stdout, as on Windows; Textual would draw on stderr, which may be a file."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._file = open_screen()

        def _get_terminal_size(self) -> tuple[int, int]:
            """Return the true size; Textual would prefer the variables COLUMNS and LINES."""
            size = detect_terminal().size
            return size if size and all(size) else super()._get_terminal_size()

        def return_from_stop(self) -> None:
            """Take the screen again, unless the terminal has closed, which sends SIGCONT, too.

            Textual starts another thread that reads keys even if one still runs, as after a stop
            without warning (SIGSTOP). The two take keys from each other, and one may never end.
            """
            if not is_connected():
                return
            if self._key_thread is not None and self._key_thread.is_alive():
                self.suspend_application_mode()
                self._must_signal_resume = True
            if self._must_signal_resume:
                self._sigcont_application()


_BLACK: Final = 0
"""The number of black in the palette of a terminal."""
_NOT_BOLD: Final = Style(bold=False)

_SAVE_TITLE: Final = "\x1b[22;2t"
_RESTORE_TITLE: Final = "\x1b[23;2t"
"""The title of the window on a stack of the terminal (xterm control sequences, CSI t)."""


class ScreenDriver(SystemDriver):
    """A driver that can title the window, and restores its title when the screen is left."""

    _has_title = False
    _window_title = ""

    def show_title(self, title: str) -> None:
        """Show `title` as the title of the window (OSC 2)."""
        if not self._has_title:
            self._has_title = True
            self.write(_SAVE_TITLE)
        self._window_title = title
        self.write(_title(title))

    def resume_application_mode(self) -> None:
        """Take the screen again after a visit to the shell, and title the window as before."""
        super().resume_application_mode()
        if self._window_title:
            self.show_title(self._window_title)

    def stop_application_mode(self) -> None:
        """Restore the title of the window, and release the screen."""
        if self._has_title:
            self._has_title = False
            # A terminal without the stack keeps an empty title, which a shell replaces.
            self.write(_title("") + _RESTORE_TITLE)
        super().stop_application_mode()


def _title(title: str) -> str:
    return f"\x1b]2;{CONTROLS.sub('', title)}\x07"


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


class BlackText(LineFilter):
    """Removes bold from black text, which many terminals would draw in a bright black: in gray."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """Return `segments` without bold in those of the terminal's black."""
        return [
            Segment(text, style + _NOT_BOLD, control)
            if style and style.bold and style.color and style.color.number == _BLACK
            else Segment(text, style, control)
            for text, style, control in segments
        ]
