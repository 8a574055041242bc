"""The diary as FIT files for watches and websites, one file per workout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiptimer.history.formats.activity import activity
from hiptimer.history.formats.fit_file import require_fit_time
from hiptimer.history.reading import read_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from hiptimer.history.formats.activity import Activity

_LONGEST_NAME = 60


def fit_activities(folder: Path, since: datetime | None = None) -> Iterator[tuple[str, Activity]]:
    """Yield the workouts of the diary in `folder`, oldest first, each with a unique file name.

    Skips workouts in which nothing was done, and those that may still be resumed: a service that
    imported part of one would later have it twice.

    Raises:
        NoFitTime: one of them is at a time that FIT cannot represent.
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    names: set[str] = set()
    for done in read_history(folder, since, oldest_first=True):
        if done.workout.ended_at and done.workout.has_effort_done:
            exported = activity(done)
            require_fit_time(exported)
            name = _free_name(exported, names)
            names.add(name)
            yield name, exported


def _free_name(exported: Activity, taken: set[str]) -> str:
    """Return the day, the minute and the circuit: "2026-08-07-0715-whitt-hip-flexor.fit"."""
    circuit = re.sub(r"[^a-z0-9]+", "-", exported.circuit_id.lower())[:_LONGEST_NAME].strip("-")
    stem = f"{exported.starts:%Y-%m-%d-%H%M}-{circuit or 'workout'}"
    name, number = f"{stem}.fit", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.fit"
    return name
