"""A workout as it is played: its score, handed to the loudspeaker anew whenever it changes.

Moments are those of the clock the engine is told.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.audio.score.score import (
    HORIZON_SECONDS,
    Arrangement,
    is_words,
    reached,
    set_end,
    upcoming,
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
    from hiptimer.workout.sounding import MakeSounding

_TOP_UP_SECONDS = 20.0
_STILL_SOUNDING_SECONDS = 10.0


class Performance:
    """Plays on `speaker` what is coming in `engine`, the way `arrangement` says, by `clock`.

    It is a `hiptimer.workout.sounding.Sounding`.
    """

    def __init__(
        self, speaker: Speaker, arrangement: Arrangement, engine: Engine, clock: Clock
    ) -> None:
        self._speaker = speaker
        self._arrangement = replace(arrangement, speed=clock.speed)
        self._engine = engine
        self._monotonic_at = clock.monotonic_at
        self._score: tuple[Note, ...] = ()
        self._scored_at = 0.0

    @property
    def trouble(self) -> str | None:
        """What is wrong with the loudspeaker, in words for the person."""
        return self._speaker.trouble

    @property
    def interruption(self) -> str | None:
        """What the sound has come back from, in words for the person."""
        return self._speaker.interruption

    def commanded(self, events: Sequence[Event], now: float, *, cuts: bool) -> None:
        """Answer a command, and play what is coming since."""
        play = self._cut_to if cuts else self._go_on
        play(answers(self._engine.timeline, events, now))

    def time_passed(self, events: Sequence[Event], *, phase_changed: bool) -> None:
        """Play on once a phase has begun, or the score should reach further than it does."""
        if phase_changed or self._is_due():
            self._go_on(reached(self._engine.timeline, events))

    def slept(self, now: float) -> None:
        """Warn that the workout stands still."""
        self._cut_to((Note(now, "warning"),))

    def input_ended(self) -> None:
        """Play what is coming now that open efforts end at their target."""
        self._go_on()

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be."""
        self._speaker.set_volume(percent)

    def _is_due(self) -> bool:
        passed = self._engine.head.now - self._scored_at
        return passed > _TOP_UP_SECONDS * self._arrangement.speed

    def _cut_to(self, notes: Sequence[Note]) -> None:
        """Play `notes` and everything that is coming; what is sounding is cut off."""
        coming = upcoming(self._engine, self._seconds(HORIZON_SECONDS), self._arrangement)
        self._score = (*notes, *(note for note in coming if note not in notes))
        self._scored_at = self._engine.head.now
        self._speaker.play([self._played(note) for note in self._score])

    def _go_on(self, notes: Sequence[Note] = ()) -> None:
        """Play everything that is coming and those `notes` that no score had; cut nothing off."""
        # What comes after a gate was in no score: nobody knew when.
        new = (note for note in notes if note not in self._score)
        self._cut_to((*self._still_sounding(), *new))

    def _still_sounding(self) -> Iterator[Note]:
        # Only a sound made for a length runs as fast as the clock: the rest take their own time.
        # Words that are being said stand in what is coming, unless they no longer fit.
        now = self._engine.head.now
        own_seconds = self._seconds(_STILL_SOUNDING_SECONDS)
        for note in self._score:
            may_sound = 0 <= now - note.moment < max(own_seconds, note.seconds or 0.0)
            if may_sound and not is_words(note):
                yield note

    def _seconds(self, real_seconds: float) -> float:
        return real_seconds * self._arrangement.speed

    def _played(self, note: Note) -> Note:
        return self._arrangement.palette.played(
            replace(
                note,
                moment=self._monotonic_at(note.moment),
                seconds=note.seconds and note.seconds / self._arrangement.speed,
            )
        )


def heard_on(speaker: Speaker, arrangement: Arrangement | None = None) -> MakeSounding:
    """Return what makes a workout heard on `speaker`, the way `arrangement` says."""
    return partial(Performance, speaker, arrangement or Arrangement())


def answers(timeline: Timeline, events: Sequence[Event], now: float) -> tuple[Note, ...]:
    """Return what tells a person that a command was taken, and what is heard of its `events`."""
    sounds: list[str] = []
    for event in events:
        match event:
            case EffortEnded(by=EndedBy.PERSON | EndedBy.CLOCK as by, index=index):
                if by is EndedBy.PERSON:
                    sounds.append("kept")
                if timeline.phases[index].ends_set:
                    sounds.append(set_end(timeline, index))
            case Paused():
                sounds.append("paused")
            case LeadInBegan() | Resumed():
                sounds.append("resumed")
            case Ended(finished=True):
                sounds.append("finish")
    return (*(Note(now, sound) for sound in sounds), *reached(timeline, events))
