"""The score: the sounds and words from now to the next gate, with their moments.

Moments are those of the engine's clock. Sounds for what the clock ends (the cap of a hold, the end
of a set, the finish) are in the score as soon as the end is known; sounds that answer a person are
added by the workout when they happen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from hiptimer.audio.score.announcements import heard_phrases, return_line
from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.brevity import in_brief
from hiptimer.audio.score.coach import spoken_lines
from hiptimer.audio.score.ending import closing_words
from hiptimer.audio.score.notes import countdown_pitch, cue_note, pan_at
from hiptimer.audio.score.phase_sounds import (
    beginning,
    phase_sounds,
    set_end_sound,
    sounds_after,
    sounds_before,
)
from hiptimer.audio.score.speech import SpokenLine, schedule_words
from hiptimer.audio.speaker import Note
from hiptimer.plan.cues import COUNTDOWN_SECONDS
from hiptimer.workout.events import CueReached
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import Playhead

HORIZON_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Recent:
    """What the coming words depend on, besides the timeline.

    `heard` are the recordings of words begun since the last effort, each with the seconds for which
    it could be heard; `answers` are the answers to keys in this phase, at moments of the engine.
    """

    heard: Mapping[str, float] = field(default_factory=dict)
    answers: tuple[SpokenLine, ...] = ()


_SOUNDS_ALONE = Arrangement()
_NOTHING_RECENT = Recent()


def upcoming_notes(
    engine: Engine,
    horizon_seconds: float = HORIZON_SECONDS,
    arrangement: Arrangement = _SOUNDS_ALONE,
    recent: Recent = _NOTHING_RECENT,
) -> tuple[Note, ...]:
    """Return the notes of the next `horizon_seconds` from the engine's moment on, in order.

    They include words that are being said, but not sounds that have begun.
    """
    until = engine.head.now + horizon_seconds
    notes = _notes(engine, engine.head, arrangement, recent)
    return tuple(takewhile(lambda note: note.moment <= until, notes))


def due_notes(timeline: Timeline, events: Iterable[Event]) -> tuple[Note, ...]:
    """Return the notes of the cues among `events` that became due."""
    cues = (event for event in events if isinstance(event, CueReached) and event.cue.sound)
    return tuple(
        cue_note(timeline.phases[it.index], it.cue, it.moment, it.remaining) for it in cues
    )


def _notes(
    engine: Engine, head: Playhead, arrangement: Arrangement, recent: Recent
) -> Iterator[Note]:
    if head.state is State.RESUMING:
        notes = list(_lead_in_notes(engine, head, arrangement, recent))
        yield from sorted(notes, key=lambda note: note.moment)
        end = head.anchor
        head = replace(head, state=State.RUNNING, anchor=end - head.elapsed)
        recent = Recent({**recent.heard, **_heard_by(end, notes)})
    if head.state is State.RUNNING:
        yield from _phase_notes(engine, head, arrangement, recent)


def _heard_by(end: float, notes: Iterable[Note]) -> dict[str, float]:
    return {note.sound: end - note.moment for note in notes if is_words(note)}


def _lead_in_notes(
    engine: Engine, head: Playhead, arrangement: Arrangement, recent: Recent
) -> Iterator[Note]:
    phase, began_at = engine.phase, head.lead_in_began_at
    pan = pan_at(phase, 0.0)
    for before in COUNTDOWN_SECONDS[head.lead_in_ticks :]:
        yield Note(head.anchor - before, "tick-in", countdown_pitch("tick-in", before), pan=pan)
    if head.heard and not phase.effort.tempo:
        yield Note(head.anchor, "go", pan=pan)
    end = head.anchor - began_at
    countdown = [end - before for before in COUNTDOWN_SECONDS]
    sounds = [*arrangement.occupied([Note(0.0, "resumed")]), *((at, at) for at in countdown)]
    lines = [return_line(phase.effort, is_beginning=head.elapsed == 0), *_since(recent, began_at)]
    said = schedule_words(lines, sounds, end, arrangement.voice, arrangement.speed)
    for at, clip in said:
        if began_at + at + clip.seconds * arrangement.speed > head.now:
            yield Note(began_at + at, clip.path, pan=pan)


def _since(recent: Recent, moment: float) -> list[SpokenLine]:
    """Return the answers to keys, in seconds from `moment` on."""
    return [line._replace(at=line.at - moment) for line in recent.answers]


def _phase_notes(
    engine: Engine, head: Playhead, arrangement: Arrangement, recent: Recent
) -> Iterator[Note]:
    """Yield the notes from `head` on, phase by phase, up to the first phase that waits."""
    phases = engine.timeline.phases
    while True:
        phase = phases[head.index]
        length = engine.length(head)
        words = list(_words(engine, head, arrangement, recent))
        notes = [*phase_sounds(phase, head, length), *words]
        yield from sorted(notes, key=lambda note: note.moment)
        if length is None:
            return
        is_gate = engine.waits_for_person(head)
        end = head.anchor + length
        if is_gate:
            yield Note(end, "capped")
        if head.index == len(phases) - 1:
            yield (finish := Note(end, "finish"))
            over = replace(head, index=len(phases), began_by_itself_at=end)
            before = (it._replace(moment=end + it.moment) for it in sounds_before(engine, over))
            yield from closing_words([*before, finish], arrangement)
            return
        if phase.ends_set:
            yield Note(end, set_end_sound(engine.timeline, head.index))
        if is_gate:
            return
        recent = Recent({} if phase.is_effort else {**recent.heard, **_heard_by(end, words)})
        head = beginning(engine, head.index + 1, end)


def _words(
    engine: Engine, head: Playhead, arrangement: Arrangement, recent: Recent
) -> Iterator[Note]:
    """Yield the current and upcoming words of the phase that `head` is in."""
    timeline = engine.timeline
    phase = timeline.phases[head.index]
    length = engine.length(head)
    afresh = replace(head, elapsed=0.0, heard=0, anchor=0.0)
    notes = [*sounds_before(engine, head), *phase_sounds(phase, afresh, length)]
    if length is not None:
        notes += sounds_after(engine, head, length)
    sounds = arrangement.occupied(notes)
    heard = heard_phrases(timeline, head.index, arrangement.voice, recent.heard, arrangement.speed)
    seconds = None if engine.waits_for_person(head) else length
    lines = [
        *spoken_lines(timeline, head.index, head.cues, seconds, heard),
        *_since(recent, head.anchor),
    ]
    lines.sort(key=lambda line: line.at)
    if arrangement.is_brief:
        lines = list(in_brief(lines, phase.effort))
    end = math.inf if length is None else length
    said = schedule_words(lines, sounds, end, arrangement.voice, arrangement.speed)
    for at, clip in said:
        if at + clip.seconds * arrangement.speed > head.elapsed:
            yield Note(head.anchor + at, clip.path, pan=pan_at(phase, at))
