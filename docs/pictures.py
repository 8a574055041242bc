"""Takes the pictures in README and docs: the real program, on screens of several sizes.

    python docs/pictures.py [NAME...]

Writes `pictures/NAME.png` beside this file. It requires Chromium, because other renderers drop the
blanks at the beginning of a line.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from past_workouts import keep_past_workouts
from sittings import BEGINS_IN_THE_LIBRARY, PICTURES, Sitting, summary

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.foundation.clock import Clock
from hiptimer.foundation.folders import circuits
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices, with_pick, with_sets
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.app import HipTimerApp
from hiptimer.workout.workout import Workout
from tools.browser import render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.resuming import ClaimedWorkout

FOLDER: Final = Path(__file__).parent / "pictures"
CIRCUIT: Final = "whitt-hip-flexor"
BEGAN_AT: Final = datetime(2026, 5, 9, 18, 10, tzinfo=UTC)
REPORT: Final = "report"
REPORT_SIZE: Final = (900, 1260)


@dataclass
class _SilentSession:
    """A session whose workouts use `clock`, without sound."""

    diary: SessionDiary
    clock: Clock
    preferences: Preferences = field(default_factory=Preferences)
    has_voice: bool = False

    def prepare_voice(self, _timeline: Timeline) -> Iterable[tuple[int, int]]:
        return ()

    def new_workout(
        self, plan: Plan, _ring: Callable[[], None], claimed: ClaimedWorkout | None
    ) -> Workout:
        last_holds = self.diary.last_holds(plan.circuit_id)
        workout = Workout(plan.timeline, clock=self.clock, last_holds=last_holds)
        self.diary.record(workout, plan, claimed)
        return workout

    def device_words(self) -> Mapping[str, str]:
        return {DEFAULT_DEVICE: DEFAULT_DEVICE}

    def try_sound(self, _ring: Callable[[], None]) -> Iterator[str]:
        yield from ()

    def try_voice(self) -> Iterator[str]:
        yield from ()

    def complaints(self) -> Iterable[str]:
        return ()


@asynccontextmanager
async def open_sitting(
    diary: Path, size: tuple[int, int], first: Plan | None
) -> AsyncIterator[Sitting]:
    """Start the program on a screen of `size`, with the workout of `first` if given.

    Past workouts are in `diary`, which stays as it is.
    """
    now = [1000.0]

    def on_the_wall() -> datetime:
        return BEGAN_AT + timedelta(seconds=now[0] - 1000.0)

    clock = Clock(lambda: now[0], lambda: now[0], on_the_wall=on_the_wall)
    with (
        tempfile.TemporaryDirectory() as folder,
        SessionDiary(shutil.copytree(diary, Path(folder, "diary")), on_the_wall) as session_diary,
    ):
        app = HipTimerApp(_SilentSession(session_diary, clock), first)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            yield Sitting(app, pilot, now)


def plan_of(sets: int | None = None) -> Plan:
    """Return the plan of the circuit with timed pulses, else as prescribed or in fewer sets."""
    whitt = load(circuits() / f"{CIRCUIT}.toml")
    chosen = with_pick(whitt, default_choices(whitt), "pulses.time", "20s")
    return Plan(whitt, CIRCUIT, chosen if sets is None else with_sets(whitt, chosen, sets))


async def screen(name: str, diary: Path) -> str:
    """Return one of `PICTURES` as SVG; past workouts are in `diary`."""
    size, sit = PICTURES[name]
    plan = plan_of(1 if sit is summary else None)
    first = None if sit in BEGINS_IN_THE_LIBRARY else plan
    async with open_sitting(diary, size, first) as sitting:
        await sit(sitting)
        return sitting.app.export_screenshot(title="hiptimer")


def size_of(svg: str) -> tuple[int, int]:
    """Return width and height of a picture, in pixels."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found
    width, height = (round(float(side)) for side in found.groups())
    return width, height


def main() -> None:
    """Write the named pictures, or all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        diary = Path(folder)
        keep_past_workouts(diary, plan_of(), BEGAN_AT)
        for name in sys.argv[1:] or [*PICTURES, REPORT]:
            png = FOLDER / f"{name}.png"
            if name == REPORT:
                page = report_html(read_report(diary, None, BEGAN_AT))
                render(page, ".html", REPORT_SIZE, png.resolve())
            else:
                svg = asyncio.run(screen(name, diary))
                render(svg, ".svg", size_of(svg), png.resolve())
            print(png)


if __name__ == "__main__":
    main()
