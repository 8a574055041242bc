"""The score: what will be heard from now to the next gate, as sounds at moments.

Moments are those of the clock the engine is told. The sounds that mark what the clock ends (the
cap of a hold, the end of a set, the finish) are known as soon as the end is, and stand in the
score; those that answer a person are added by the workout when they happen.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from hiptimer.audio.speaker import Note
from hiptimer.cues import COUNTDOWN_SECONDS
from hiptimer.playhead import CueReached, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.engine import Engine
    from hiptimer.playhead import Event, Playhead
    from hiptimer.timeline import Cue, Phase, Timeline

HORIZON_SECONDS = 60.0

_HELD = {30.0: "held-30", 60.0: "held-60", 90.0: "held-90"}

_WHOLE_TONE = math.pow(2, 2 / 12)


def upcoming(engine: Engine, horizon_seconds: float = HORIZON_SECONDS) -> tuple[Note, ...]:
    """Return what will be heard in the `horizon_seconds` from the engine's moment on, in order."""
    until = engine.head.now + horizon_seconds
    return tuple(takewhile(lambda note: note.moment <= until, _notes(engine, engine.head)))


def reached(timeline: Timeline, events: Iterable[Event]) -> tuple[Note, ...]:
    """Return what is heard of the cues that fell due among `events`."""
    cues = (event for event in events if isinstance(event, CueReached) and event.cue.sound)
    return tuple(_note(timeline.phases[it.index], it.cue, it.moment, it.remaining) for it in cues)


def set_end(timeline: Timeline, index: int) -> str:
    """Return what is heard where phase `index` ends a set, which is another before the last."""
    coming = timeline.phases[index + 1].effort
    return "last-set" if coming.set == coming.sets else "set-end"


def _notes(engine: Engine, head: Playhead) -> Iterator[Note]:
    if head.state is State.RESUMING:
        for before in COUNTDOWN_SECONDS[head.lead_in_ticks :]:
            yield Note(head.anchor - before, "tick-in", _countdown_pitch("tick-in", before))
        if head.heard and not engine.phase.effort.tempo:
            yield Note(head.anchor, "go")
        head = replace(head, state=State.RUNNING, anchor=head.anchor - head.elapsed)
    if head.state is State.RUNNING:
        yield from _phase_notes(engine, head)


def _phase_notes(engine: Engine, head: Playhead) -> Iterator[Note]:
    """Yield the notes from `head` on, phase after phase, up to the first that waits."""
    phases = engine.timeline.phases
    while True:
        phase = phases[head.index]
        length = engine.length(head)
        for cue in head.cues[head.heard :]:
            is_inside = length is None or cue.at <= length
            if cue.sound and is_inside:
                remaining = None if head.seconds is None else head.seconds - cue.at
                yield _note(phase, cue, head.anchor + cue.at, remaining)
        if length is None:
            return
        is_gate = head.seconds is None and not engine.unattended
        end = head.anchor + length
        if is_gate:
            yield Note(end, "capped")
        if head.index == len(phases) - 1:
            yield Note(end, "finish")
            return
        if phase.ends_set:
            yield Note(end, set_end(engine.timeline, head.index))
        if is_gate:
            return
        coming = phases[head.index + 1]
        head = replace(
            head,
            index=head.index + 1,
            elapsed=0.0,
            seconds=coming.seconds,
            cues=coming.cues,
            heard=0,
            anchor=end,
        )


def _note(phase: Phase, cue: Cue, moment: float, remaining: float | None) -> Note:
    sound = cue.sound or ""
    if sound in ("tick-in", "tick-out") and remaining is not None:
        return Note(moment, sound, _countdown_pitch(sound, remaining))
    if sound == "hold-tick":
        return Note(moment, _HELD.get(cue.at, sound))
    if sound == "return":
        return Note(moment, sound, seconds=phase.effort.tempo[-1].seconds)
    return Note(moment, sound)


def _countdown_pitch(sound: str, before: float) -> float:
    """Return how far a countdown has climbed to an effort, or fallen to its end."""
    steps = COUNTDOWN_SECONDS[0] - round(before)
    return math.pow(_WHOLE_TONE, steps if sound == "tick-in" else -steps)
