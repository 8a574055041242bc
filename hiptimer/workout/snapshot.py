"""What there is to show of a workout at one moment, and when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from datetime import datetime

    from hiptimer.plan.timeline import Phase, RepPosition, Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.hold_marks import HoldMark
    from hiptimer.workout.playhead import Playhead


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a view shows of one moment.

    `remaining` is None where the person decides; `rep` is None where reps are not paced.
    `workout_remaining_seconds` counts open efforts at their target. `place_seconds` is where on the
    plan it stands, in planned seconds from its start, and never outside the phase. `following` is
    the effort after the one this moment is about, be it on or being led to. `marks` are what an
    open hold is to be matched with. `ends_at` is what the clock on the wall shows when the workout
    is over, if nobody pauses; None where nobody asked it.
    """

    state: State
    phase: Phase
    elapsed: float
    remaining: float | None
    lead_in_remaining: float
    rep: RepPosition | None
    workout_remaining_seconds: float
    place_seconds: float
    following: Phase | None
    marks: tuple[HoldMark, ...] = ()
    ends_at: datetime | None = None


def moment_of(timeline: Timeline, head: Playhead) -> Moment:
    """Return what to show of a playhead on its timeline."""
    phases = timeline.phases
    phase, after = phases[head.index], head.index + 1
    to_go = timeline.planned_seconds - phases[after].starts if after < len(phases) else 0.0
    length = phase.target_seconds if head.seconds is None else head.seconds
    if head.state is not State.FINISHED:
        to_go += max(0.0, length - head.elapsed)
    return Moment(
        state=head.state,
        phase=phase,
        elapsed=head.elapsed,
        remaining=None if head.seconds is None else max(0.0, head.seconds - head.elapsed),
        lead_in_remaining=head.lead_in_remaining,
        rep=phase.effort.rep_at(head.elapsed) if phase.is_effort else None,
        workout_remaining_seconds=to_go,
        place_seconds=_place_seconds(phase, head, length),
        following=timeline.next_effort(head.index if phase.is_effort else after),
    )


def _place_seconds(phase: Phase, head: Playhead, length: float) -> float:
    is_over = head.state is State.FINISHED or head.elapsed >= length
    share = 1.0 if is_over else head.elapsed / length
    return phase.starts + share * phase.target_seconds


def seconds_to_change(engine: Engine) -> float:
    """Return the seconds until a second is full, a cue falls due or a phase ends.

    Infinite where nothing moves.
    """
    head = engine.head
    if head.state is State.RESUMING:
        return head.lead_in_remaining % 1.0 or 1.0
    if head.state is not State.RUNNING:
        return float("inf")
    waits = [1.0 - head.elapsed % 1.0]
    if head.seconds is not None:
        waits.append((head.seconds - head.elapsed) % 1.0 or 1.0)
    if head.next_cue:
        waits.append(head.next_cue.at - head.elapsed)
    if (length := engine.length(head)) is not None:
        waits.append(length - head.elapsed)
    return min(waits)
