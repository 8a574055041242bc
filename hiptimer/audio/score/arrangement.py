"""The settings of a score, and when its sounds and words are heard."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hiptimer.audio.score.spacing import GROUND, GROUND_BEGINS_SECONDS, Spaced, space
from hiptimer.audio.score.speech import NoVoice, Voice
from hiptimer.audio.sounds.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiptimer.audio.speaker import Note


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
        sounds = (_softened_under(words, it.note) for it in spaced)
        return sorted([*sounds, *words], key=lambda note: note.moment)

    def occupied(self, sounds: Iterable[Note]) -> list[tuple[float, float]]:
        """Return from when to when words must wait for each of `sounds`, in engine seconds.

        Words are heard over a ground, once it is recognizable. Moments count from a moment at
        which sounds that were not known before are heard late.
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
        if note.sound == GROUND and note.seconds:
            return min(note.seconds, GROUND_BEGINS_SECONDS * self.speed)
        return note.seconds or self.palette.seconds(note.sound) * self.speed


def is_words(note: Note) -> bool:
    """Return whether `note` is spoken: words are recordings, and sounds have names."""
    return note.sound.endswith(".wav")


def _softened_under(words: Iterable[Note], note: Note) -> Note:
    """Return `note`, softer from the first of `words` on that is heard over it."""
    if note.sound != GROUND or note.seconds is None:
        return note
    over = [it.moment - note.moment for it in words]
    begins = [seconds for seconds in over if 0 < seconds < note.seconds]
    earliest = min([*begins, math.inf if note.softer_after is None else note.softer_after])
    return note if earliest == math.inf else note._replace(softer_after=earliest)
