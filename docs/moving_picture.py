"""Takes the moving picture of README: a slow return, a change of side, and a hold.

    python docs/moving_picture.py

Writes `pictures/workout.webp` beside this file. It requires Chromium.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pictures import FOLDER, open_sitting, plan_of, size_of
from PIL import Image
from sittings import STEP_SECONDS

from hiptimer.plan.effort import Dose
from hiptimer.plan.timeline import PhaseKind
from tools.browser import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.workout.snapshot import Snapshot

SIZE: Final = (88, 26)
WIDTH_PIXELS: Final = 880
QUALITY: Final = 60
ACROSS: Final = 4
"""So many frames are rendered side by side, because a page must not be too high."""


class Scene(NamedTuple):
    """A stretch of a workout: its first moment, and how long it is shown."""

    begins: Callable[[Snapshot], bool]
    seconds: float


SCENES: Final = (
    Scene(lambda it: it.rep is not None and it.rep.rep == 4, 4.0),
    Scene(lambda it: it.phase.kind is PhaseKind.SWITCH, 3.0),
    Scene(
        lambda it: it.phase.is_effort and it.phase.effort.dose is Dose.OPEN and it.elapsed >= 28,
        4.0,
    ),
)


async def take_frames(diary: Path) -> list[list[str]]:
    """Return the frames of each scene as SVG."""
    scenes = []
    async with open_sitting(diary, SIZE, plan_of()) as sitting:
        for scene in SCENES:
            await sitting.until(scene.begins)
            frames = []
            for _ in range(round(scene.seconds / STEP_SECONDS)):
                frames.append(sitting.app.export_screenshot(title="hiptimer"))
                await sitting.pass_step()
            scenes.append(frames)
    return scenes


def render_frames(frames: list[str], folder: Path) -> list[Image.Image]:
    """Render SVGs of one size on one page, and return the picture of each."""
    width, height = size_of(frames[0])
    style = f"margin: 0; display: grid; grid-template-columns: repeat({ACROSS}, {width}px)"
    rows = -(-len(frames) // ACROSS)
    page = f'<!doctype html><meta charset="utf-8"><body style="{style}">{"".join(frames)}'
    png = folder / "frames.png"
    render(page, ".html", (ACROSS * width, rows * height), png)
    smaller = WIDTH_PIXELS, round(height * WIDTH_PIXELS / width)
    pictures = []
    with Image.open(png) as drawn:
        for number in range(len(frames)):
            x, y = number % ACROSS * width, number // ACROSS * height
            frame = drawn.crop((x, y, x + width, y + height))
            pictures.append(frame.convert("RGB").resize(smaller))
    return pictures


def main() -> None:
    """Write the moving picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scenes = asyncio.run(take_frames(folder))
        first, *others = [it for frames in scenes for it in render_frames(frames, folder)]
    path = FOLDER / "workout.webp"
    first.save(
        path,
        save_all=True,
        append_images=others,
        duration=round(1000 * STEP_SECONDS),
        loop=0,
        quality=QUALITY,
        method=6,
    )
    print(path)


if __name__ == "__main__":
    main()
