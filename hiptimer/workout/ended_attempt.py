"""What was done of an effort when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.plan.effort import Dose
from hiptimer.workout.events import DONE_BY, EffortEnded, EndedBy

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.workout.playhead import Playhead


def ended_attempt(effort: Effort, head: Playhead, by: EndedBy, reach_seconds: float) -> EffortEnded:
    """Return the attempt at `effort` that ends at `head`.

    `reach_seconds` are subtracted from an open hold that the person ends, for the way to the key.
    """
    confirmed = None
    if effort.dose is Dose.FREE:
        reps, confirmed = _untimed_reps(effort, head, by)
    else:
        reps = effort.reps_done(head.elapsed) if effort.tempo else None
    is_reached = effort.dose is Dose.OPEN and by is EndedBy.PERSON
    reach = min(reach_seconds, head.elapsed) if is_reached else 0.0
    held = head.elapsed - reach
    return EffortEnded(head.now, head.index, by, held, reps, reach, confirmed)


def _untimed_reps(effort: Effort, head: Playhead, by: EndedBy) -> tuple[int | None, bool | None]:
    """Return how many reps were done at the person's pace, and whether the person said so."""
    if by not in DONE_BY:
        return 0, None
    if head.counted_reps is not None:
        return head.counted_reps, True
    return None if by is EndedBy.PAIN else effort.planned_reps, False
