"""A workout as it is played: its score, handed to the loudspeaker anew whenever it changes.

Moments are those of the clock the engine is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.audio.score import HORIZON_SECONDS, is_words, reached, set_end, upcoming
from hiptimer.audio.speaker import Note
from hiptimer.events import EffortEnded, Ended, EndedBy, LeadInBegan, Paused, Resumed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiptimer.audio.score import Arrangement
    from hiptimer.audio.speaker import Speaker
    from hiptimer.engine import Engine
    from hiptimer.events import Event
    from hiptimer.timeline import Timeline

_TOP_UP_SECONDS = 20.0
_STILL_SOUNDING_SECONDS = 10.0


class Performance:
    """Plays on `speaker` what is coming in `engine`, the way `arrangement` says.

    `monotonic_at` returns when a moment comes, on the clock that the speaker keeps to.
    """

    def __init__(
        self,
        engine: Engine,
        speaker: Speaker,
        arrangement: Arrangement,
        monotonic_at: Callable[[float], float],
    ) -> None:
        self._arrangement = arrangement
        self._engine = engine
        self._speaker = speaker
        self._monotonic_at = monotonic_at
        self._score: tuple[Note, ...] = ()
        self._scored_at = 0.0

    def is_due(self) -> bool:
        """Answer whether the score should reach further than it does."""
        passed = self._engine.head.now - self._scored_at
        return passed > _TOP_UP_SECONDS * self._arrangement.speed

    def cut_to(self, notes: Sequence[Note]) -> None:
        """Play `notes` and all that is coming; what sounds is cut off."""
        coming = upcoming(self._engine, self._seconds(HORIZON_SECONDS), self._arrangement)
        self._score = (*notes, *(note for note in coming if note not in notes))
        self._scored_at = self._engine.head.now
        self._speaker.play([self._played(note) for note in self._score])

    def go_on(self, notes: Sequence[Note] = ()) -> None:
        """Play all that is coming, and those of `notes` that were in no score; let sound sound."""
        # What comes after a gate was in no score: nobody knew when.
        new = (note for note in notes if note not in self._score)
        self.cut_to((*self._still_sounding(), *new))

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
