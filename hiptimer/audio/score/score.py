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

from hiptimer.audio.score.brevity import in_brief
from hiptimer.audio.score.notes import countdown_pitch, cue_note, pan_at
from hiptimer.audio.score.spacing import Spaced, space
from hiptimer.audio.score.speech import (
    OPENING_SECONDS,
    NoVoice,
    Voice,
    return_line,
    schedule_words,
    spoken_lines,
)
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.speaker import Note
from hiptimer.plan.cues import COUNTDOWN_SECONDS
from hiptimer.plan.timeline import PhaseKind
from hiptimer.workout.events import CueReached
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.plan.timeline import Phase, Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import Playhead

HORIZON_SECONDS = 60.0

_CONTEXT_SECONDS = 2.0
"""Sounds of other phases farther away do not change what is heard in a phase."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The settings of a score: its palette, its voice, how much is said, and the speed of time.

    What is played is heard `latency_seconds` later, in real time.
    """

    palette: Palette = field(default_factory=Palette)
    voice: Voice = field(default_factory=NoVoice)
    is_brief: bool = False
    speed: float = 1.0
    latency_seconds: float = 0.0

    def space(self, notes: Iterable[Note]) -> list[Note]:
        """Return `notes` of which no two sounds overlap; see `spacing`. Words stay."""
        notes = list(notes)
        words = [note for note in notes if is_words(note)]
        spaced = self._spaced(note for note in notes if not is_words(note))
        return sorted([*(it.note for it in spaced), *words], key=lambda note: note.moment)

    def occupied(self, sounds: Iterable[Note]) -> list[tuple[float, float]]:
        """Return from when to when words must wait for each of `sounds`, in engine seconds.

        Moments count from a moment at which sounds that were not known before are heard late.
        """
        latency = self.latency_seconds * self.speed
        return [
            (
                min(it.due, it.note.moment),
                it.note.moment + self._engine_seconds(it.note) + (it.due <= latency) * latency,
            )
            for it in self._spaced(sounds)
        ]

    def _spaced(self, sounds: Iterable[Note]) -> list[Spaced]:
        return space(
            sounds,
            lambda note: note.seconds or self.palette.seconds(note.sound),
            lambda note: note.seconds or self.palette.least_seconds(note.sound),
        )

    def _engine_seconds(self, note: Note) -> float:
        """Return the length of `note`; only a set length scales with the speed of time."""
        return note.seconds or self.palette.seconds(note.sound) * self.speed


_SOUNDS_ALONE = Arrangement()


def upcoming_notes(
    engine: Engine,
    horizon_seconds: float = HORIZON_SECONDS,
    arrangement: Arrangement = _SOUNDS_ALONE,
) -> tuple[Note, ...]:
    """Return the notes of the next `horizon_seconds` from the engine's moment on, in order.

    They include words that are being said, but not sounds that have begun.
    """
    until = engine.head.now + horizon_seconds
    notes = _notes(engine, engine.head, arrangement)
    return tuple(takewhile(lambda note: note.moment <= until, notes))


def due_notes(timeline: Timeline, events: Iterable[Event]) -> tuple[Note, ...]:
    """Return the notes of the cues among `events` that became due."""
    cues = (event for event in events if isinstance(event, CueReached) and event.cue.sound)
    return tuple(
        cue_note(timeline.phases[it.index], it.cue, it.moment, it.remaining) for it in cues
    )


def is_words(note: Note) -> bool:
    """Return whether `note` is spoken: words are recordings, and sounds have names."""
    return note.sound.endswith(".wav")


def set_end_sound(timeline: Timeline, index: int) -> str:
    """Return the sound at the end of a set, in phase `index`: "last-set" if only one remains."""
    coming = timeline.phases[index + 1].effort
    return "last-set" if coming.set == coming.sets else "set-end"


def _notes(engine: Engine, head: Playhead, arrangement: Arrangement) -> Iterator[Note]:
    if head.state is State.RESUMING:
        notes = list(_lead_in_notes(engine, head, arrangement))
        yield from sorted(notes, key=lambda note: note.moment)
        head = replace(head, state=State.RUNNING, anchor=head.anchor - head.elapsed)
    if head.state is State.RUNNING:
        yield from _phase_notes(engine, head, arrangement)


def _lead_in_notes(engine: Engine, head: Playhead, arrangement: Arrangement) -> Iterator[Note]:
    phase, began_at = engine.phase, head.lead_in_began_at
    pan = pan_at(phase, 0.0)
    for before in COUNTDOWN_SECONDS[head.lead_in_ticks :]:
        yield Note(head.anchor - before, "tick-in", countdown_pitch("tick-in", before), pan=pan)
    if head.heard and not phase.effort.tempo:
        yield Note(head.anchor, "go", pan=pan)
    end = head.anchor - began_at
    countdown = [end - before for before in COUNTDOWN_SECONDS]
    sounds = [*arrangement.occupied([Note(0.0, "resumed")]), *((at, at) for at in countdown)]
    line = return_line(phase.effort)
    said = schedule_words([line], sounds, end, arrangement.voice, arrangement.speed)
    for at, clip in said:
        if began_at + at + clip.seconds * arrangement.speed > head.now:
            yield Note(began_at + at, clip.path, pan=pan)


def _phase_notes(engine: Engine, head: Playhead, arrangement: Arrangement) -> Iterator[Note]:
    """Yield the notes from `head` on, phase by phase, up to the first phase that waits."""
    phases = engine.timeline.phases
    while True:
        phase = phases[head.index]
        length = engine.length(head)
        notes = [*_sounds(phase, head, length), *_words(engine, head, arrangement)]
        yield from sorted(notes, key=lambda note: note.moment)
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
            yield Note(end, set_end_sound(engine.timeline, head.index))
        if is_gate:
            return
        head = _beginning(engine.timeline, head, head.index + 1, end)


def _beginning(timeline: Timeline, head: Playhead, index: int, moment: float) -> Playhead:
    """Return the playhead at the beginning of a phase that begins by itself at `moment`."""
    phase = timeline.phases[index]
    return replace(
        head,
        index=index,
        elapsed=0.0,
        seconds=phase.seconds,
        cues=phase.cues,
        heard=0,
        anchor=moment,
        began_by_itself_at=moment,
    )


def _sounds(phase: Phase, head: Playhead, length: float | None) -> Iterator[Note]:
    """Yield the sounds of the remaining cues, and the one that opens a workout."""
    is_opening = phase.kind is PhaseKind.PREPARE and head.elapsed <= OPENING_SECONDS
    if is_opening and length is not None and length > OPENING_SECONDS:
        yield Note(head.anchor + OPENING_SECONDS, "resumed")
    for cue in head.cues[head.heard :]:
        is_inside = length is None or cue.at <= length
        if cue.sound and is_inside:
            remaining = phase.counted_down(cue.at, head.seconds)
            yield cue_note(phase, cue, head.anchor + cue.at, remaining)


def _words(engine: Engine, head: Playhead, arrangement: Arrangement) -> Iterator[Note]:
    """Yield the current and upcoming words of the phase that `head` is in."""
    timeline = engine.timeline
    phase = timeline.phases[head.index]
    length = engine.length(head)
    afresh = replace(head, elapsed=0.0, heard=0, anchor=0.0)
    notes = [*_sounds_before(engine, head), *_sounds(phase, afresh, length)]
    if length is not None:
        notes += _sounds_after(engine, head, length)
    sounds = arrangement.occupied(notes)
    lines = spoken_lines(timeline, head.index, head.cues)
    if arrangement.is_brief:
        lines = in_brief(lines, phase.effort)
    end = math.inf if length is None else length
    said = schedule_words(lines, sounds, end, arrangement.voice, arrangement.speed)
    for at, clip in said:
        if at + clip.seconds * arrangement.speed > head.elapsed:
            yield Note(head.anchor + at, clip.path, pan=pan_at(phase, at))


def _sounds_before(engine: Engine, head: Playhead) -> Iterator[Note]:
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
        if began_by_itself and phase.seconds is None and not engine.unattended:
            yield Note(end, "capped")
        if phase.ends_set:
            yield Note(end, set_end_sound(engine.timeline, index))
        if not began_by_itself or end <= -_CONTEXT_SECONDS:
            return
        before = _beginning(engine.timeline, head, index, end)
        length = engine.length(before)
        if length is None:
            return
        end -= length
        yield from _sounds(phase, replace(before, anchor=end), length)


def _sounds_after(engine: Engine, head: Playhead, end: float) -> Iterator[Note]:
    """Yield the sounds after the phase of `head`, which ends at `end`; some are heard before it."""
    latest = end + _CONTEXT_SECONDS
    phases = engine.timeline.phases
    for index in range(head.index + 1, len(phases)):
        if phases[index - 1].ends_set:
            yield Note(end, set_end_sound(engine.timeline, index - 1))
        coming = _beginning(engine.timeline, head, index, end)
        yield from _sounds(phases[index], coming, length := engine.length(coming))
        if length is None or end + length > latest:
            return
        end += length
