"""The sounds of a phase, and those of its neighbors that are heard close to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.audio.score.coach import OPENING_SECONDS
from hiptimer.audio.score.notes import cue_note
from hiptimer.audio.speaker import Note
from hiptimer.plan.timeline import PhaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.playhead import Playhead

_CONTEXT_SECONDS = 2.0
"""Sounds of other phases farther away do not change what is heard in a phase."""


def phase_sounds(phase: Phase, head: Playhead, length: float | None) -> Iterator[Note]:
    """Yield the sounds of the remaining cues, and the one that opens a workout."""
    is_opening = phase.kind is PhaseKind.PREPARE and head.elapsed <= OPENING_SECONDS
    if is_opening and length is not None and length > OPENING_SECONDS:
        yield Note(head.anchor + OPENING_SECONDS, "resumed")
    for cue in head.cues[head.heard :]:
        if cue.sound and cue.is_heard_in(length):
            remaining = phase.counted_down(cue.at, head.known_seconds)
            yield cue_note(phase, cue, head.anchor + cue.at, remaining)


def sounds_before(engine: Engine, head: Playhead) -> Iterator[Note]:
    """Yield the sounds that may still be heard when the phase of `head` begins, at 0.

    Spacing may have moved the last sounds of the phases before beyond their end.
    """
    began_by_itself = head.began_by_itself_at is not None
    if head.index and not began_by_itself:
        # The longest answer to a key: which one was heard is unknown.
        yield Note(0.0, "resumed")
    end = 0.0
    for index in reversed(range(head.index)):
        phase = engine.timeline.phases[index]
        if began_by_itself and phase.cap_seconds is not None and not engine.unattended:
            yield Note(end, "capped")
        if phase.ends_set:
            yield Note(end, set_end_sound(engine.timeline, index))
        if not began_by_itself or end <= -_CONTEXT_SECONDS:
            return
        before = beginning(engine, index, end)
        length = engine.length(before)
        if length is None:
            return
        end -= length
        yield from phase_sounds(phase, replace(before, anchor=end), length)


def sounds_after(engine: Engine, head: Playhead, end: float) -> Iterator[Note]:
    """Yield the sounds after the phase of `head`, which ends at `end`; some are heard before it."""
    latest = end + _CONTEXT_SECONDS
    phases = engine.timeline.phases
    for index in range(head.index + 1, len(phases)):
        if phases[index - 1].ends_set:
            yield Note(end, set_end_sound(engine.timeline, index - 1))
        coming = beginning(engine, index, end)
        yield from phase_sounds(phases[index], coming, length := engine.length(coming))
        if length is None or end + length > latest:
            return
        end += length


def beginning(engine: Engine, index: int, moment: float) -> Playhead:
    """Return the playhead at the beginning of a phase that begins by itself at `moment`."""
    return replace(engine.at_beginning(index, moment), began_by_itself_at=moment)


def set_end_sound(timeline: Timeline, index: int) -> str:
    """Return the sound at the end of a set, in phase `index`: "last-set" if only one remains."""
    return "last-set" if timeline.phases[index + 1].effort.is_in_last_set else "set-end"
