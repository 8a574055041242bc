"""The moments of a workout that are read: how to get there, and captures at several sizes."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.ansi import AnsiDecoder

from tests.e2e.pane_picture import Pane
from tests.e2e.terminal import PATIENCE_SECONDS, Terminal
from tests.e2e.traced_program import NAME, Trace, read_trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# The five seconds that lead into an effort take 20 s at a quarter of the speed.
_PATIENCE_SECONDS = 20.0 + PATIENCE_SECONDS
_SETTLE_SECONDS = 0.1
_STARTED_SECONDS = 0.02

UNPACED = """
title = "Reps at your own pace"
prepare = "5s"
rest_between_exercises = "ready"

[[exercise]]
name = "Bridge"
reps = 12

[[exercise]]
name = "Calf raise"
sides = "each"
reps = "fatigue"
tempo = { up = "1s", lower = "9s" }
"""


class Step(NamedTuple):
    """A moment to read: the keys that lead there, and how it is recognized in a trace.

    `verb` is None if the circuit has a word of its own. `has_number` is None if only large
    terminals show one.
    """

    name: str
    keys: tuple[str, ...]
    is_reached: Callable[[Trace], bool]
    verb: str | None = None
    side: str = "LEFT"
    has_number: bool | None = True


@dataclass(frozen=True)
class Course:
    """A start of the program, and moments in their order."""

    arguments: tuple[str, ...]
    steps: tuple[Step, ...]


class Moment(NamedTuple):
    """A step at one size: what the terminal shows, and what the program meant to show."""

    step: Step
    pane: Pane
    trace: Trace

    @property
    def verb(self) -> str:
        """The verb that has to be read."""
        return self.step.verb or self.trace.parts["phase-word"].text.upper()


def _is(kind: str, after: float = 0.0) -> Callable[[Trace], bool]:
    return lambda it: it.state == "running" and it.kind == kind and it.elapsed >= after


def _has_state(state: str) -> Callable[[Trace], bool]:
    return lambda it: it.state == state


def _has_beat(least_seconds: float, most_seconds: float) -> Callable[[Trace], bool]:
    return lambda it: (
        it.state == "running"
        and it.side == "left"
        and least_seconds <= it.beat_seconds <= most_seconds
    )


_WORK = _is("work")
_QUIET = ("--sound", "off", "--voice", "off", "--no-flash")
_WHITT = ("run", "whitt-hip-flexor", *_QUIET)

COURSES = (
    Course(
        (*_WHITT, "--speed", "0.5"),
        (
            Step("get ready", (), _is("prepare"), "GET READY"),
            Step("movement to fatigue", ("n",), _WORK),
            Step("switch", ("n",), _is("switch"), "SWITCH", "RIGHT"),
            Step("right side", ("n",), _WORK, side="RIGHT"),
            Step("rest", ("n",) * 5, _is("rest"), "REST"),
        ),
    ),
    Course(
        (*_WHITT, "--from", "1.greatest-stretch"),
        (
            Step("first stage", ("n",), _WORK),
            Step("second stage", (), _is("work", after=11.0)),
        ),
    ),
    Course(
        (*_WHITT, "--from", "1.greatest-stretch", "--speed", "0.5"),
        (
            Step("timed effort", ("n",), _WORK),
            Step("paused", ("Space",), _has_state("paused"), "PAUSED", has_number=None),
            Step("resuming", ("Space",), _has_state("resuming"), "GET READY"),
        ),
    ),
    Course(
        (*_WHITT, "--from", "1.mountain-climber", "--speed", "0.25"),
        (
            Step("fast beat", ("n",), _has_beat(0.5, 1.0), has_number=False),
            Step("slow return", (), _has_beat(3.0, 3.0)),
        ),
    ),
    Course(
        (*_WHITT, "--from", "1.split-squat-hold", "--speed", "3"),
        (
            Step("open hold", ("n",), _WORK, "HOLD"),
            Step("open hold past its target", (), _is("work", after=31.0), "HOLD"),
        ),
    ),
    Course(
        (*_WHITT, "--from", "1.split-squat-hold", "--speed", "0.5"),
        (Step("rest between sets", ("n",) * 8, _is("rest"), "REST"),),
    ),
    Course(
        ("run", "runner-strength", *_QUIET, "--from", "1.banded-march", "--speed", "0.25"),
        (
            Step("alternating, fast beat", ("n",), _has_beat(0.5, 1.0), has_number=False),
            Step("alternating, slow beat", (), _has_beat(4.0, 10.0)),
        ),
    ),
    Course(
        ("run", "runner-warm-up", *_QUIET),
        (Step("alternating for a time", ("n",), _WORK, side="ALTERNATING"),),
    ),
    Course(
        ("run", "./unpaced.toml", *_QUIET),
        (
            Step("untimed reps", ("n",), _WORK, side=""),
            Step("rest that waits", ("n",), _is("rest"), "READY?"),
            Step("paced reps to fatigue", ("n",), _has_beat(9.0, 9.0)),
        ),
    ),
)


def follow(course: Course, shell: Terminal, sizes: Sequence[tuple[int, int]]) -> Iterator[Moment]:
    """Yield each moment of a course at each size; the program runs in `shell`."""
    shell.start(*course.arguments, module="tests.e2e.traced_program")
    shell.wait_for("to go")
    for step in course.steps:
        for key in step.keys:
            shell.press(key)
        for size in sizes:
            shell.resize(*size)
            yield _capture(step, shell, size)


def _capture(step: Step, shell: Terminal, size: tuple[int, int]) -> Moment:
    """Return the moment once the layout has settled, and the terminal shows what was traced."""
    until = time.monotonic() + _PATIENCE_SECONDS
    before = _trace(shell)
    while time.monotonic() < until:
        time.sleep(_SETTLE_SECONDS)
        captured = shell.styled_text()
        after = _trace(shell)
        is_settled = before.size == after.size == size and _places(before) == _places(after)
        if is_settled and step.is_reached(after) and _shows(captured, after):
            return Moment(step, Pane(size, captured), after)
        before = after
    raise AssertionError(f"{step.name} did not come at {size}:\n{shell.text()}")


def _places(trace: Trace) -> dict[str, tuple[int, int, int, int]]:
    return {name: part.place for name, part in trace.parts.items()}


def _shows(captured: str, trace: Trace) -> bool:
    """Return whether a capture has all large type of a trace."""
    lines = [line.plain.ljust(trace.size[0]) for line in AnsiDecoder().decode(captured)]
    for part in trace.parts.values():
        x, y, width, height = part.place
        if tuple(line[x : x + width] for line in lines[y : y + height]) != part.rows:
            return False
    return True


def _trace(shell: Terminal) -> Trace:
    """Ask the program for a trace."""
    saved = shell.folder / NAME
    saved.unlink(missing_ok=True)
    os.kill(shell.process_id(), signal.SIGRTMIN)
    until = time.monotonic() + PATIENCE_SECONDS
    while not saved.exists():
        assert time.monotonic() < until, f"no trace:\n{shell.text()}"
        time.sleep(_STARTED_SECONDS / 4)
    return read_trace(shell.folder)
