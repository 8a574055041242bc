"""The marks of an open hold: the other side today, and the same side last time.

They are to be matched, not beaten: the aim is that both sides are equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.effort import Dose
from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.plan.effort import Effort, EffortSide
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import EffortEnded

ENDED_BY_FATIGUE = (EndedBy.PERSON, EndedBy.CAP)
"""How an open hold ends that was held to fatigue or to the cap."""


class HoldKey(NamedTuple):
    """The identity of an open hold within its circuit, across workouts."""

    exercise_id: str
    side: EffortSide | None
    set: int
    round: int


class HoldMark(NamedTuple):
    """A time to match, and where it comes from: "left side today", "last time"."""

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
    """Return the marks of phase `index`; empty if it is not an open hold.

    `last_time` are the seconds of each hold in the last workout with it.
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
    """Return the last counting hold of the same exercise on the other side."""
    found = [
        attempt
        for attempt in counting_attempts(attempts).values()
        # An attempt in a later set may exist if the workout was cut to this set afterwards.
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
