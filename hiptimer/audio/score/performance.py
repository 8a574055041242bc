"""Plays a workout: sends its score to the speaker again whenever it changes.

Moments are those of the engine's clock.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.score.score import (
    HORIZON_SECONDS,
    Arrangement,
    due_notes,
    is_words,
    set_end_sound,
    upcoming_notes,
)
from hiptimer.audio.speaker import Note
from hiptimer.workout.events import EffortEnded, Ended, EndedBy, LeadInBegan, Paused, Resumed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.foundation.clock import Clock
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.engine import Engine
    from hiptimer.workout.events import Event
    from hiptimer.workout.workout_sound import MakeWorkoutSound

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
        self._heard: dict[Note, float] = {}
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
        play = self._cut_to if cuts else self._continue
        play(answer_notes(self._engine.timeline, events, now))

    def on_time(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Extend the score if a phase has begun, or if it no longer reaches far enough."""
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

    def _cut_to(self, notes: Sequence[Note]) -> None:
        """Play `notes` and the upcoming score; cut off what is playing."""
        coming = upcoming_notes(self._engine, self._seconds(HORIZON_SECONDS), self._arrangement)
        self._score = (*notes, *(note for note in coming if note not in notes))
        self._scored_at = self._engine.head.now
        self._heard = {note: self._heard_at(note) for note in self._score}
        heard = (replace(note, moment=moment) for note, moment in self._heard.items())
        self._speaker.play([self._played(it) for it in self._arrangement.space(heard)])

    def _heard_at(self, note: Note) -> float:
        """Return when `note` is heard: at its moment, if it can be played early enough for that.

        A note that has been sent stays where it is, because it may have begun.
        """
        earliest = min(note.moment, self._engine.head.now) + self._latency
        return max(note.moment, self._heard.get(note, earliest))

    def _continue(self, notes: Sequence[Note] = ()) -> None:
        """Play the upcoming score and those `notes` that were in no score; cut nothing off."""
        # Notes after a gate were in no score, because their moment was unknown.
        new = (note for note in notes if note not in self._score)
        self._cut_to((*self._still_sounding(), *new))

    def _still_sounding(self) -> Iterator[Note]:
        # Only a sound with a set length scales with the clock's speed; the rest do not.
        # Words that are being said are in the upcoming score, unless they no longer fit.
        now = self._engine.head.now
        own_seconds = self._seconds(_STILL_SOUNDING_SECONDS)
        for note in self._score:
            may_sound = 0 <= now - note.moment < max(own_seconds, note.seconds or 0.0)
            if may_sound and not is_words(note):
                yield note

    def _seconds(self, real_seconds: float) -> float:
        return real_seconds * self._arrangement.speed

    def _played(self, note: Note) -> Note:
        return self._arrangement.palette.apply(
            replace(
                note,
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
