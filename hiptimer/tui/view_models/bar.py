"""The bar of one moment of a workout, which fills with time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.effort import Dose

if TYPE_CHECKING:
    from hiptimer.workout.snapshot import Snapshot


class Bar(NamedTuple):
    """A bar that fills with time, as shares of its length from 0 to 1.

    It takes `seconds` to fill. `marks` are moments on it, such as the
    target of an open hold, which `is_past` once it is reached.
    """

    filled: float
    seconds: float
    marks: tuple[float, ...] = ()
    is_past: bool = False


def bar(snapshot: Snapshot) -> Bar:
    """Return the bar of a moment: the beat in paced reps, otherwise the phase."""
    phase = snapshot.phase
    if snapshot.rep:
        seconds = snapshot.rep.beat.seconds
        return Bar(1 - snapshot.rep.beat_remaining / seconds, seconds)
    if snapshot.remaining is not None:
        seconds = snapshot.elapsed + snapshot.remaining
        stages = phase.effort.stages if phase.is_effort else ()
        marks = tuple(stage.at / seconds for stage in stages if 0 < stage.at < seconds)
        return Bar(snapshot.elapsed / seconds if seconds else 1.0, seconds, marks)
    target = phase.target_seconds
    if phase.effort.dose is Dose.FREE:
        return Bar(min(1.0, snapshot.elapsed / target), target)
    to_match = [mark.seconds for mark in snapshot.marks]
    seconds = max(phase.cap_seconds or 2 * target, *to_match, snapshot.elapsed)
    marks = tuple(it / seconds for it in (target, *to_match))
    return Bar(snapshot.elapsed / seconds, seconds, marks, is_past=snapshot.elapsed >= target)
