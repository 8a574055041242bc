"""A snapshot of a workout for the views, and the time to its next change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from datetime import datetime

    from hiptimer.plan.effort import RepPosition
    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.hold_marks import HoldMark
    from hiptimer.workout.playhead import Playhead


class Snapshot(NamedTuple):
    """A snapshot of a workout at one moment, for the views.

    `remaining` is None if the person decides; `rep` is None if reps are not paced.
    `workout_remaining_seconds` counts open efforts at their target. `place_seconds` is the position
    on the plan, in planned seconds from its start, always inside the phase. `following` is the
    effort after the current or coming one. `marks` are the times to match in an open hold.
    `counted_reps` is the number that the person gave for untimed reps, if any.
    `ends_at` is the expected local time of the end without pauses; None if not computed.
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
    counted_reps: int | None = None
    ends_at: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the person has ended a rest that waits, and a countdown leads to the effort."""
        return self.phase.waits and self.remaining is not None


def snapshot_of(timeline: Timeline, head: Playhead) -> Snapshot:
    """Return the snapshot of a playhead on its timeline."""
    phases = timeline.phases
    phase, after = phases[head.index], head.index + 1
    to_go = timeline.planned_seconds - phases[after].starts if after < len(phases) else 0.0
    seconds = head.known_seconds
    length = phase.target_seconds if seconds is None else seconds
    if head.state is not State.FINISHED:
        to_go += max(0.0, length - head.elapsed)
    return Snapshot(
        state=head.state,
        phase=phase,
        elapsed=head.elapsed,
        remaining=None if seconds is None else max(0.0, seconds - head.elapsed),
        lead_in_remaining=head.lead_in_remaining,
        rep=phase.effort.rep_at(head.elapsed) if phase.is_effort else None,
        workout_remaining_seconds=to_go,
        place_seconds=_place_seconds(phase, head, length),
        following=timeline.next_effort(head.index if phase.is_effort else after),
        counted_reps=head.counted_reps,
    )


def _place_seconds(phase: Phase, head: Playhead, length: float) -> float:
    is_over = head.state is State.FINISHED or head.elapsed >= length
    share = 1.0 if is_over else head.elapsed / length
    return phase.starts + share * phase.target_seconds


def seconds_to_change(engine: Engine) -> float:
    """Return the seconds until a displayed second changes, a cue is due or a phase ends.

    Infinite if time does not move the workout.
    """
    head = engine.head
    if head.state is State.RESUMING:
        return head.lead_in_remaining % 1.0 or 1.0
    if head.state is not State.RUNNING:
        return float("inf")
    waits = [1.0 - head.elapsed % 1.0]
    if head.known_seconds is not None:
        waits.append((head.known_seconds - head.elapsed) % 1.0 or 1.0)
    if head.next_cue:
        waits.append(head.next_cue.at - head.elapsed)
    if (length := engine.length(head)) is not None:
        waits.append(length - head.elapsed)
    return min(waits)
