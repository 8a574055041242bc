"""Commands whose streams are closed or full, or have lost their reader."""

from __future__ import annotations

import os
import pty
import shlex
import signal
import subprocess
import sys
import termios
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import RawIOBase
from select import select
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation.signals import SignaledToEnd
from hiptimer.foundation.streams import EscapingStream, StandardStream
from tests.conftest import slow
from tests.diary.days import whole_workout
from tests.programs import SHORT_CIRCUIT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import ReadableBuffer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell and a pseudo-terminal")

NO_TEMPO = """
[[exercise]]
name = "March"
reps = 3
"""
COMMANDS = ("list", "list --json", "schema", "history", "export --format json", "report -o -")
RUN = "run ./short.toml --sound off --voice off --speed 50"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "short.toml").write_text(SHORT_CIRCUIT + NO_TEMPO)
    whole_workout(tmp_path / ".local" / "share" / "hiptimer")
    return tmp_path


def run_in_shell(home: Path, line: str) -> tuple[int, str, str]:
    """Return the exit code of a line for bash, in which `%` is hiptimer, and what was written."""
    program = shlex.join((sys.executable, "-m", "hiptimer"))
    ended = subprocess.run(
        ["bash", "-c", line.replace("%", program)],
        env=environment(home) | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("command", [COMMANDS[0], *slow(*COMMANDS[1:])])
def test_a_closed_pipe_ends_a_command_quietly(home: Path, command: str) -> None:
    line = f"% {command} | true; exit ${{PIPESTATUS[0]}}"
    assert run_in_shell(home, line) == (128 + signal.SIGPIPE, "", "")


def test_a_closed_pipe_saves_the_workout(home: Path) -> None:
    run = RUN.replace(" --speed 50", "")
    line = f"% {run} < <(sleep 20 2>/dev/null) | head -n 3; echo ${{PIPESTATUS[0]}}"
    code, stdout, stderr = run_in_shell(home, line)
    assert (code, stderr) == (0, "`hiptimer resume` continues where you were.\n")
    assert stdout.splitlines()[3:] == ["141"]


@pytest.mark.parametrize("command", [COMMANDS[0], *slow(*COMMANDS[1:], RUN)])
@pytest.mark.parametrize(
    ("redirection", "reason"),
    [(">&-", "bad file descriptor"), (">/dev/full", "no space left on device")],
)
def test_a_failed_write_is_reported_on_stderr(
    home: Path, command: str, redirection: str, reason: str
) -> None:
    said = f"stdout cannot be written: {reason}\n"
    assert run_in_shell(home, f"% {command} {redirection}") == (1, "", said)


@pytest.mark.parametrize("redirection", ["2>&-", *slow("2>/dev/full", "2> >(true)")])
def test_messages_that_cannot_be_written_change_nothing(home: Path, redirection: str) -> None:
    assert run_in_shell(home, f"% check ./none.toml {redirection}") == (2, "", "")
    code, stdout, _ = run_in_shell(home, f"% list {redirection}")
    assert (code, "whitt-hip-flexor" in stdout) == (0, True)


def test_no_file_gets_the_number_of_a_closed_stream(home: Path) -> None:
    code, _, _ = run_in_shell(home, f"% {RUN.replace('--speed 50', '--fit 1s')} <&- >&- 2>&-")
    assert code == 2
    assert run_in_shell(home, "% export --format json -o backup.json <&- >&- 2>&-")[0] == 0
    assert run_in_shell(home, "% import backup.json") == (
        0,
        "0 workouts imported; already in the diary: 1\n",
        "",
    )


@pytest.mark.parametrize("redirection", ["<&-", *slow("< /dev/null", "0> nothing")])
def test_a_workout_without_input_runs_to_its_end(home: Path, redirection: str) -> None:
    code, stdout, stderr = run_in_shell(home, f"% {RUN} {redirection}")
    assert (code, stderr) == (0, "")
    assert "Squat: planned 1 × about 5s, done 5s" in stdout
    assert "March: planned" in stdout


def test_an_invalid_byte_does_not_end_the_commands(home: Path) -> None:
    run = RUN.replace(" --speed 50", "")
    code, stdout, stderr = run_in_shell(home, f"printf '\\377\\nq\\ne\\n' | % {run}")
    assert (code, stderr) == (1, "")
    assert "efforts done" in stdout


LONGEST_SILENCE_SECONDS = 60.0


@dataclass
class TerminalProgram:
    """A program on its own terminal, and its output there."""

    program: subprocess.Popen[bytes]
    other_end: int
    shown: bytes = b""
    modes: list[object] = field(default_factory=list)

    def wait_for(self, text: bytes) -> None:
        while text not in self.shown:
            self.read()

    def read(self) -> bool:
        """Read on, and return whether anything may come."""
        assert select([self.other_end], [], [], LONGEST_SILENCE_SECONDS)[0], self.shown[-500:]
        try:
            chunk = os.read(self.other_end, 65536)
        except OSError:
            return False
        self.shown += chunk
        return bool(chunk)

    def wait(self) -> int:
        while self.read():
            pass
        return self.program.wait(20)


@contextmanager
def on_terminal(home: Path, *arguments: str) -> Iterator[TerminalProgram]:
    """Start hiptimer on a terminal, its stderr in the file `stderr`."""
    other_end, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    with (home / "stderr").open("wb") as stderr:
        program = subprocess.Popen(
            [sys.executable, "-m", "hiptimer", *arguments],
            env=environment(home) | {"TERM": "xterm"},
            stdin=terminal,
            stdout=terminal,
            stderr=stderr,
            start_new_session=True,
        )
    seen = TerminalProgram(program, other_end)
    seen.modes = list(termios.tcgetattr(terminal))
    try:
        yield seen
        if program.returncode is not None:
            assert termios.tcgetattr(terminal) == seen.modes
    finally:
        program.kill()
        program.wait()
        os.close(terminal)
        os.close(other_end)


WORKOUT = ("run", "whitt-hip-flexor", "--sound", "off", "--voice", "off")


def test_redirecting_stderr_does_not_change_the_view(home: Path) -> None:
    with on_terminal(home, *WORKOUT) as seen:
        seen.wait_for(b"\x1b[?1049h")
        seen.wait_for(b"Quit")
        assert (home / "stderr").read_bytes() == b""


@pytest.mark.parametrize("number", [signal.SIGQUIT, *slow(signal.SIGUSR1, signal.SIGUSR2)])
def test_a_fatal_signal_restores_the_terminal_first(home: Path, number: signal.Signals) -> None:
    with on_terminal(home, *WORKOUT) as seen:
        seen.wait_for(b"Quit")
        seen.program.send_signal(number)
        seen.wait_for(b"\x1b[?1049l")
        assert seen.program.wait(20) == -number
    assert b"Traceback" not in (home / "stderr").read_bytes()


def test_a_closed_terminal_ends_line_mode_quietly(home: Path) -> None:
    other_end, terminal = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "hiptimer", *WORKOUT, "--plain"],
        env=environment(home),
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    while b"Get ready" not in shown:
        shown += os.read(other_end, 65536)
    os.close(other_end)
    _, stderr = program.communicate(timeout=30)
    assert (program.returncode, stderr) == (
        128 + signal.SIGHUP,
        b"`hiptimer resume` continues where you were.\n",
    )


class FailingStream(RawIOBase):
    """A stream on which every write fails with `error`."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _data: ReadableBuffer, /) -> int:
        raise self._error


def test_a_lost_reader_is_reported_once() -> None:
    output = StandardStream(FailingStream(BrokenPipeError(32, "Broken pipe")), is_stdout=True)
    printed = EscapingStream(output, "utf-8", line_buffering=True)
    with pytest.raises(SignaledToEnd):
        print("first", file=printed)
    print("second", file=printed, flush=True)


def test_text_that_the_encoding_lacks_is_escaped_and_bytes_are_not(tmp_path: Path) -> None:
    with (tmp_path / "printed").open("wb", buffering=0) as raw:
        printed = EscapingStream(
            StandardStream(raw, is_stdout=True), "latin-1", line_buffering=True
        )
        print("é → \x1b", file=printed)
        printed.buffer.write(b"\x1b")
        printed.flush()
    assert (tmp_path / "printed").read_bytes() == b"\xe9 \\u2192 \\u001b\n\x1b"
