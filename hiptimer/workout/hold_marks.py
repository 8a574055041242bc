"""What an open hold is held against: the other side today, and the same side the last time.

To be matched, not to be beaten: a side that is stopped for at the mark of the other is no weaker
for it, and two sides that come to the same are what such hips want.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.timeline import Dose
from hiptimer.workout.events import EndedBy
from hiptimer.workout.results import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.plan.timeline import Effort, EffortSide, Timeline
    from hiptimer.workout.events import EffortEnded

ENDED_BY_FATIGUE = (EndedBy.PERSON, EndedBy.CAP)
"""Who ends an open hold that was held as long as it could be; to the cap is that, too."""


class HoldKey(NamedTuple):
    """What tells an open hold from the others of its circuit, today and the last time."""

    exercise_id: str
    side: EffortSide | None
    set: int
    round: int


@dataclass(frozen=True, slots=True)
class HoldMark:
    """How long one was held, and whose mark that is: "left side today", "last time"."""

    seconds: float
    whose: str


def hold_key(effort: Effort) -> HoldKey:
    """Return the key of an open hold."""
    return HoldKey(effort.movement.id, effort.side, effort.set, effort.round)


def hold_marks(
    timeline: Timeline,
    index: int,
    attempts: Sequence[EffortEnded],
    last_time: Mapping[HoldKey, float],
) -> tuple[HoldMark, ...]:
    """Return what phase `index` is to be matched with; nothing where it is no open hold.

    `last_time` is how long each was held when it last was.
    """
    phase = timeline.phases[index]
    if not phase.is_effort or phase.effort.dose is not Dose.OPEN:
        return ()
    marks = []
    other = _other_side(timeline, phase.effort, attempts)
    if other:
        marks.append(HoldMark(other.seconds, f"{_side(timeline, other)} side today"))
    held = last_time.get(hold_key(phase.effort))
    if held is not None:
        marks.append(HoldMark(held, "last time"))
    return tuple(marks)


def _other_side(
    timeline: Timeline, effort: Effort, attempts: Sequence[EffortEnded]
) -> EffortEnded | None:
    """Return the last hold of the same exercise on the other side, as it counts."""
    found = [
        attempt
        for attempt in counting_attempts(attempts).values()
        # One of a later set may remain from before the workout was made to end sooner.
        if attempt.index < len(timeline.phases)
        and attempt.by in ENDED_BY_FATIGUE
        and attempt.seconds > 0
        and _is_other_side(timeline.phases[attempt.index].effort, effort)
    ]
    return max(found, key=lambda attempt: attempt.index, default=None)


def _is_other_side(one: Effort, other: Effort) -> bool:
    return one.movement.id == other.movement.id and one.side != other.side


def _side(timeline: Timeline, attempt: EffortEnded) -> str:
    return timeline.phases[attempt.index].effort.side or ""
