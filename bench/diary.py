"""Measures the cost of the diary: on the clock's thread, on the disk, and for reading.

    python bench/diary.py [WORKOUTS]

Each format is written and read back by a separate process, whose processor time and memory are
measured; so is the report.

Whitt's circuit with its default choices runs in virtual time and is recorded as in the program.
For the size of a diary of years, the rows of that workout are copied.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary import queries
from hiptimer.diary.database import FILE_NAME, open_to_read, open_to_write
from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.recorder import Recorder
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_rows import WorkoutRows
from hiptimer.diary.writer import Writer
from hiptimer.foundation.clock import Clock, date_and_time
from hiptimer.history.logbook import Logbook
from hiptimer.history.progress.plots import SPANS
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.history import HistoryScreen
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import SessionOnTrial

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from hiptimer.workout.events import Event as WorkoutEvent

READINGS = 20
OPENINGS = 7
DAY_SECONDS = 24 * 3600.0


def measure_seconds(action: Callable[[], object]) -> float:
    """Return the seconds that a call of `action` takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def record_workout(folder: Path) -> tuple[list[float], list[float]]:
    """Record a workout; return the seconds to pass on its events, and until they were on disk.

    The first list has an entry per event and per tick, on the clock's thread; the second, per tick.
    """
    circuit = find("whitt-hip-flexor").circuit
    assert circuit
    plan = Plan(circuit, "whitt-hip-flexor", default_choices(circuit))
    now = [1_000_003.7]
    clock = Clock(lambda: now[0], lambda: now[0])
    workout = Workout(plan.timeline, clock=clock, unattended=True)
    writer, page = Writer(folder, date_and_time().timestamp()), WorkoutRows(folder, "0e")

    def begin(at: datetime, connection: sqlite3.Connection) -> None:
        page.begin(connection, copy_of(plan), {"pulses": "red band"}, now=at)

    recorder = Recorder(writer, page, workout, wall_clock=date_and_time, begin=begin, plan=plan)
    handed_over: list[float] = []
    safe: list[float] = []

    def follow(event: WorkoutEvent) -> None:
        handed_over.append(measure_seconds(lambda: recorder(event)))

    def wait_until_safe() -> None:
        is_safe = Event()
        writer.write(lambda _: None, is_safe.set)
        is_safe.wait()

    workout.listeners.append(follow)
    workout.start()
    wait_until_safe()
    while not workout.head.is_over:
        now[0] += workout.due_in_seconds() + 0.001
        workout.tick()
        handed_over.append(measure_seconds(recorder.checkpoint))
        safe.append(measure_seconds(wait_until_safe))
    writer.end()
    assert writer.join(10.0)
    assert writer.trouble is None, writer.trouble
    return handed_over, safe


def copy_rows(folder: Path, workouts: int) -> int:
    """Copy the rows of the one workout, a day apart each, and return the file size in bytes."""
    with (
        closing(open_to_write(folder, date_and_time().timestamp()).connection) as connection,
        transaction(connection),
    ):
        for number in range(2, workouts + 1):
            connection.execute(
                "INSERT INTO workout SELECT ?1, printf('%x', ?1), plan_id, started_at - ?2,"
                " utc_offset_seconds, ended_at - ?2, outcome, spent_seconds"
                " FROM workout WHERE id = 1",
                (number, number * DAY_SECONDS),
            )
            connection.execute(
                "INSERT INTO attempt SELECT ?, number, phase, ended_by, ended_at_seconds, seconds,"
                " reps FROM attempt WHERE workout_id = 1",
                (number,),
            )
            connection.execute(
                "INSERT INTO load SELECT ?, exercise, load FROM load WHERE workout_id = 1",
                (number,),
            )
            connection.execute(
                "INSERT INTO pause VALUES (?, 1, 'paused', 61.5, 20.25, 0)", [number]
            )
    return (folder / FILE_NAME).stat().st_size


def read_whole_list(folder: Path) -> int:
    """Open the diary, list every workout, and return their number."""
    with open_to_read(folder) as connection:
        assert connection
        return sum(1 for _ in queries.workouts(connection))


def open_logbook(folder: Path) -> Logbook:
    """Return the logbook through which the history reads the diary."""
    return Logbook(folder, date_and_time)


async def open_history(folder: Path) -> tuple[float, float]:
    """Open the history in the app; return the seconds until its first frame and until complete."""
    app = HipTimerApp(
        SessionOnTrial(FakeClock(), RecordingSpeaker(), SessionDiary(folder, date_and_time))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        began = time.perf_counter()
        app.action_history()
        while not (app.screen.is_current and isinstance(app.screen, HistoryScreen)):
            await asyncio.sleep(0.001)
        while not app.screen.query("#week-words"):
            await asyncio.sleep(0.001)
        framed = time.perf_counter() - began
        words = app.screen.query_one("#week-words", PlainText)
        while not str(words.render()):
            await asyncio.sleep(0.001)
        return framed, time.perf_counter() - began


def open_as_writer(folder: Path) -> None:
    """Open the diary as the writer thread does, with its check of the whole file."""
    open_to_write(folder, date_and_time().timestamp()).connection.close()


class Run(NamedTuple):
    """The cost of a run of hiptimer: processor seconds and peak memory."""

    processor_seconds: float
    memory_megabytes: float


def run_hiptimer(home: Path, *arguments: str) -> Run:
    """Run hiptimer with its diary in `home`, and return the cost."""
    environment = os.environ | {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    command = [sys.executable, "-m", "hiptimer", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0, arguments
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def print_runs(home: Path) -> None:
    """Print the cost of writing the diary in every format, and of reading it back."""
    exported = str(home / "diary.json")
    for arguments in (
        ("history", "--json"),
        ("export", "--format", "csv", "-o", str(home / "diary.csv")),
        ("export", "--format", "jrnl", "-o", str(home / "diary.txt")),
        ("export", "--format", "json", "-o", exported),
        ("report", "-o", str(home / "report.html")),
    ):
        print(f"hiptimer {' '.join(arguments[:3])}: {_run_words(run_hiptimer(home, *arguments))}")
    with tempfile.TemporaryDirectory() as name:
        print(f"hiptimer import: {_run_words(run_hiptimer(Path(name), 'import', exported))}")
    size = (home / "report.html").stat().st_size
    print(
        f"the report is {size / 1e3:.0f} kB, the JSON {Path(exported).stat().st_size / 1e6:.0f} MB"
    )


def _run_words(run: Run) -> str:
    return f"{run.processor_seconds:.1f} s on the processor, {run.memory_megabytes:.0f} MB"


def main() -> None:
    """Print all figures."""
    workouts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hiptimer"
        handed_over, safe = record_workout(folder)
        print(
            f"an event or a tick, on the clock's thread: {statistics.median(handed_over) * 1e6:.0f}"
            f" µs, the worst of {len(handed_over)} {max(handed_over) * 1e6:.0f} µs"
        )
        print(
            f"until it is on the disk, off that thread: {statistics.median(safe) * 1e3:.2f} ms,"
            f" 99 of 100 within {statistics.quantiles(safe, n=100)[-1] * 1e3:.2f} ms,"
            f" the worst of {len(safe)} {max(safe) * 1e3:.2f} ms"
        )
        size = copy_rows(folder, workouts)
        print(f"{workouts} workouts: {size / 1e6:.1f} MB, {size / workouts:.0f} bytes each")
        print(f"4000 workouts: {size / workouts * 4000 / 1e6:.1f} MB")
        reads = [measure_seconds(lambda: read_whole_list(folder)) for _ in range(READINGS)]
        opened = [measure_seconds(lambda: open_as_writer(folder)) for _ in range(READINGS)]
        print(
            f"opening it and listing all {workouts}: {statistics.median(reads) * 1e3:.0f} ms,"
            f" the worst of {READINGS} {max(reads) * 1e3:.0f} ms"
        )
        book = open_logbook(folder)
        contents = [measure_seconds(book.contents) for _ in range(READINGS)]
        print(
            f"data that history reads on opening: {statistics.median(contents) * 1e3:.0f} ms,"
            f" the worst of {READINGS} {max(contents) * 1e3:.0f} ms"
        )
        openings = [asyncio.run(open_history(folder)) for _ in range(OPENINGS)]
        framed, filled = zip(*openings, strict=True)
        print(
            f"history on the screen: first frame after {statistics.median(framed) * 1e3:.0f} ms,"
            f" complete after {statistics.median(filled) * 1e3:.0f} ms,"
            f" the worst of {OPENINGS} {max(filled) * 1e3:.0f} ms"
        )
        (exercise, *_) = book.contents().exercises
        for span in SPANS:
            took = measure_seconds(partial(book.tallies, exercise, span))
            print(f"data of the plots of one exercise, {span.words}: {took * 1e3:.0f} ms")
        print(
            f"opening and checking it to write, off the clock's thread:"
            f" {statistics.median(opened) * 1e3:.0f} ms"
        )
        print_runs(Path(name))


if __name__ == "__main__":
    main()
