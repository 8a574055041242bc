"""Runs the attempts of one module in child processes, and detects those that fail, hang or die."""

from __future__ import annotations

import json
import math
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from tests.fuzzing import LONGEST_ATTEMPT_SECONDS, MOST_MEMORY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

# Limits the output of a module in which everything fails.
MOST_FAILURES = 10
# The time limit for a child to load the program.
_LONGEST_START_SECONDS = 60.0
_LONGEST_DUMP_SECONDS = 5.0
_PIPE_BYTES = 65536
# A child writes only to a temporary folder, never to the user's own diary.
_FOLDERS = ("TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed attempt, with its traceback or another description."""

    number: int
    what: str


@dataclass
class Tally:
    """The results of a module: the number of attempts, and the failures in order."""

    attempts: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one attempt."""

    attempt_seconds: float = LONGEST_ATTEMPT_SECONDS
    memory_bytes: int = MOST_MEMORY_BYTES


_LIMITS = Limits()


def run(
    module: Path,
    seed: int,
    seconds: float,
    *,
    limits: Limits = _LIMITS,
    only: int | None = None,
) -> Tally:
    """Return the results of the attempts of `module` within `seconds`, or of number `only` alone.

    A child that hangs or dies is replaced by another, which continues with the next attempt.
    """
    began = time.monotonic()
    following = _Run(module, seed, began + seconds if only is None else math.inf, limits)
    if only is not None:
        following.child(only, only)
    else:
        number = 0
        while not following.is_over:
            number = following.child(number, None) + 1
    following.tally.seconds = time.monotonic() - began
    return following.tally


@dataclass
class _Run:
    module: Path
    seed: int
    ends: float
    limits: Limits
    tally: Tally = field(default_factory=Tally)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends or len(self.tally.failures) >= MOST_FAILURES

    def child(self, first: int, last: int | None) -> int:
        """Count the attempts of one child; return the number of its last one."""
        reading, writing = os.pipe()
        arguments = [writing, self.module, self.seed, self.limits.memory_bytes, first]
        if last is not None:
            arguments.append(last)
        with (
            tempfile.TemporaryFile() as errors,
            tempfile.TemporaryDirectory() as folder,
            os.fdopen(reading, "rb", 0) as pipe,
        ):
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzzing.child", *map(str, arguments)],
                pass_fds=[writing],
                env={**os.environ, **dict.fromkeys(_FOLDERS, folder)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
            os.close(writing)
            try:
                number, wrong = self._follow(child, pipe, first)
            finally:
                child.kill()
                child.wait()
            if wrong:
                errors.seek(0)
                dump = errors.read().decode(errors="replace")
                self.tally.failures.append(Failure(number, f"{wrong}\n{dump}"))
        return number

    def _follow(
        self, child: subprocess.Popen[bytes], pipe: IO[bytes], first: int
    ) -> tuple[int, str]:
        """Return the number of the last attempt, and what ended the child during it, if so.

        A silent child may hang; that is detected even if the time is up.
        """
        number, waits_seconds, unfinished = first, _LONGEST_START_SECONDS, b""
        while not (self.is_over and unfinished == b""):
            if not select.select([pipe], [], [], waits_seconds)[0]:
                _dump(child)
                return number, f"hangs: no end after {waits_seconds:g} s"
            waits_seconds = self.limits.attempt_seconds
            *lines, unfinished = (unfinished + pipe.read(_PIPE_BYTES)).split(b"\n")
            if not lines:
                code = child.wait()
                return number, f"the process died: {_cause(code)}" if code else ""
            for line in lines:
                number, failed = json.loads(line)
                if failed:
                    self.tally.failures.append(Failure(number, failed))
                else:
                    self.tally.attempts += 1
        return number, ""


def _dump(child: subprocess.Popen[bytes]) -> None:
    """End a child that hangs, with a signal that makes it write its traceback."""
    child.send_signal(signal.SIGABRT)
    try:
        child.wait(_LONGEST_DUMP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def _cause(code: int) -> str:
    return f"exit code {code}" if code > 0 else signal.Signals(-code).name
