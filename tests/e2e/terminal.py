"""A real terminal: a shell inside a separate tmux server."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 20.0
POLL_SECONDS = 0.05


class Terminal:
    """A shell whose keys are pressed and whose screen is read; it starts in its home, `folder`."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.folder = folder
        self._environment = {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "TMUX_TMPDIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "PS1": "ready> ",
        }
        size = ("-x", str(width), "-y", str(height))
        self._tmux("-f", "/dev/null", "new-session", "-d", "-c", str(folder), *size, "sh", "-i")
        self.wait_for("ready>")

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("tmux") is not None

    def _tmux(self, *arguments: str) -> str:
        command = ("tmux", "-L", "hiptimer-test", *arguments)
        run = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=True, timeout=20
        )
        return run.stdout

    def close(self) -> None:
        self._tmux("kill-server")

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def enter(self, line: str) -> None:
        self._tmux("send-keys", "-l", line)
        self.press("Enter")

    def start(self, *arguments: str, then: str = "", module: str = "hiptimer") -> None:
        """Start hiptimer; its exit code is printed at the end, its process id saved in a file."""
        program = shlex.join((sys.executable, "-m", module, *arguments))
        self.enter(f"clear; sh -c 'echo $$ > pid; exec {program}' {then}; echo exit=$?")

    def process_id(self) -> int:
        return int((self.folder / "pid").read_text())

    def text(self) -> str:
        return self._tmux("capture-pane", "-p")

    def styled_text(self) -> str:
        """Return the screen with the escape sequences of its colors."""
        return self._tmux("capture-pane", "-e", "-N", "-p")

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def close_window(self) -> None:
        """Close the window while the program runs in it."""
        self._tmux("new-window", "-d")
        self._tmux("kill-window", "-t", ":0")

    def is_restored(self) -> bool:
        """Return whether the terminal is restored: no alternate screen, mouse or raw mode."""
        flags = "#{alternate_on}#{mouse_any_flag}#{cursor_flag}"
        return self._tmux("display-message", "-p", flags).strip() == "001"

    def wait_for(self, *texts: str, gone: str = "") -> str:
        """Return the screen as soon as it contains all `texts` and not `gone`."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            shown = self.text()
            if all(text in shown for text in texts) and (not gone or gone not in shown):
                return shown
            time.sleep(POLL_SECONDS)
        raise AssertionError(f"{texts} did not come (or {gone!r} did not go):\n{self.text()}")


@contextmanager
def terminal(folder: Path, width: int = 80, height: int = 24) -> Iterator[Terminal]:
    """Open a terminal, and close it with everything in it."""
    shell = Terminal(folder, width, height)
    try:
        yield shell
    finally:
        shell.close()
