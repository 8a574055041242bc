"""Voices of known speed for tests, and what a workout says with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.sounds.wav import Clip
from hiptimer.circuit.amounts import Range
from hiptimer.workout.engine import Engine
from tests.conftest import exercise, laid_out, timed
from tests.mat import Mat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiptimer.audio.score.speech import Wording
    from hiptimer.plan.timeline import Phase, Timeline


@dataclass(frozen=True)
class LetterVoice:
    """Says a wording as one clip, in a time proportional to its letters."""

    seconds_per_letter: float = 0.07

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        words = " ".join(wording)
        return (Clip(f"{words}.wav", self.seconds_per_letter * len(words)),)


@dataclass(frozen=True)
class WordVoice:
    """Says one clip per phrase, in a time proportional to its letters."""

    seconds_per_letter: float = 0.07

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return tuple(
            Clip(f"{phrase}.wav", self.seconds_per_letter * len(phrase)) for phrase in wording
        )


class PhraseVoice:
    """Says one clip of a second per phrase, and cannot say "Stretch"."""

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        if any("Stretch" in phrase for phrase in wording):
            return None
        return tuple(Clip(f"{phrase}.wav", 1.0) for phrase in wording)


def spoken_words(
    timeline: Timeline, voice: Any = None, horizon: float = 1e6
) -> list[tuple[float, str]]:
    """Return the words of an unattended workout with their moments, to the hundredth."""
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    notes = upcoming_notes(engine, horizon, Arrangement(voice=voice or LetterVoice()))
    return [
        (round(note.moment, 2), note.sound.removesuffix(".wav")) for note in notes if is_words(note)
    ]


def in_phase(timeline: Timeline, index: int) -> list[str]:
    return said_in(timeline.phases[index], spoken_words(timeline))


def said_in(phase: Phase, spoken: Iterable[tuple[float, str]]) -> list[str]:
    """Return those of the `spoken` words that fall into a phase."""
    ends = phase.starts + phase.target_seconds
    return [words for moment, words in spoken if phase.starts <= moment < ends]


def held_band(*, switch_seconds: float = 8.0) -> Timeline:
    """Return three sets of a stretch with a band, on both sides, and a plank without."""
    stretch = exercise(
        "stretch",
        timed(15),
        equipment=("heavy looped band",),
        sides="each",
        side_means="knee up",
        switch_seconds=switch_seconds,
    )
    plank = exercise("plank", timed(15, isometric=True))
    return laid_out(
        stretch,
        plank,
        sets=Range.single(3),
        prepare_seconds=20.0,
        rest_between_exercises_seconds=20.0,
    )


def without_times(spoken: list[tuple[float, str]]) -> list[str]:
    """Return what is said, without the time to go in a pause and the end."""
    return [words for _, words in spoken if not words.endswith(("to go.", "Done."))]


@dataclass(frozen=True)
class OneLength:
    """Says everything in `seconds`."""

    seconds: float

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{wording[0]}.wav", self.seconds),)


def start_mat(timeline: Timeline) -> Mat:
    it = Mat(timeline, voice=LetterVoice())
    it.workout.start()
    return it


def heard_words(mat: Mat) -> list[str]:
    return [name.removesuffix(".wav") for name in mat.hearing.sounds() if name.endswith(".wav")]
