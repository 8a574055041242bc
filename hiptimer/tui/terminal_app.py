"""The app and its terminal: signals, visits to the shell, and a terminal that closes."""

from __future__ import annotations

import asyncio
import contextlib
import signal

from hiptimer.foundation.signals import ENDING, exit_code
from hiptimer.foundation.terminal import is_connected
from hiptimer.tui.input_app import InputApp
from hiptimer.tui.terminal_output import ScreenDriver


class TerminalApp(InputApp[int]):
    """An app that ends with its terminal, or by signal n with the exit code 128 + n."""

    def listen_for_signals(self) -> None:
        """Handle signals from now on."""
        loop = asyncio.get_running_loop()
        # Windows has no such handlers; there, a signal ends the program by default.
        with contextlib.suppress(NotImplementedError):
            for number in ENDING:
                loop.add_signal_handler(number, self.end_by_signal, number)
            if isinstance(self._driver, ScreenDriver):
                # Textual's own handler may run in the middle of a write, and then blocks.
                loop.add_signal_handler(signal.SIGCONT, self._driver.return_from_stop)
        # After a visit to the shell, the terminal still shows the output of the shell.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def title_window(self, title: str) -> None:
        """Title the window, without the refresh of everything that Textual's own title causes."""
        if isinstance(self._driver, ScreenDriver):
            self._driver.show_title(title)

    def end_if_disconnected(self) -> None:
        """Exit if the terminal has closed without a signal."""
        if not self.is_headless and not is_connected():
            self.end_by_signal(signal.SIGHUP)

    def end_by_signal(self, number: int) -> None:
        """Exit with the code for signal `number`."""
        self.exit(return_code=exit_code(number))

    def action_interrupt(self) -> None:
        """Exit immediately, as a program does on ctrl+c."""
        self.end_by_signal(signal.SIGINT)
