"""Plays a workout: sends its score to the speaker again whenever it changes.

Moments are those of the engine's clock.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.brevity import in_brief
from hiptimer.audio.score.coach import end_wordings, return_lines, step_wordings
from hiptimer.audio.score.ending import HURT_WORDS, closing_words
from hiptimer.audio.score.phase_sounds import set_end_sound
from hiptimer.audio.score.score import HORIZON_SECONDS, Recent, due_notes, upcoming_notes
from hiptimer.audio.score.speech import SpokenLine
from hiptimer.audio.speaker import Note
from hiptimer.workout.events import (
    EffortEnded,
    Ended,
    EndedBy,
    LeadInBegan,
    PainSaid,
    Paused,
    PhaseBegan,
    Resumed,
)
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.foundation.clock import Clock
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event
    from hiptimer.workout.workout_sound import MakeWorkoutSound

ANSWER_PITCH = 1.5
REFUSAL_PITCH = 0.5
"""The pitches of "kept" as the answer to a key that ends no effort, and to one of no effect."""

_TOP_UP_SECONDS = 20.0
_STILL_SOUNDING_SECONDS = 10.0


class Performance:
    """Plays the upcoming notes of `engine` on `speaker`, with the settings of `arrangement`.

    Implements `hiptimer.workout.workout_sound.WorkoutSound`.
    """

    def __init__(
        self, speaker: Speaker, arrangement: Arrangement, engine: Engine, clock: Clock
    ) -> None:
        self._speaker = speaker
        self._arrangement = replace(arrangement, speed=clock.speed)
        self._engine = engine
        self._monotonic_at = clock.monotonic_at
        self._score: tuple[Note, ...] = ()
        self._recent = Recent()
        self._heard_since = 0.0
        self._head = engine.head
        self._ends_after_set = engine.ends_after_set
        self._heard_moments: dict[Note, float] = {}
        self._latency = self._seconds(self._arrangement.latency_seconds)
        self._scored_at = 0.0

    @property
    def trouble(self) -> str | None:
        """A message for the person about what is wrong with the sound; None if nothing is."""
        return self._speaker.trouble

    @property
    def interruption(self) -> str | None:
        """A message for the person about the last interruption of sound; None if there was none."""
        return self._speaker.interruption

    def on_command(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Play the answer to a command, and the score that it leads to."""
        self._remember(events)
        notes = answer_notes(self._engine.timeline, events, now)
        if self._engine.head.state is State.FINISHED:
            notes += tuple(closing_words(notes, self._arrangement))
        if any(isinstance(event, PainSaid) for event in events):
            notes += tuple(closing_words(notes, self._arrangement, HURT_WORDS))
        lines = self._spoken_answers(events, now)
        if cuts:
            self._recent = replace(self._recent, answers=lines)
            self._cut_to(notes)
        else:
            self._recent = replace(self._recent, answers=(*self._recent.answers, *lines))
            self._continue(notes or (Note(now, "kept", ANSWER_PITCH),))

    def on_key(self, now: float, *, is_refused: bool) -> None:
        """Play the answer to a key that does not move the workout."""
        self._continue((Note(now, "kept", REFUSAL_PITCH if is_refused else ANSWER_PITCH),))

    def on_time(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Extend the score if a phase has begun, or if it no longer reaches far enough."""
        self._remember(events)
        if phase_changed or self._is_due():
            self._continue(due_notes(self._engine.timeline, events))

    def on_sleep(self, now: float) -> None:
        """Play the warning that the workout is paused."""
        self._cut_to((Note(now, "warning"),))

    def on_input_end(self) -> None:
        """Play the new score, in which open efforts end at their target."""
        self._continue()

    def set_volume(self, percent: int) -> None:
        """Set the volume from now on to `percent`, 0 to 100."""
        self._speaker.set_volume(percent)

    def _is_due(self) -> bool:
        passed = self._engine.head.now - self._scored_at
        return passed > _TOP_UP_SECONDS * self._arrangement.speed

    def _spoken_answers(self, events: Sequence[Event], now: float) -> tuple[SpokenLine, ...]:
        """Return the words that answer the command that led to `events` from the last score."""
        engine, head = self._engine, self._engine.head
        lines: list[SpokenLine] = []
        if engine.ends_after_set != self._ends_after_set:
            lines.append(
                SpokenLine(now, end_wordings(ends_after_set=engine.ends_after_set), waits=True)
            )
        elif head.index == self._head.index and head.seconds and self._head.seconds:
            lines.append(SpokenLine(now, step_wordings(head.seconds - self._head.seconds)))
        if any(isinstance(event, LeadInBegan | Resumed) for event in events):
            lines += return_lines(engine.phase, head.elapsed, head.seconds, now)
        if self._arrangement.is_brief:
            return tuple(in_brief(lines, engine.phase.effort))
        return tuple(line for line in lines if line.wordings)

    def _remember(self, events: Sequence[Event]) -> None:
        """Remember how much of the words since the last effort was heard; forget those before."""
        phases = self._engine.timeline.phases
        for event in events:
            match event:
                case PhaseBegan(moment, index):
                    self._recent = replace(self._recent, answers=())
                    follows_pause = index > 0 and not phases[index - 1].is_effort
                    if not (phases[index].is_effort and follows_pause):
                        self._forget(moment)
                case LeadInBegan(moment) if self._engine.head.elapsed == 0:
                    self._forget(moment)
        # What has been played is heard even if a command cuts off the rest.
        until = self._engine.head.now + self._latency
        heard = {
            note.sound: until - moment
            for note, moment in self._heard_moments.items()
            if is_words(note) and self._heard_since <= note.moment and moment <= until
        }
        self._recent = replace(self._recent, heard={**self._recent.heard, **heard})

    def _forget(self, moment: float) -> None:
        self._recent = Recent()
        self._heard_since = moment

    def _cut_to(self, notes: Sequence[Note], in_progress: Container[Note] = ()) -> None:
        """Play `notes` and the upcoming score; cut off what is playing, except `in_progress`."""
        now = self._engine.head.now
        horizon = self._seconds(HORIZON_SECONDS)
        coming = upcoming_notes(self._engine, horizon, self._arrangement, self._recent)
        self._score = (
            *notes,
            *(
                note
                for note in coming
                if note not in notes
                and (not is_words(note) or note.moment >= now or note in in_progress)
            ),
        )
        self._scored_at = now
        self._head = self._engine.head
        self._ends_after_set = self._engine.ends_after_set
        self._heard_moments = {note: self._heard_at(note) for note in self._score}
        heard = (note._replace(moment=moment) for note, moment in self._heard_moments.items())
        self._speaker.play([self._played(it) for it in self._arrangement.space(heard)])

    def _heard_at(self, note: Note) -> float:
        """Return when `note` is heard: at its moment, if it can be played early enough for that.

        A note that has been sent stays where it is, because it may have begun.
        """
        earliest = min(note.moment, self._engine.head.now) + self._latency
        return max(note.moment, self._heard_moments.get(note, earliest))

    def _continue(self, notes: Sequence[Note] = ()) -> None:
        """Play the upcoming score and those `notes` that were in no score; cut nothing off."""
        # Notes after a gate were in no score, because their moment was unknown.
        before = self._score
        new = (note for note in notes if note not in before)
        self._cut_to((*self._still_sounding(), *new), in_progress=before)

    def _still_sounding(self) -> Iterator[Note]:
        # Only a sound with a set length scales with the clock's speed; the rest do not.
        # Words that are being said are in the upcoming score, unless they no longer fit.
        now = self._engine.head.now
        own_seconds = self._seconds(_STILL_SOUNDING_SECONDS)
        for note in self._score:
            may_sound = 0 <= now - note.moment < max(own_seconds, note.seconds or 0.0)
            is_last = self._engine.head.state is State.FINISHED
            if may_sound and (is_last or not is_words(note)):
                yield note

    def _seconds(self, real_seconds: float) -> float:
        return real_seconds * self._arrangement.speed

    def _played(self, note: Note) -> Note:
        return self._arrangement.palette.apply(
            note._replace(
                moment=self._monotonic_at(note.moment - self._latency),
                seconds=note.seconds and note.seconds / self._arrangement.speed,
            )
        )


def performances_on(speaker: Speaker, arrangement: Arrangement | None = None) -> MakeWorkoutSound:
    """Return a factory of performances on `speaker` with the settings of `arrangement`."""
    return partial(Performance, speaker, arrangement or Arrangement())


def answer_notes(timeline: Timeline, events: Sequence[Event], now: float) -> tuple[Note, ...]:
    """Return the sounds that confirm a command, and those of its `events`."""
    sounds: list[str] = []
    for event in events:
        match event:
            case EffortEnded(by=EndedBy.PERSON | EndedBy.CLOCK as by, index=index):
                if by is EndedBy.PERSON:
                    sounds.append("kept")
                if timeline.phases[index].ends_set:
                    sounds.append(set_end_sound(timeline, index))
            case Paused():
                sounds.append("paused")
            case LeadInBegan() | Resumed():
                sounds.append("resumed")
            case Ended(finished=True):
                sounds.append("finish")
    return (*(Note(now, sound) for sound in sounds), *due_notes(timeline, events))
