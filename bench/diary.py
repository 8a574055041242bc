"""What the diary costs: beside the clock, on the disk, and to read.

    python bench/diary.py [WORKOUTS]

Each format is written, and read back, by a process of its own, whose time on the processor and
whose memory are counted; so is the report.

Whitt's circuit at its default choices is led through in virtual time and written down as the
program does it. For the size of a diary of years, the rows of that workout are copied.
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
from hiptimer.diary.rows import Page
from hiptimer.diary.schema import transaction
from hiptimer.diary.writer import Writer
from hiptimer.foundation.clock import Clock, date_and_time
from hiptimer.history.logbook import Logbook
from hiptimer.history.progress.plots import SPANS
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.session.keeper import Keeping
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.history import HistoryScreen
from hiptimer.tui.widgets.row_list import RowList
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


def lasted(what: Callable[[], object]) -> float:
    """Return the seconds that `what` took."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def written_down(folder: Path) -> tuple[list[float], list[float]]:
    """Write a workout down; return the seconds it took to hand over, and until it was safe.

    The first of each event and each tick, on the clock's thread; the second of each tick.
    """
    circuit = find("whitt-hip-flexor").circuit
    assert circuit
    plan = Plan(circuit, "whitt-hip-flexor", default_choices(circuit))
    now = [1_000_003.7]
    clock = Clock(lambda: now[0], lambda: now[0])
    workout = Workout(plan.timeline, clock=clock, unattended=True)
    writer, page = Writer(folder, date_and_time().timestamp()), Page(folder, "0e")

    def begin(at: datetime, connection: sqlite3.Connection) -> None:
        page.begin(connection, copy_of(plan), {"pulses": "red band"}, now=at)

    recorder = Recorder(writer, page, workout, wall_clock=date_and_time, begin=begin)
    handed_over: list[float] = []
    safe: list[float] = []

    def follow(event: WorkoutEvent) -> None:
        handed_over.append(lasted(lambda: recorder(event)))

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
        handed_over.append(lasted(recorder.checkpoint))
        safe.append(lasted(wait_until_safe))
    writer.end()
    assert writer.join(10.0)
    assert writer.trouble is None, writer.trouble
    return handed_over, safe


def multiplied(folder: Path, workouts: int) -> int:
    """Copy the rows of the one workout, a day apart each, and return the bytes of the file."""
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
    """Open the diary, list every workout, and return how many there are."""
    connection = open_to_read(folder)
    assert connection
    with closing(connection):
        return sum(1 for _ in queries.workouts(connection))


def logbook_of(folder: Path) -> Logbook:
    """Return what history reads the diary through."""
    return Logbook(folder, date_and_time)


async def opened_history(folder: Path) -> tuple[float, float]:
    """Open history in the app; return the seconds until it stands, and until all is in it."""
    app = HipTimerApp(
        SessionOnTrial(FakeClock(), RecordingSpeaker(), Keeping(folder, date_and_time))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        began = time.perf_counter()
        app.action_history()
        while not (app.screen.is_current and isinstance(app.screen, HistoryScreen)):
            await asyncio.sleep(0.001)
        while not app.screen.query("#weeks"):
            await asyncio.sleep(0.001)
        stands = time.perf_counter() - began
        weeks = app.screen.query_one("#weeks", RowList)
        while weeks.row is None:
            await asyncio.sleep(0.001)
        return stands, time.perf_counter() - began


def opened_to_write(folder: Path) -> None:
    """Open the diary as the writer's thread does, with its check of the whole file."""
    open_to_write(folder, date_and_time().timestamp()).connection.close()


class Run(NamedTuple):
    """What a run of hiptimer cost: seconds on the processor, and the most memory."""

    processor_seconds: float
    memory_megabytes: float


def run_hiptimer(home: Path, *arguments: str) -> Run:
    """Run hiptimer with its diary in `home`, and return what that cost."""
    environment = os.environ | {"XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    command = [sys.executable, "-m", "hiptimer", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0, arguments
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def print_runs(home: Path) -> None:
    """Print what it costs to write the diary in every format, and to read it back."""
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
    """Print what it costs."""
    workouts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hiptimer"
        handed_over, safe = written_down(folder)
        print(
            f"an event or a tick, on the clock's thread: {statistics.median(handed_over) * 1e6:.0f}"
            f" µs, the worst of {len(handed_over)} {max(handed_over) * 1e6:.0f} µs"
        )
        print(
            f"until it is on the disk, off that thread: {statistics.median(safe) * 1e3:.2f} ms,"
            f" 99 of 100 within {statistics.quantiles(safe, n=100)[-1] * 1e3:.2f} ms,"
            f" the worst of {len(safe)} {max(safe) * 1e3:.2f} ms"
        )
        size = multiplied(folder, workouts)
        print(f"{workouts} workouts: {size / 1e6:.1f} MB, {size / workouts:.0f} bytes each")
        print(f"4000 workouts: {size / workouts * 4000 / 1e6:.1f} MB")
        reads = [lasted(lambda: read_whole_list(folder)) for _ in range(READINGS)]
        opened = [lasted(lambda: opened_to_write(folder)) for _ in range(READINGS)]
        print(
            f"opening it and listing all {workouts}: {statistics.median(reads) * 1e3:.0f} ms,"
            f" the worst of {READINGS} {max(reads) * 1e3:.0f} ms"
        )
        book = logbook_of(folder)
        contents = [lasted(book.contents) for _ in range(READINGS)]
        print(
            f"what history reads as it opens: {statistics.median(contents) * 1e3:.0f} ms,"
            f" the worst of {READINGS} {max(contents) * 1e3:.0f} ms"
        )
        openings = [asyncio.run(opened_history(folder)) for _ in range(OPENINGS)]
        stands, filled = zip(*openings, strict=True)
        print(
            f"history on the screen: it stands after {statistics.median(stands) * 1e3:.0f} ms,"
            f" all is in it after {statistics.median(filled) * 1e3:.0f} ms,"
            f" the worst of {OPENINGS} {max(filled) * 1e3:.0f} ms"
        )
        (exercise, *_) = book.contents().exercises
        for span in SPANS:
            took = lasted(partial(book.tallies, exercise, span))
            print(f"what is plotted of one exercise, {span.words}: {took * 1e3:.0f} ms")
        print(
            f"opening and checking it to write, off the clock's thread:"
            f" {statistics.median(opened) * 1e3:.0f} ms"
        )
        print_runs(Path(name))


if __name__ == "__main__":
    main()
