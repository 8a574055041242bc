"""Workouts with random commands, determined by a seed, and their exports."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from typing import TYPE_CHECKING

from hiptimer.history.formats import importing, json_reading
from hiptimer.history.formats.exporting import export_pieces
from hiptimer.workout.engine import Refused
from hiptimer.workout.workout import Workout
from tests.diary.days import Day, only_waiting

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.plan.plan import Plan

_COMMANDS = (
    [Workout.done] * 6
    + [Workout.pause_or_resume] * 3
    + [Workout.again, Workout.next, Workout.previous, Workout.stop]
)


def export_diary(folder: Path, form: str, since: datetime | None = None) -> bytes:
    """Return a whole diary in one of the export formats."""
    return b"".join(export_pieces(folder, form, since))


def import_json(text: bytes, folder: Path, now: float) -> importing.Imported:
    """Import an export from memory."""
    return importing.import_json(io.BytesIO(text), folder, now)


def read_json(text: bytes) -> tuple[WorkoutCopy, ...]:
    """Return the workouts of an export in memory."""
    return tuple(json_reading.read_json(io.BytesIO(text)))


def run_restless_workout(folder: Path, plan: Plan, seed: int) -> None:
    """Run a workout of `plan` with random commands, sleeps of the machine, and interruptions.

    It may also end before anything was done; when this returns, it is over.
    """
    chance = random.Random(seed)
    day = Day(folder, plan, loads={"squat": "8 kg", "pulses": "heavy band"})
    day.workout.start()
    while not day.workout.head.is_over:
        dice = chance.random()
        if dice < 0.05:
            with suppress(Refused):
                chance.choice(_COMMANDS)(day.workout)
        elif dice < 0.06:
            day.clock.sleep(chance.choice([60.0, 3600.0]))
            day.tick()
        elif dice < 0.07:
            day.workout.interrupt()
            day.close()
            day = Day.after(only_waiting(folder), folder)
        else:
            day.clock.advance(chance.choice([0.05, 0.3, 2.0, day.workout.due_in_seconds()]))
            day.tick()
    day.close()
