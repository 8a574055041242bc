"""Fewer sets of a block in the middle of a workout: the timeline that follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from hiptimer.plan.compiler import gear_between
from hiptimer.plan.cues import effort_cues, pause_cues
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import announcement

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Phase, Timeline


def last_of_set(timeline: Timeline, index: int) -> int:
    """Return the last phase of the set that phase `index` is in or leads to."""
    phases = timeline.phases
    ends = (place for place in range(index, len(phases)) if phases[place].ends_set)
    return next(ends, len(phases) - 1)


def until_set_end(timeline: Timeline, index: int) -> Timeline:
    """Return `timeline` without the sets of its block that follow the one of phase `index`.

    A pause is in the set that it leads to. The phases up to the end of that set keep their places.
    Returns `timeline` itself if no set of the block follows.
    """
    phases, end = timeline.phases, last_of_set(timeline, index)
    block = phases[index].effort.block
    later = phases[end + 1 :]
    dropped = len(list(takewhile(lambda it: it.effort.block == block, later)))
    if not dropped:
        return timeline
    kept = [*phases[:end], replace(phases[end], ends_set=dropped < len(later))]
    for phase in later[dropped:]:
        kept.append(_follow(kept[-1], phase))
    return replace(timeline, phases=tuple(kept))


def _follow(last: Phase, phase: Phase) -> Phase:
    """Return `phase` as it follows `last`."""
    starts = last.starts + last.target_seconds
    if not last.is_effort:
        return replace(phase, starts=starts, gear=last.gear)
    gear = gear_between(last.effort, phase.effort)
    if phase.is_effort:
        words = announcement(PhaseKind.WORK, phase.effort, gear)
        cues = effort_cues(phase.effort, phase.seconds, words)
    else:
        cues = pause_cues(phase.kind, phase.effort, gear, phase.seconds)
    return replace(phase, starts=starts, gear=gear, cues=cues)
