"""A program that dies in the middle of a workout, and the one that resumes it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.records import Outcome
from hiptimer.foundation.clock import date_and_time
from hiptimer.session.resuming import last_interrupted
from tests.diary.days import only_details, recorded
from tests.e2e.terminal import Terminal, terminal
from tests.programs import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.session.resuming import Resumable

pytestmark = pytest.mark.e2e

WITHIN_SECONDS = 1.1
ALTERNATE_SCREEN = b"\x1b[?1049h"
"""What a full screen writes first."""

CIRCUIT = """
title = "Two sides"
prepare = "1s"
switch = "1s"
rest_between_exercises = "1s"

[[exercise]]
name = "Lunge"
time = "1s"
sides = "each"

[[exercise]]
name = "Climber"
reps = 30
tempo = { drive = "1s", return = "2s" }
"""


@pytest.fixture
def home() -> Iterator[Path]:
    # A socket's path must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    (folder / "two.toml").write_text(CIRCUIT)
    yield folder
    shutil.rmtree(folder)


def data(home: Path) -> Path:
    return home / ".local" / "share" / "hiptimer"


def interrupted_in(home: Path) -> Resumable:
    found = last_interrupted(data(home), date_and_time())
    assert found
    return found


@contextmanager
def run_in_lines(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run hiptimer in line mode, with a pipe as its keyboard."""
    program = subprocess.Popen(
        [sys.executable, "-m", "hiptimer", *arguments, "--plain", "--sound", "off"],
        cwd=home,
        env=environment(home) | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def read_until(program: subprocess.Popen[str], words: str) -> str:
    """Return the first line that has `words` in it, as soon as it is written."""
    assert program.stdout
    for line in program.stdout:
        if words in line:
            return line
    raise AssertionError(f"it ended before {words!r}")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_a_killed_workout_resumes_at_the_same_rep(home: Path, number: int) -> None:
    with run_in_lines(home, "run", "./two.toml") as program:
        line = read_until(program, "rep 2 of 30: drive")
        began_at = time.monotonic()
        time.sleep(1.5)
        program.send_signal(number)
        elapsed = 3.0 + time.monotonic() - began_at
        program.wait(10)
    assert re.match(r" +\d+:\d\d  rep 2 of 30: drive", line)
    found = interrupted_in(home)
    assert found.interrupted.place.elapsed == pytest.approx(elapsed, abs=WITHIN_SECONDS)
    assert (found.interrupted.coming.title, found.interrupted.coming.side) == ("Climber", None)
    with run_in_lines(home, "resume") as program:
        assert "Resuming: Two sides, set 1, Climber" in read_until(program, "Resuming")
        assert "get into position: Climber" in read_until(program, "get into position")
        # Enter skips the lead-in.
        assert program.stdin
        program.stdin.write("\n")
        program.stdin.flush()
        # The rep that was interrupted, from its beginning.
        first = read_until(program, "rep ")
        assert "rep 2 of 30: drive" in first
        second = run_elsewhere(home)
        assert second.returncode == 2
        assert "it is still running in another window" in second.stderr
        program.stdin.write("q\ne\n")
        program.stdin.flush()
        assert "2 of 3 efforts complete" in read_until(program, "Ended early after")
        assert program.wait(10) == 1
    details = only_details(data(home))
    assert details.workout.outcome is Outcome.STOPPED
    nothing = run_elsewhere(home)
    assert nothing.returncode == 2
    assert nothing.stderr.startswith("no saved workout to resume")


def run_elsewhere(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hiptimer", "resume", "--plain", "--sound", "off"],
        env=environment(home) | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_killed_rehearsal_is_not_recorded(home: Path) -> None:
    with run_in_lines(home, "run", "./two.toml", "--speed", "2") as program:
        read_until(program, "rep 1 of 30")
    assert not data(home).exists()


@pytest.fixture
def shell(home: Path) -> Iterator[Terminal]:
    if not Terminal.is_installed():
        pytest.skip("tmux is not installed")
    with terminal(home) as shell:
        shell.enter(f"cd {home}; export PYTHONPATH={Path(__file__).parents[2]}")
        yield shell


def kill(shell: Terminal) -> None:
    subprocess.run(["kill", "-9", str(shell.process_id())], check=True)
    shell.wait_for("exit=137")
    # The dead program leaves its screen behind, in a terminal that does not accept Enter.
    shell.press(*"reset", "C-j")
    shell.wait_for("ready>", gone="exit=137")


def test_on_the_full_screen_a_killed_workout_resumes_at_the_same_rep(
    shell: Terminal, home: Path
) -> None:
    shell.start("run", "./two.toml", "--sound", "off")
    shell.wait_for("of 30")
    time.sleep(3.5)
    kill(shell)
    place = interrupted_in(home).interrupted.place
    assert 3.0 <= place.elapsed <= 8.0
    rep = int(place.elapsed // 3) + 1
    shell.start("resume", "--sound", "off")
    shell.wait_for("resuming", "Climber")
    shell.press("Enter")
    shell.wait_for("of 30", gone="resuming")
    kill(shell)
    assert int(interrupted_in(home).interrupted.place.elapsed // 3) + 1 == rep


def test_the_library_offers_and_resumes_an_interrupted_workout(shell: Terminal, home: Path) -> None:
    shell.start("run", "./two.toml", "--sound", "off")
    shell.wait_for("of 30")
    kill(shell)
    shell.start()
    shell.wait_for("Resume your workout?", "Two sides, set 1, Climber · just now")
    shell.press("Enter")
    shell.wait_for("GET READY", "Climber")
    shell.press("q")
    shell.wait_for("Stop the workout?")
    shell.press("e")
    shell.wait_for("Ended early after")
    shell.press("Enter")
    shell.wait_for("Whitt")
    shell.press("q")
    shell.wait_for("exit=0")
    (workout,) = recorded(data(home))
    assert workout.outcome is Outcome.STOPPED
    assert workout.started_at < datetime.now(UTC)


def test_closing_the_terminal_saves_the_workout_for_resuming(shell: Terminal, home: Path) -> None:
    shell.start("run", "./two.toml", "--sound", "off")
    shell.wait_for("WORK", gone="GET READY")
    process = Path(f"/proc/{shell.process_id()}")
    shell.close_window()
    until = time.monotonic() + 10
    while process.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert interrupted_in(home).interrupted.workout.outcome is Outcome.UNFINISHED


@contextmanager
def lost_terminal(home: Path, shown: bytes) -> Iterator[subprocess.Popen[bytes]]:
    """Run a workout on a terminal that closes without a signal once `shown` is on the screen."""
    mine, its = os.openpty()
    termios.tcsetwinsize(its, (24, 80))
    # A terminal that controls no process sends no signal when it closes, like a lost connection.
    with subprocess.Popen(
        [sys.executable, "-m", "hiptimer", "run", "foam-rolling", "--sound", "off"],
        stdin=its,
        stdout=its,
        stderr=its,
        # Output that cannot be written at the end must not change the exit code.
        env=environment(home) | {"TERM": "xterm-256color", "PYTHONUNBUFFERED": ""},
        start_new_session=True,
    ) as program:
        os.close(its)
        screen = b""
        while shown not in screen:
            screen += os.read(mine, 65_536)
        os.close(mine)
        try:
            yield program
        finally:
            program.kill()


def test_a_terminal_lost_without_a_signal_saves_the_workout_too(home: Path) -> None:
    with lost_terminal(home, b"GET READY") as program:
        assert program.wait(20) == 128 + signal.SIGHUP
    assert interrupted_in(home).interrupted.workout.outcome is Outcome.UNFINISHED


def test_a_terminal_lost_before_the_first_screen_ends_the_program(home: Path) -> None:
    with lost_terminal(home, ALTERNATE_SCREEN) as program:
        assert program.wait(20) == 128 + signal.SIGHUP
