"""Leaving an exercise, or the sets that follow, out of a timeline in the middle of a workout."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from hiptimer.plan.compiler import NothingToDo, gear_between
from hiptimer.plan.cues import effort_cues, pause_cues
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import announcement

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Phase, Timeline


def leave_out(timeline: Timeline, exercise_id: str, index: int) -> Timeline:
    """Return `timeline` without the efforts of an exercise, and their pauses, from `index` on.

    The phases before `index` keep their places, so that attempts still refer to them. Returns
    `timeline` itself if none of its efforts follows.

    Raises:
        NothingToDo: no effort remains.

    """
    coming = timeline.phases[index:]
    dropped = [it for it in coming if it.effort.movement.id == exercise_id]
    if not dropped:
        return timeline
    phases = list(timeline.phases[:index])
    before = next((it.effort for it in reversed(phases) if it.is_effort), None)
    ends_dropped_set, left_out = False, 0
    for phase in coming:
        if phase.effort.movement.id == exercise_id:
            ends_dropped_set |= phase.ends_set
            left_out += 1
            continue
        if ends_dropped_set:
            _mark_set_end(phases)
            ends_dropped_set = False
        kept = _follow(before, phases[-1] if phases else None, phase)
        phases.append(kept._replace(number=phase.number - left_out))
        before = phase.effort if phase.is_effort else before
    while phases and not phases[-1].is_effort:
        phases.pop()
    if not phases:
        raise NothingToDo
    phases[-1] = phases[-1]._replace(ends_set=False)
    return timeline._replace(phases=tuple(phases))


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
    kept = [*phases[:end], phases[end]._replace(ends_set=dropped < len(later))]
    before = phases[end].effort
    for phase in later[dropped:]:
        kept.append(_follow(before, kept[-1], phase))
        before = phase.effort if phase.is_effort else before
    return timeline._replace(phases=tuple(kept))


def _mark_set_end(phases: list[Phase]) -> None:
    """Mark the last effort as the last of its set, because a later one was left out."""
    for place in reversed(range(len(phases))):
        if phases[place].is_effort:
            phases[place] = phases[place]._replace(ends_set=True)
            return


def _follow(before: Effort | None, last: Phase | None, phase: Phase) -> Phase:
    """Return `phase` as it follows the effort `before` and the phase `last`."""
    starts = last.starts + last.target_seconds if last else 0.0
    gear = gear_between(before, phase.effort)
    cues = phase.cues
    if gear != phase.gear and not phase.is_effort:
        cues = pause_cues(phase.kind, phase.effort, gear, phase.seconds)
    elif gear != phase.gear and (last is None or last.is_effort):
        words = announcement(PhaseKind.WORK, phase.effort, gear)
        cues = effort_cues(phase.effort, phase.seconds, words)
    return phase._replace(starts=starts, gear=gear, cues=cues)
