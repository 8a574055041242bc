"""Golden texts of the workout screen: one file per size, with every phase.

    python -m tests.tui.golden

regenerates them. Review the changes before you keep them.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.foundation import folders
from hiptimer.library.loading import load
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS, Dose
from hiptimer.plan.timeline import PhaseKind
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hiptimer.workout.snapshot import Snapshot
    from tests.tui.trial import Trial

FOLDER = Path(__file__).parent / "golden"
SIZES = ((80, 24), (120, 34), (40, 12), (20, 5))


def path(size: tuple[int, int]) -> Path:
    """Return the path of the screens of a size."""
    return FOLDER / f"{size[0]}x{size[1]}.txt"


async def screens(size: tuple[int, int]) -> str:
    """Return the screens of a size, one below the other, each under its name."""
    whitt = load(folders.circuits() / "whitt-hip-flexor.toml")
    parts = []
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt, size) as trial:
        async for name in _moments(trial):
            await trial.settle()
            parts += [f"--- {name}", *(row.rstrip() for row in trial.rows())]
    return "\n".join(parts) + "\n"


async def _moments(trial: Trial) -> AsyncIterator[str]:
    """Run a workout, and yield the name of each moment to capture."""
    await trial.pass_seconds(4)
    yield "getting ready"
    await trial.pass_until_kind(PhaseKind.WORK)
    await trial.pass_seconds(7)
    yield "a timed effort"
    await trial.pass_seconds(11)
    yield "its last seconds, lit up"
    await trial.press("space")
    yield "a pause"
    await trial.press("space")
    await trial.pass_seconds(1)
    yield "the way back from it"
    await trial.pass_until_kind(PhaseKind.SWITCH)
    yield "a change of side"
    await trial.pass_until_kind(PhaseKind.REST)
    await trial.pass_seconds(1)
    yield "a rest"
    await trial.pass_until_kind(PhaseKind.WORK)
    await trial.pass_seconds(12)
    yield "a stage of a stretch"
    await _go_to(trial, Dose.REPS)
    await trial.pass_until(_is_returning_in_rep_four)
    yield "a slow return"
    await _go_to(trial, Dose.OPEN)
    await trial.pass_seconds(31)
    trial.workout.done()
    await _go_to(trial, Dose.OPEN)
    await trial.pass_seconds(12)
    yield "an open hold, with the mark of the other side"


async def _go_to(trial: Trial, dose: Dose) -> None:
    while not (trial.moment.phase.is_effort and trial.moment.phase.effort.dose is dose):
        trial.workout.next()
    await trial.pass_seconds(SHORT_LEAD_IN_SECONDS)


def _is_returning_in_rep_four(snapshot: Snapshot) -> bool:
    rep = snapshot.rep
    return rep is not None and rep.rep == 4 and rep.beat.seconds > 2 >= rep.beat_remaining


async def _write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for size in SIZES:
        path(size).write_text(await screens(size), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
