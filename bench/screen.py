"""Measures the full screen: processor time and output during a workout, and the first frame.

    python bench/screen.py [SECONDS]

Linux only: processor time is read from /proc. Each program starts once before it is measured, so
that Python has its bytecode. The first frame is compared with that of a minimal
Textual program; the starts of both are interleaved.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ((80, 24), (200, 60))
STARTS = 10
PATIENCE_SECONDS = 20.0
# The exercise with the fastest movement, without a pause before it.
PULSES = ("--with", "pulses.time=30s", "--prepare", "0s")

BARE = (
    "from textual.app import App\n"
    "from textual.widgets import Label\n"
    "class Bare(App):\n"
    "    def compose(self):\n"
    "        yield Label('first frame')\n"
    "Bare().run()\n"
)
PROGRAMS = {
    "bare Textual": (["-c", BARE], b"first frame"),
    "library, first frame": (["-m", "hiptimer"], b"hiptimer"),
    "library, circuits listed": (["-m", "hiptimer"], b"Whitt"),
    "workout": (
        ["-m", "hiptimer", "run", "whitt-hip-flexor", "--sound", "off", "--voice", "off"],
        b"GET READY",
    ),
}


class OnTerminal:
    """A Python program on its own terminal."""

    def __init__(self, arguments: list[str], columns: int, rows: int, home: str) -> None:
        self._terminal, inside = pty.openpty()
        self._set_size(columns, rows)
        environment = os.environ | {"HOME": home, "TERM": "xterm-256color"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment,
            start_new_session=True,
        )
        os.close(inside)
        self.output = b""

    def read_until(self, moment: float, marker: bytes | None = None) -> None:
        """Read the output until `moment`, or until it contains `marker`."""
        while (remaining := moment - time.monotonic()) > 0:
            if select.select([self._terminal], [], [], remaining)[0]:
                try:
                    self.output += os.read(self._terminal, 65536)
                except OSError:
                    return  # Linux raises this when the last writer has closed the terminal.
            if marker and marker in self.output:
                return
        assert not marker, f"{marker!r} was not written:\n{self.output[-2000:]!r}"

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and tell the program."""
        self._set_size(columns, rows)
        # The system sends the signal only to processes that the terminal controls.
        self._process.send_signal(signal.SIGWINCH)

    def _set_size(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    @property
    def is_running(self) -> bool:
        """Whether the program is still running."""
        return self._process.poll() is None

    def resident_megabytes(self) -> float:
        """Return the current memory of the program."""
        return self._memory("VmRSS")

    def peak_megabytes(self) -> float:
        """Return the peak memory of the program."""
        return self._memory("VmHWM")

    def _memory(self, field: str) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(field))
        return int(line.split()[1]) / 1024

    def press(self, key: bytes) -> None:
        """Send the bytes of a key."""
        os.write(self._terminal, key)

    def processor_seconds(self) -> float:
        """Return the processor time of the program so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """End the program and close the terminal."""
        self._process.send_signal(signal.SIGTERM)
        while self._process.poll() is None:
            # A program that writes to an unread terminal blocks and does not end.
            self.read_until(time.monotonic() + 0.05)
        os.close(self._terminal)


@contextmanager
def on_terminal(arguments: list[str], columns: int = 80, rows: int = 24) -> Iterator[OnTerminal]:
    """Run a Python program on a terminal, with an empty home."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        program = OnTerminal(arguments, columns, rows, home)
        try:
            yield program
        finally:
            program.end()


class Start(NamedTuple):
    """A start of a program: until its marker was on the screen, and its memory a second later."""

    milliseconds: float
    processor_milliseconds: float
    resident_megabytes: float


def median_starts() -> dict[str, Start]:
    """Return the medians of the starts of each program."""
    found: dict[str, list[Start]] = {name: [] for name in PROGRAMS}
    for number in range(STARTS + 1):
        for name, (arguments, marker) in PROGRAMS.items():
            with on_terminal(arguments) as program:
                program.read_until(program.started + PATIENCE_SECONDS, marker)
                milliseconds = (time.monotonic() - program.started) * 1000
                spent = program.processor_seconds() * 1000
                program.read_until(time.monotonic() + 1)
                start = Start(milliseconds, spent, program.resident_megabytes())
            if number:
                found[name].append(start)
    return {
        name: Start(*map(statistics.median, zip(*starts, strict=True)))
        for name, starts in found.items()
    }


def costs(
    seconds: float, columns: int, rows: int, *options: str, key: bytes = b""
) -> tuple[float, float]:
    """Return the percentage of a core, and the bytes per second, of a workout under way."""
    arguments, _ = PROGRAMS["workout"]
    with on_terminal([*arguments, *options], columns, rows) as program:
        program.read_until(program.started + PATIENCE_SECONDS, b"to go")
        program.press(key)
        program.read_until(time.monotonic() + 3)
        spent, written, began = program.processor_seconds(), len(program.output), time.monotonic()
        program.read_until(began + seconds)
        passed = time.monotonic() - began
        share = 100 * (program.processor_seconds() - spent) / passed
        return share, (len(program.output) - written) / passed


def main() -> None:
    """Print all figures."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 25.0
    for columns, rows in SIZES:
        for option in ("--no-figure", "--figure"):
            share, rate = costs(seconds, columns, rows, *PULSES, option)
            what = f"{columns}×{rows}, {option.lstrip('-')}"
            print(f"running, {what}: {share:.2f} % of a core, {rate:.0f} bytes/s")
    share, rate = costs(seconds, 80, 24, *PULSES, key=b" ")
    print(f"paused, 80×24: {share:.2f} % of a core, {rate:.0f} bytes/s")
    starts = median_starts()
    bare = starts["bare Textual"]
    for name, start in starts.items():
        print(
            f"{name}: {start.milliseconds:.0f} ms ({start.milliseconds / bare.milliseconds:.2f} × "
            f"bare Textual), {start.processor_milliseconds:.0f} ms on the processor "
            f"({start.processor_milliseconds / bare.processor_milliseconds:.2f} ×), "
            f"{start.resident_megabytes:.0f} MB"
        )


if __name__ == "__main__":
    main()
