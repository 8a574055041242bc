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
from unittest.mock import patch

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
    """Seconds until the first frame, the first and all circuits, for each key and each search."""

    first_frame: float
    first_listed: float
    all_listed: float
    keys: Sequence[float]
    searches: Sequence[float]
    quitting: float


async def open_library(circuits: int) -> OpeningTimes:
    """Open the library, press keys while it reads, and return the times."""
    began = time.perf_counter()
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)):
        first_frame = time.perf_counter() - began
        listed = app.screen.query_one(CircuitList)
        while not listed.row:
            await asyncio.sleep(0.001)
        first_listed = time.perf_counter() - began
        await press(app, "home")
        keys = [await press_arrow(app, listed) for _ in range(KEYS)]
        while len(listed.listed) < circuits + len(list(folders.circuits().glob("*.toml"))):
            await asyncio.sleep(0.001)
        all_listed = time.perf_counter() - began
        await press(app, "slash")
        searches = [await search(app, listed, text) for text in ("w", "h", "i")]
    return OpeningTimes(
        first_frame, first_listed, all_listed, keys, searches, await quit_while_reading()
    )


async def press(app: HipTimerApp, key: str) -> None:
    """Press a key, and wait until it is handled."""
    app.post_message(Key(key, None))
    await asyncio.sleep(0.1)


async def search(app: HipTimerApp, listed: CircuitList, letter: str) -> float:
    """Type a letter into the search, and return the seconds until its circuits are listed."""
    before = listed.listed
    pressed = time.perf_counter()
    app.post_message(Key(letter, letter))
    while listed.listed is before:
        await asyncio.sleep(0.001)
    return time.perf_counter() - pressed


async def press_arrow(app: HipTimerApp, listed: CircuitList) -> float:
    """Press an arrow key that can move the cursor, and return the seconds until it has."""
    before = listed.cursor
    pressed = time.perf_counter()
    app.post_message(Key("up" if before else "down", None))
    while listed.cursor == before:
        await asyncio.sleep(0.001)
    return time.perf_counter() - pressed


async def quit_while_reading() -> float:
    """Open the library, press q once a circuit is listed, and return the seconds to quit."""
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query_one(CircuitList).row:
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
            with patch.object(folders, "user_circuits", return_value=Path(name)):
                opened = asyncio.run(open_library(circuits))
        print(
            f"{circuits} personal circuits: first frame after {opened.first_frame * 1e3:.0f} ms,"
            f" first circuits after {opened.first_listed * 1e3:.0f} ms, all after"
            f" {opened.all_listed:.1f} s; a key is answered within"
            f" {statistics.median(opened.keys) * 1e3:.0f} ms, the slowest within"
            f" {max(opened.keys) * 1e3:.0f} ms, a letter of a search within"
            f" {max(opened.searches) * 1e3:.0f} ms; q ends it in {opened.quitting * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    main()
