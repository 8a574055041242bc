"""Child processes that record workouts, to be killed, run out of disk, and locked out.

Their workouts run in virtual time, as fast as the diary accepts them.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.database import FILE_NAME
from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.recorder import Recorder
from hiptimer.diary.workout_rows import WorkoutRows
from hiptimer.diary.writer import Writer
from hiptimer.workout.engine import Refused
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock
from tests.diary.days import (
    PATIENCE_SECONDS,
    Day,
    Wall,
    everything,
    recorded,
    whole_workout,
)

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.playhead import Place

_PROGRAMS = get_context("forkserver")
_PROGRAMS.set_forkserver_preload([__name__])
_NOBODY = 65534


class Written(NamedTuple):
    """The place of a workout and its attempts so far, sent once they are on disk."""

    place: Place
    attempts: tuple[EffortEnded, ...]


class WorkoutReport(NamedTuple):
    """How a workout ended, and the trouble its diary reported."""

    state: str
    attempts: int
    trouble: str | None


@contextmanager
def run_child(
    child: Callable[..., None], *given: object
) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Run `child` in a child process, with a pipe to this one."""
    ours, its = _PROGRAMS.Pipe()
    process = _PROGRAMS.Process(target=child, args=(its, *given))
    process.start()
    its.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join(PATIENCE_SECONDS)
        ours.close()


def restless_steps(
    workout: Workout, clock: FakeClock, checkpoint: Callable[[], None], seed: int
) -> Iterator[Written]:
    """Run a workout with random commands, determined by the seed."""
    chance = random.Random(seed)
    commands = (
        [Workout.done] * 6
        + [Workout.pause_or_resume] * 3
        + [Workout.again, Workout.next, Workout.previous]
    )
    workout.start()
    while True:
        yield Written(workout.head.place, tuple(workout.attempts))
        if chance.random() < 0.05:
            with suppress(Refused):
                chance.choice(commands)(workout)
        else:
            clock.advance(chance.choice([0.05, 0.3, workout.due_in_seconds()]))
            workout.tick()
            checkpoint()
        if workout.head.is_over:
            return


def run_restless(pipe: Connection, folder: Path, seed: int) -> None:
    """Record a workout with random commands, and report what is on disk after each step."""
    clock = FakeClock()
    wall = Wall(clock)
    plan = everything()
    workout = Workout(plan.timeline, clock=clock.clock())
    writer = Writer(folder, wall().timestamp())
    rows = WorkoutRows(folder, os.urandom(8).hex())

    def begin(now: datetime, connection: sqlite3.Connection) -> None:
        rows.begin(connection, copy_of(plan), {}, now=now)

    recorder = Recorder(writer, rows, workout, wall_clock=wall, begin=begin, plan=plan)
    workout.listeners.append(recorder)
    for step in restless_steps(workout, clock, recorder.checkpoint, seed):
        is_written = Event()
        writer.write(lambda _: None, is_written.set)
        assert is_written.wait(PATIENCE_SECONDS), writer.trouble
        pipe.send(step)


def run_workouts(pipe: Connection, folder: Path, workouts: int) -> None:
    """Run whole workouts in sequence, and report each."""
    for _ in range(workouts):
        day = whole_workout(folder, everything())
        pipe.send(WorkoutReport(day.workout.state, len(day.workout.attempts), day.diary.trouble))


def run_with_file_size_limit(pipe: Connection, folder: Path, largest_file_bytes: int) -> None:
    """Run a workout with a limit on file sizes, which acts like a full disk."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file_bytes, largest_file_bytes))
    run_workouts(pipe, folder, 1)


def lock_diary(pipe: Connection, folder: Path, lets_read: bool) -> None:
    """Lock the diary, as a backup may, and report that; hold it until asked to stop."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        if not lets_read:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        pipe.send("alone")
        pipe.recv()
    pipe.send("gone")


@contextmanager
def in_use(folder: Path, *, lets_read: bool = True) -> Iterator[Callable[[], None]]:
    """Let another process lock the diary in `folder`; yields a function that ends that."""
    with run_child(lock_diary, folder, lets_read) as (_, pipe):
        assert pipe.recv() == "alone"

        def end() -> None:
            pipe.send("stop")
            assert pipe.recv() == "gone"

        yield end


def run_without_permissions(pipe: Connection, folder: Path) -> None:
    """Run a workout as a user without write permission anywhere."""
    if sys.platform != "win32" and os.geteuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    run_workouts(pipe, folder, 1)


def run_without_folder_access(pipe: Connection, folder: Path, mode: int) -> None:
    """Run a workout as a user who loses access to `folder` in the middle."""
    if sys.platform != "win32" and os.geteuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    day = Day(folder)
    day.workout.start()
    day.until(20.0)
    is_written = Event()
    day.diary._writer.write(lambda _: None, is_written.set)
    is_written.wait(PATIENCE_SECONDS)
    folder.chmod(mode)
    day.to_the_end()
    day.close()
    folder.chmod(0o700)
    pipe.send(WorkoutReport(day.workout.state, len(recorded(folder)), day.diary.trouble))
