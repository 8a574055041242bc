"""The definition of efforts and workouts that are done or complete.

An attempt is done if the person did not skip it, break it off or stop in it, and any time or
rep of it counts. The last attempt at an effort that began is the one that counts. An effort
is complete if that attempt is done and reached the planned seconds or reps. One to fatigue is
complete regardless of its length, unless it ended in pain; reaching its target is a separate
question. A workout is complete if every planned effort is. A workout without a done effort is not
counted.

`diary/completeness_sql.py` says the same in SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from hiptimer.plan.effort import Dose
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    from hiptimer.workout.events import EffortEnded

# Floating-point error in the seconds of an effort that the clock ended.
SAME_SECONDS: Final = 0.05


class PlannedEffort(Protocol):
    """An effort as it was planned, on a timeline or in the diary."""

    @property
    def dose(self) -> Dose:
        """How the end of the effort is decided."""

    @property
    def target_seconds(self) -> float:
        """The planned length."""

    @property
    def reps(self) -> int | None:
        """The prescribed reps; None for a dose without reps, and for reps to fatigue."""

    @property
    def planned_reps(self) -> int | None:
        """The prescribed reps, or the target of reps to fatigue."""


def is_complete(effort: PlannedEffort, attempt: EffortEnded | None) -> bool:
    """Return whether `attempt`, the one that counts, completes `effort`."""
    if attempt is None or not attempt.is_done:
        return False
    is_kept = is_to_fatigue(effort) and attempt.by is not EndedBy.PAIN
    return is_kept or reaches_target(effort, attempt)


def is_to_fatigue(effort: PlannedEffort) -> bool:
    """Return whether `effort` has no prescribed end: a time, a hold or reps to fatigue."""
    return effort.dose is Dose.OPEN or (effort.dose.counts_reps and effort.reps is None)


def reaches_target(effort: PlannedEffort, attempt: EffortEnded | None) -> bool:
    """Return whether `attempt` is done and reached the target, also to fatigue."""
    if attempt is None or not attempt.is_done:
        return False
    if effort.planned_reps is not None:
        return (attempt.reps or 0) >= effort.planned_reps
    return attempt.seconds >= effort.target_seconds - SAME_SECONDS
