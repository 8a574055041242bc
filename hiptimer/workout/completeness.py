"""The definition of efforts and workouts that are done or complete.

An attempt is done if the person did not skip it, break it off or stop in it, and any time or
rep of it counts. The last attempt at an effort that began is the one that counts. An effort
is complete if that attempt is done and reached the planned seconds or reps; a hold to fatigue is
complete regardless of its length, and reaching its target is a separate question. A workout is
complete if every planned effort is. A workout without a done effort is not counted.

`effort` and `attempt` in the SQL are the tables of the diary; it is equivalent to the functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from hiptimer.plan.timeline import Dose
from hiptimer.workout.events import DONE_BY

if TYPE_CHECKING:
    from hiptimer.workout.events import EffortEnded

# Floating-point error in the seconds of an effort that the clock ended.
_SAME_SECONDS: Final = 0.05


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
        """The planned reps; None for a dose without reps."""


def is_complete(effort: PlannedEffort, attempt: EffortEnded | None) -> bool:
    """Return whether `attempt`, the one that counts, completes `effort`."""
    if attempt is None or not attempt.is_done:
        return False
    return effort.dose is Dose.OPEN or reaches_target(effort, attempt)


def reaches_target(effort: PlannedEffort, attempt: EffortEnded | None) -> bool:
    """Return whether `attempt` is done and reached the target, also in a hold to fatigue."""
    if attempt is None or not attempt.is_done:
        return False
    if effort.reps is not None:
        return (attempt.reps or 0) >= effort.reps
    return attempt.seconds >= effort.target_seconds - _SAME_SECONDS


_DONE_BY_SQL: Final = ", ".join(f"'{by}'" for by in sorted(DONE_BY))

ATTEMPT_IS_DONE: Final = (
    f"ended_by IN ({_DONE_BY_SQL}) AND attempt.seconds > 0 AND coalesce(attempt.reps, 1) != 0"
)
"""SQL: whether a row of `attempt` is done."""

EFFORTS_PLANNED: Final = "(SELECT count(*) FROM effort WHERE effort.plan_id = workout.plan_id)"
"""SQL: how many efforts were planned for a row of `workout`."""

EFFORTS_COMPLETE: Final = f"""(
    SELECT count(*)
    FROM (
        SELECT phase, ended_by, seconds, reps, max(number)
        FROM attempt WHERE workout_id = workout.id AND seconds > 0 GROUP BY phase
    ) AS attempt JOIN effort ON effort.plan_id = workout.plan_id AND effort.phase = attempt.phase
    WHERE {ATTEMPT_IS_DONE} AND CASE
        WHEN dose = '{Dose.OPEN}' THEN 1
        WHEN effort.reps IS NOT NULL THEN coalesce(attempt.reps, 0) >= effort.reps
        ELSE attempt.seconds >= target_seconds - {_SAME_SECONDS}
    END
)"""
"""SQL: how many efforts of a row of `workout` are complete."""

HAS_EFFORT_DONE: Final = f"""EXISTS (
    SELECT 1 FROM attempt
    WHERE workout_id = workout.id AND {ATTEMPT_IS_DONE} AND NOT EXISTS (
        SELECT 1 FROM attempt AS later
        WHERE later.workout_id = workout.id AND later.phase = attempt.phase
            AND later.number > attempt.number AND later.seconds > 0
    )
)"""
"""SQL: whether any effort of a row of `workout` was done, so that the workout counts."""
