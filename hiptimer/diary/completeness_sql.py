"""What `workout/completeness.py` defines, as SQL over the tables of the diary."""

from __future__ import annotations

from typing import Final

from hiptimer.plan.effort import Dose
from hiptimer.workout.completeness import SAME_SECONDS
from hiptimer.workout.events import DONE_BY, EndedBy

_DONE_BY_SQL: Final = ", ".join(f"'{by}'" for by in sorted(DONE_BY))

_COUNTING_REPS_SQL: Final = ", ".join(f"'{it}'" for it in Dose if it.counts_reps)

COUNTS_REPS: Final = f"dose IN ({_COUNTING_REPS_SQL})"
"""SQL: whether the reps of a row of `effort` are counted."""

_IS_TO_FATIGUE: Final = f"(dose = '{Dose.OPEN}' OR {COUNTS_REPS} AND effort.reps IS NULL)"

_PLANNED_REPS: Final = "coalesce(effort.reps, target_reps)"

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
        WHEN {_IS_TO_FATIGUE} AND ended_by != '{EndedBy.PAIN}' THEN 1
        WHEN {_PLANNED_REPS} IS NOT NULL THEN coalesce(attempt.reps, 0) >= {_PLANNED_REPS}
        ELSE attempt.seconds >= target_seconds - {SAME_SECONDS}
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
