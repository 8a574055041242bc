"""Takes the pictures of README and docs: the program as it is, on screens of several sizes.

    python docs/pictures.py [NAME...]

Writes `pictures/NAME.png` beside this file. It needs Chromium: other renderers drop the blanks at
the beginning of a line.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.choices import default_choices, with_sets
from hiptimer.clock import Clock
from hiptimer.library import load
from hiptimer.places import circuits
from hiptimer.plan import Plan
from hiptimer.timeline import Dose, Kind
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.glance import glance
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from hiptimer.moment import Moment
    from hiptimer.resuming import Taken

FOLDER: Final = Path(__file__).parent / "pictures"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
CIRCUIT: Final = "whitt-hip-flexor"
STEP_SECONDS: Final = 0.25
BEGAN_AT: Final = datetime(2026, 5, 9, 18, 10, tzinfo=UTC)
SMALL, MEDIUM, LARGE = (80, 24), (110, 30), (200, 60)


@dataclass
class Sitting:
    """The program on a screen, its clocks, and somebody at the keys."""

    app: HipTimerApp
    pilot: Pilot[int]
    now: list[float]

    @property
    def screen(self) -> WorkoutScreen:
        """The workout under way."""
        assert isinstance(self.app.screen, WorkoutScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def until(self, is_telling: Callable[[Moment], bool]) -> None:
        """Let time pass up to the first such moment."""
        while not is_telling(self.screen.workout.moment()):
            self.now[0] += STEP_SECONDS
            self.screen.tick()
        for _ in range(3):
            await self.pilot.pause()


async def library(sitting: Sitting) -> None:
    """Stand on the circuit that the program is named for."""
    await sitting.press("end")


async def choices(sitting: Sitting) -> None:
    """Choose fewer sets and longer pulses."""
    await sitting.press("end", "enter", "left", *["down"] * 5, "right")


async def getting_ready(sitting: Sitting) -> None:
    """Wait for the first effort."""
    await sitting.until(lambda it: it.elapsed >= 12)


async def timed_effort(sitting: Sitting) -> None:
    """Pulse."""
    await sitting.until(lambda it: it.phase.is_effort and it.elapsed >= 7)


async def change_of_side(sitting: Sitting) -> None:
    """Change over: the first moment of it."""
    await sitting.until(lambda it: glance(it).is_turn)


async def rest(sitting: Sitting) -> None:
    """Take the band off."""
    await sitting.until(lambda it: it.phase.kind is Kind.REST and it.elapsed >= 3)


async def stage(sitting: Sitting) -> None:
    """Rotate in the stretch."""
    await sitting.until(
        lambda it: it.phase.is_effort and bool(it.phase.effort.stages) and it.elapsed >= 13
    )


async def slow_return(sitting: Sitting) -> None:
    """Bring the knee back for the fourth time."""
    await sitting.until(
        lambda it: it.rep is not None and it.rep.rep == 4 and it.rep.beat.name == "return"
    )


async def open_hold(sitting: Sitting) -> None:
    """Hold the second side, with the mark of the first."""
    await sitting.until(lambda it: it.phase.effort.dose is Dose.OPEN and it.elapsed >= 34.5)
    sitting.screen.workout.done()
    await sitting.until(
        lambda it: it.phase.is_effort and it.phase.effort.side == "right" and it.elapsed >= 21
    )


async def pause(sitting: Sitting) -> None:
    """Stand still in a stretch."""
    await stage(sitting)
    await sitting.press("space")


async def summary(sitting: Sitting) -> None:
    """Do a set to its end, holding longer than the target on the left."""
    workout = sitting.screen.workout
    while not workout.head.is_over:
        sitting.now[0] += STEP_SECONDS
        workout.due_in_seconds()
        workout.tick()
        moment = workout.moment()
        held = 36.25 if moment.phase.effort.side == "left" else 31.5
        if moment.remaining is None and moment.elapsed >= held:
            workout.done()
    sitting.screen.tick()
    for _ in range(3):
        await sitting.pilot.pause()


PICTURES: Final[dict[str, tuple[tuple[int, int], Callable[[Sitting], Awaitable[None]]]]] = {
    "library": (MEDIUM, library),
    "choices": ((110, 34), choices),
    "getting-ready": (SMALL, getting_ready),
    "timed-effort": (SMALL, timed_effort),
    "change-of-side": (SMALL, change_of_side),
    "rest": (SMALL, rest),
    "stage": (MEDIUM, stage),
    "slow-return": (MEDIUM, slow_return),
    "open-hold": (MEDIUM, open_hold),
    "pause": (SMALL, pause),
    "summary": (MEDIUM, summary),
    "large": (LARGE, slow_return),
    "tiny": ((40, 12), timed_effort),
}
BEFORE_A_WORKOUT: Final = (library, choices)


async def picture(name: str) -> str:
    """Return one of `PICTURES` as SVG."""
    size, sit = PICTURES[name]
    now = [1000.0]

    def on_the_wall() -> datetime:
        return BEGAN_AT + timedelta(seconds=now[0] - 1000.0)

    def new_workout(plan: Plan, _: Taken | None) -> Workout:
        clock = Clock(lambda: now[0], lambda: now[0], on_the_wall=on_the_wall)
        return Workout(plan.timeline, SilentSpeaker(), clock)

    whitt = load(circuits() / f"{CIRCUIT}.toml")
    chosen = default_choices(whitt)
    plan = Plan(whitt, CIRCUIT, with_sets(whitt, chosen, 1) if sit is summary else chosen)
    app = HipTimerApp(new_workout, None if sit in BEFORE_A_WORKOUT else plan)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await sit(Sitting(app, pilot, now))
        return app.export_screenshot(title="hiptimer")


def render(svg: str, png: Path) -> None:
    """Render a picture with Chromium.

    Raises:
        FileNotFoundError: there is none.

    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if browser is None:
        raise FileNotFoundError("Chromium is not installed")
    assert found
    width, height = (round(float(side)) for side in found.groups())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "picture.svg"
        page.write_text(svg)
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--default-background-color=00000000",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={png}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def main() -> None:
    """Write the pictures that were named, or all."""
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PICTURES:
        png = FOLDER / f"{name}.png"
        render(asyncio.run(picture(name)), png.resolve())
        print(png)


if __name__ == "__main__":
    main()
