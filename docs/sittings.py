"""The scenes of the pictures in README and docs: their screens, and the steps to get there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiptimer.plan.effort import Dose
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.view_models.workout_texts import glance

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from hiptimer.tui.app import HipTimerApp
    from hiptimer.workout.snapshot import Snapshot

STEP_SECONDS: Final = 0.25
SMALL, MEDIUM, LARGE = (80, 24), (110, 30), (200, 60)


@dataclass
class Sitting:
    """The program on a screen, with its clocks and a simulated user."""

    app: HipTimerApp
    pilot: Pilot[int]
    now: list[float]

    @property
    def screen(self) -> WorkoutScreen:
        """The workout under way."""
        assert isinstance(self.app.screen, WorkoutScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys in sequence."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def until(self, is_reached: Callable[[Snapshot], bool]) -> None:
        """Let time pass until the first such moment."""
        while not is_reached(self.screen.workout.snapshot()):
            self.now[0] += STEP_SECONDS
            self.screen.tick()
        await self.settle()

    async def pass_step(self) -> None:
        """Let one step of time pass."""
        self.now[0] += STEP_SECONDS
        self.screen.tick()
        await self.settle()

    async def settle(self) -> None:
        """Wait until the screen has been laid out and drawn."""
        for _ in range(3):
            await self.pilot.pause()


async def library(sitting: Sitting) -> None:
    """Wait for the circuit that was done last."""
    await sitting.pilot.pause()


async def choices(sitting: Sitting) -> None:
    """Choose fewer sets and longer pulses."""
    await sitting.press("enter", "left", *["down"] * 4, "right", *["down"] * 3, "right")


async def getting_ready(sitting: Sitting) -> None:
    """Wait for the first effort."""
    await sitting.until(lambda it: it.elapsed >= 12)


async def timed_effort(sitting: Sitting) -> None:
    """Wait for the pulses."""
    await sitting.until(lambda it: it.phase.is_effort and it.elapsed >= 7)


async def change_of_side(sitting: Sitting) -> None:
    """Wait for the first moment of the change of side."""
    await sitting.until(lambda it: glance(it).is_turn)


async def rest(sitting: Sitting) -> None:
    """Wait for the rest in which the band comes off."""
    await sitting.until(lambda it: it.phase.kind is PhaseKind.REST and it.elapsed >= 3)


async def stage(sitting: Sitting) -> None:
    """Wait for the rotation in the stretch."""
    await sitting.until(
        lambda it: it.phase.is_effort and bool(it.phase.effort.stages) and it.elapsed >= 13
    )


async def slow_return(sitting: Sitting) -> None:
    """Wait for the fourth return of the knee."""
    await sitting.until(
        lambda it: it.rep is not None and it.rep.rep == 4 and it.rep.beat.name == "return"
    )


async def open_hold(sitting: Sitting) -> None:
    """Wait for the hold on the second side, with the mark of the first."""
    await sitting.until(lambda it: it.phase.effort.dose is Dose.OPEN and it.elapsed >= 34.5)
    sitting.screen.workout.done()
    await sitting.until(
        lambda it: it.phase.is_effort and it.phase.effort.side == "right" and it.elapsed >= 21
    )


async def pause(sitting: Sitting) -> None:
    """Pause in a stretch."""
    await stage(sitting)
    await sitting.press("space")


async def summary(sitting: Sitting) -> None:
    """Complete a set, holding longer than last time on the left, and rate it."""
    workout = sitting.screen.workout
    while not workout.head.is_over:
        sitting.now[0] += STEP_SECONDS
        workout.due_in_seconds()
        workout.tick()
        snapshot = workout.snapshot()
        held = 53.25 if snapshot.phase.effort.side == "left" else 52.0
        if snapshot.remaining is None and snapshot.elapsed >= held:
            workout.done()
    sitting.screen.tick()
    for _ in range(3):
        await sitting.pilot.pause()
    await sitting.press("1", "down", "down", "6", "tab")


async def overview(sitting: Sitting) -> None:
    """Open the history, and wait until it has been read and plotted."""
    await sitting.press("end", "h")
    await wait_for_plot(sitting)


async def weeks(sitting: Sitting) -> None:
    """Open the page "How often"."""
    await overview(sitting)
    await sitting.press("2")


async def log(sitting: Sitting) -> None:
    """Open the last workout in the log."""
    await overview(sitting)
    await sitting.press("5")


async def progress(sitting: Sitting) -> None:
    """Open the hold, left against right, over twelve weeks."""
    await overview(sitting)
    await sitting.press("3")
    await wait_for_plot(sitting)


async def pain(sitting: Sitting) -> None:
    """Open the page "Does it hurt less?"."""
    await overview(sitting)
    await sitting.press("4")
    await wait_for_plot(sitting)


async def wait_for_plot(sitting: Sitting) -> None:
    """Wait until the data has been read, plotted and shown."""
    for _ in range(5):
        await sitting.app.workers.wait_for_complete()
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
    "overview": (MEDIUM, overview),
    "weeks": (SMALL, weeks),
    "progress": (MEDIUM, progress),
    "pain": (MEDIUM, pain),
    "log": (MEDIUM, log),
    "large": (LARGE, slow_return),
    "tiny": ((40, 12), timed_effort),
}
BEGINS_IN_THE_LIBRARY: Final = (library, choices, overview, weeks, progress, pain, log)
