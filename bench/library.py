"""Measures the cost of many personal circuits: until the first and until all are listed.

    python bench/library.py [CIRCUITS ...]

The shipped circuits are copied until the folder has that many. While they are read, the cursor is
moved.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.events import Key

from hiptimer.foundation import folders
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.widgets.circuit_list import CircuitList
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import SessionOnTrial

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = 20


class OpeningTimes(NamedTuple):
    """Seconds until the first frame, the first circuits and all circuits, and for each key."""

    first_frame: float
    first_listed: float
    all_listed: float
    keys: Sequence[float]
    quitting: float


async def open_library(circuits: int) -> OpeningTimes:
    """Open the library, press keys while it reads, and return the times."""
    began = time.perf_counter()
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)):
        first_frame = time.perf_counter() - began
        listed = app.screen.query_one(CircuitList)
        while not listed.is_any:
            await asyncio.sleep(0.001)
        first_listed = time.perf_counter() - began
        keys = [await press_arrow(app, listed) for _ in range(KEYS)]
        while listed.option_count < circuits + len(list(folders.circuits().glob("*.toml"))):
            await asyncio.sleep(0.001)
        all_listed = time.perf_counter() - began
    return OpeningTimes(first_frame, first_listed, all_listed, keys, await quit_while_reading())


async def press_arrow(app: HipTimerApp, listed: CircuitList) -> float:
    """Press an arrow key, and return the seconds until the cursor has moved."""
    before = listed.highlighted
    pressed = time.perf_counter()
    app.post_message(Key("down", None))
    while listed.highlighted == before:
        await asyncio.sleep(0.001)
    return time.perf_counter() - pressed


async def quit_while_reading() -> float:
    """Open the library, press q once a circuit is listed, and return the seconds to quit."""
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query_one(CircuitList).is_any:
            await asyncio.sleep(0.001)
        pressed = time.perf_counter()
        await pilot.press("q")
    return time.perf_counter() - pressed


def main() -> None:
    """Print all figures."""
    for circuits in [int(it) for it in sys.argv[1:]] or [0, 500, 5000]:
        with tempfile.TemporaryDirectory() as name:
            shipped = sorted(folders.circuits().glob("*.toml"))
            for number, path in enumerate(islice(cycle(shipped), circuits)):
                Path(name, f"own-{number:05}.toml").write_bytes(path.read_bytes())
            folders.user_circuits = lambda name=name: Path(name)  # type: ignore[misc]
            opened = asyncio.run(open_library(circuits))
        print(
            f"{circuits} personal circuits: first frame after {opened.first_frame * 1e3:.0f} ms,"
            f" first circuits after {opened.first_listed * 1e3:.0f} ms, all after"
            f" {opened.all_listed:.1f} s; a key is answered within"
            f" {statistics.median(opened.keys) * 1e3:.0f} ms, the slowest within"
            f" {max(opened.keys) * 1e3:.0f} ms; q ends it in {opened.quitting * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    main()
