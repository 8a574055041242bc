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

_SETTLE_SECONDS = 0.1
_STARTED_SECONDS = 0.02

UNPACED = """
title = "Reps at your own pace"
prepare = "5s"

[[exercise]]
name = "Bridge"
reps = 12
"""


class Step(NamedTuple):
    """A moment to read: the keys that lead there, and how it is recognized in a trace."""

    name: str
    keys: tuple[str, ...]
    is_reached: Callable[[Trace], bool]


@dataclass(frozen=True)
class Course:
    """A start of the program, and moments in their order."""

    arguments: tuple[str, ...]
    steps: tuple[Step, ...]


class Reading(NamedTuple):
    """A moment at one size: the terminal, and what the program meant to show."""

    name: str
    pane: Pane
    trace: Trace


def _is(
    kind: str = "work", state: str = "running", beat: str = "", after: float = 0.0
) -> Callable[[Trace], bool]:
    return lambda it: (it.kind, it.state, it.beat) == (kind, state, beat) and it.elapsed >= after


WHITT = ("run", "whitt-hip-flexor", "--sound", "off", "--voice", "off", "--no-flash")
STRENGTH = ("run", "runner-strength", *WHITT[2:])
COURSES = (
    Course(
        (*WHITT, "--speed", "0.5"),
        (
            Step("get ready", (), _is("prepare")),
            Step("timed effort", ("n",), _is()),
            Step("paused", ("Space",), _is(state="paused")),
            Step("resuming", ("Space",), _is(state="resuming")),
            Step("switch", ("n",), _is("switch")),
            Step("right side", ("n",), lambda it: it.kind == "work" and it.side == "right"),
            Step("rest", ("n", "n", "n", "n", "n"), _is("rest")),
        ),
    ),
    Course(
        (*WHITT, "--from", "1.greatest-stretch", "--speed", "2"),
        (
            Step("first stage", ("n",), _is()),
            Step("second stage", (), _is(after=11)),
        ),
    ),
    Course(
        (*WHITT, "--from", "1.mountain-climber", "--speed", "0.25"),
        (
            Step("fast beat", ("n",), _is(beat="drive")),
            Step("slow return", (), _is(beat="return")),
        ),
    ),
    Course(
        (*WHITT, "--from", "1.split-squat-hold", "--speed", "3"),
        (
            Step("open hold", ("n",), _is()),
            Step("open hold past its target", (), _is(after=31)),
            Step("change of exercise", ("Enter",), _is("switch")),
            Step("rest between sets", ("n",) * 6, _is("rest")),
        ),
    ),
    Course(
        (*STRENGTH, "--from", "1.banded-march", "--speed", "0.5"),
        (
            Step("alternating, lifting", ("n",), _is(beat="lift")),
            Step("alternating, holding", (), _is(beat="hold")),
        ),
    ),
    Course(
        ("run", "runner-warm-up", *WHITT[2:]),
        (Step("alternating for a time", ("n",), _is()),),
    ),
    Course(
        ("run", "./unpaced.toml", *WHITT[2:]),
        (Step("untimed reps", ("n",), _is()),),
    ),
)


def follow(course: Course, shell: Terminal, sizes: Sequence[tuple[int, int]]) -> Iterator[Reading]:
    """Yield each moment of a course at each size; the program runs in `shell`."""
    shell.start(*course.arguments, module="tests.e2e.traced_program")
    shell.wait_for("to go")
    for step in course.steps:
        for key in step.keys:
            shell.press(key)
        for size in sizes:
            shell.resize(*size)
            yield _capture(step, shell, size)


def _capture(step: Step, shell: Terminal, size: tuple[int, int]) -> Reading:
    """Return the moment once the layout has settled, and the terminal shows what was traced."""
    until = time.monotonic() + PATIENCE_SECONDS
    before = _trace(shell)
    while time.monotonic() < until:
        time.sleep(_SETTLE_SECONDS)
        captured = shell.styled_text()
        after = _trace(shell)
        is_settled = before.size == after.size == size and _places(before) == _places(after)
        if is_settled and step.is_reached(after) and _shows(captured, after):
            return Reading(step.name, Pane(size, captured), after)
        before = after
    raise AssertionError(f"{step.name} did not come at {size}: {before}\n{shell.text()}")


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
