"""Takes the picture of the README: a workout of Whitt's circuit, on the screen as it is.

    python docs/picture.py

Writes `workout.svg` beside this file, and `workout.png` where Chromium is installed: other
renderers drop the blanks at the beginning of a line.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.choices import default_choices
from hiptimer.clock import Clock
from hiptimer.library import find
from hiptimer.plan import Plan
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.workout import Workout

if TYPE_CHECKING:
    from hiptimer.moment import Moment
    from hiptimer.resuming import Taken

FOLDER = Path(__file__).parent
SIZE = (110, 30)
STEP_SECONDS = 0.5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def is_telling(moment: Moment) -> bool:
    """Answer whether this is the moment to show: the slow return of the fourth rep."""
    return moment.rep is not None and moment.rep.rep == 4 and moment.rep.beat.name == "return"


async def picture() -> str:
    """Return the screen as SVG at the first telling moment."""
    now = [1000.0]

    def new_workout(plan: Plan, _: Taken | None) -> Workout:
        return Workout(plan.timeline, SilentSpeaker(), Clock(lambda: now[0], lambda: now[0]))

    circuit = find("whitt-hip-flexor").circuit
    assert circuit, "the shipped circuit is broken"
    plan = Plan(circuit, "whitt-hip-flexor", default_choices(circuit))
    app = HipTimerApp(new_workout, plan)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WorkoutScreen)
        while not is_telling(screen.workout.moment()):
            now[0] += STEP_SECONDS
            screen.tick()
        await pilot.pause()
        return app.export_screenshot(title="hiptimer")


def render(svg: Path, png: Path) -> bool:
    """Render `svg` with Chromium; answer whether there is one."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text())
    if browser is None or found is None:
        return False
    width, height = (round(float(side)) for side in found.groups())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
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
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={png}",
                svg.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    return True


def main() -> None:
    """Write the picture."""
    svg, png = FOLDER / "workout.svg", FOLDER / "workout.png"
    svg.write_text(asyncio.run(picture()))
    print(svg)
    if render(svg.resolve(), png.resolve()):
        print(png)


if __name__ == "__main__":
    main()
