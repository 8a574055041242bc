"""The sound of a workout while the terminal accepts no output, as after Ctrl+S."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
import time
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.programs import environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

PREPARE_SECONDS = 2.0
EXERCISES = 6
EXERCISE_SECONDS = 4.0
"""Two reps of 1.5 seconds and the rest after them."""

OPENING = """
title = "Many short rests"
prepare = "2s"
rest_between_exercises = "1s"
"""
EXERCISE = """
[[exercise]]
name = "Climber {number}"
reps = 2
tempo = [["drive", "0.5s"], ["stay", "0.5s"], ["return", "0.5s"]]
"""
DRIVES = [
    EXERCISE_SECONDS * exercise + 1.5 * rep for exercise in range(EXERCISES) for rep in (0, 1)
]
"""When each rep begins, from the first on."""

BLOCKED_AFTER_SECONDS = 4.0
BLOCKED_SECONDS = 14.0
OFF_AT_MOST = 0.15
"""Seconds. A delay by the terminal would be seconds; the machine may be busy with other tests."""


class Screen:
    """A terminal whose output can be stopped; `began` is the moment of the first output."""

    def __init__(self) -> None:
        self._other_end, self.terminal = os.openpty()
        termios.tcsetwinsize(self.terminal, (24, 80))
        self.began: float | None = None
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        # Reading from a closed terminal fails on Linux, and returns nothing elsewhere.
        while self._chunk():
            self.began = self.began or time.monotonic()

    def _chunk(self) -> bytes:
        try:
            return os.read(self._other_end, 65536)
        except OSError:
            return b""

    def stop(self) -> None:
        termios.tcflow(self.terminal, termios.TCOOFF)

    def resume(self) -> None:
        termios.tcflow(self.terminal, termios.TCOON)

    def close(self) -> None:
        os.close(self.terminal)
        self._reader.join(5)
        os.close(self._other_end)


def reps_heard(audible: SoundServer, circuit: Path) -> list[float]:
    """Return the moment of each rep that was heard, minus its planned time."""
    screen = Screen()
    with audible.record() as recording:
        program = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "hiptimer",
                "run",
                str(circuit),
                "--sound",
                "miniaudio",
                "--voice",
                "off",
            ],
            stdin=screen.terminal,
            stdout=screen.terminal,
            stderr=screen.terminal,
            env=environment(circuit.parent) | audible.environment | {"TERM": "xterm-256color"},
            start_new_session=True,
        )
        try:
            recording.wait_until(lambda: screen.began)
            assert screen.began
            blocked = screen.began + BLOCKED_AFTER_SECONDS
            recording.wait_for(blocked)
            screen.stop()
            recording.wait_for(blocked + BLOCKED_SECONDS)
            screen.resume()
            recording.wait_for(screen.began + PREPARE_SECONDS + DRIVES[-1] + 3.0)
        finally:
            screen.resume()
            program.kill()
            program.wait()
            screen.close()
        # The second rep, 1.5 s after the first, sounds the same.
        first = recording.find("drive", screen.began + PREPARE_SECONDS + 0.4, within=1.0)
        assert first
        found = [recording.find("drive", first.moment + at, within=0.15) for at in DRIVES]
    return [it.moment - at for it, at in zip(found, DRIVES, strict=True) if it]


def test_a_blocked_terminal_does_not_move_any_cue(audible: SoundServer, tmp_path: Path) -> None:
    circuit = tmp_path / "circuit.toml"
    exercises = "".join(EXERCISE.format(number=number) for number in range(EXERCISES))
    circuit.write_text(OPENING + exercises)

    def attempt() -> None:
        moments = reps_heard(audible, circuit)
        assert len(moments) == len(DRIVES)
        assert max(abs(moment - median(moments)) for moment in moments) < OFF_AT_MOST

    audible.once_more_if_the_machine_stalls(attempt)
