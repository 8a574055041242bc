"""Schedules words in the silences between the sounds, without moving any sound.

A line begins once the sounds of its moment are recognizable, and ends before the next sound. A line
that does not fit gets a shorter wording, or else is dropped; lines never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hiptimer.audio.score.brevity import in_brief
from hiptimer.foundation.text.sentences import punctuate, sentence
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import (
    announcement_phrases,
    dose_phrases,
    gear_phrases_in_short,
    side_phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.audio.sounds.wav import Clip
    from hiptimer.plan.timeline import Cue, Effort, Timeline

    Wording = tuple[str, ...]
    """Phrases with their punctuation, in spoken order."""

OPENING_SECONDS = 0.6
"""Silence at the start of a workout, during which a sleeping sound card or headset wakes up."""

BREATH_SECONDS = 0.06
"""The gap between a sound and words, and between words and the next sound."""

FEW_REPS_TO_GO = 5

_HELD_SECONDS = (30.0, 60.0, 90.0)
_PAUSE_AFTER = {",": 0.08, ":": 0.15, ".": 0.25}
_SAME_MOMENT_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line to say from `at` seconds into a phase: the first of `wordings` that fits."""

    at: float
    wordings: tuple[Wording, ...]


class Voice(Protocol):
    """Provides recordings of the wordings that it was prepared for."""

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        """Return the recording of `wording`, or one of each phrase; None if there is none."""


class NoVoice:
    """A voice without recordings."""

    def clips(self, wording: Wording) -> None:
        """Return None for any `wording`."""


def spoken_lines(timeline: Timeline, index: int, cues: Iterable[Cue]) -> Iterator[SpokenLine]:
    """Yield the lines of phase `index` in order; `cues` are its cues in this workout."""
    phase = timeline.phases[index]
    if not (phase.is_effort and _is_announced(timeline, index)):
        at = OPENING_SECONDS if phase.kind is PhaseKind.PREPARE else 0.0
        yield SpokenLine(at, _announcements(timeline, index))
    if phase.is_effort:
        effort = phase.effort
        coming = [*_counts(effort), *_stages(effort), *_marks(cues)]
        yield from sorted(coming, key=lambda line: line.at)


def return_line(effort: Effort) -> SpokenLine:
    """Return the line for returning to `effort` after a pause."""
    where = side_phrases(effort)
    wordings = (
        [punctuate(where), punctuate(where[:1])] if where else [punctuate((effort.movement.title,))]
    )
    return SpokenLine(0.0, tuple(wordings))


def wordings(timeline: Timeline, *, is_brief: bool = False) -> list[Wording]:
    """Return every wording that a voice may need in a workout, each once."""
    lines = _all_lines(timeline, is_brief=is_brief)
    return list(dict.fromkeys(wording for line in lines for wording in line.wordings))


def fullest_wordings(timeline: Timeline, *, is_brief: bool = False) -> list[Wording]:
    """Return the first choice of wording for each line of a workout, each once."""
    lines = _all_lines(timeline, is_brief=is_brief)
    return list(dict.fromkeys(line.wordings[0] for line in lines))


def _all_lines(timeline: Timeline, *, is_brief: bool) -> Iterator[SpokenLine]:
    for index, phase in enumerate(timeline.phases):
        lines = spoken_lines(timeline, index, phase.cues)
        yield from in_brief(lines, phase.effort) if is_brief else lines
        yield return_line(phase.effort)


def schedule_words(
    lines: Iterable[SpokenLine],
    sounds: Sequence[tuple[float, float]],
    end: float,
    voice: Voice,
    speed: float = 1.0,
) -> Iterator[tuple[float, Clip]]:
    """Yield the clips of `lines` that fit, with their times, in a phase that lasts until `end`.

    `sounds` are those of the phase, each with the moment from which words may follow it. All times
    are in seconds of the phase, of which `speed` pass per real second.
    """
    said_until = 0.0
    for line in lines:
        begun = [after for at, after in sounds if at <= line.at + _SAME_MOMENT_SECONDS]
        coming = [at for at, _ in sounds if at > line.at + _SAME_MOMENT_SECONDS]
        breath = BREATH_SECONDS * speed
        start = max(line.at, said_until, *begun) + breath
        latest = min([*coming, end]) - breath
        for wording in line.wordings:
            said = [(start + at * speed, clip) for at, clip in _sequence(wording, voice)]
            if not said:
                continue
            last, clip = said[-1]
            until = last + clip.seconds * speed
            if until <= latest:
                yield from said
                said_until = until
                break


def _sequence(wording: Wording, voice: Voice) -> Iterator[tuple[float, Clip]]:
    """Yield the recordings of `wording`, each with its start in seconds."""
    clips = voice.clips(wording) or ()
    at = 0.0
    for phrase, clip in zip(wording, clips, strict=False):
        yield at, clip
        at += clip.seconds + _PAUSE_AFTER.get(phrase[-1], 0.0)


def _is_announced(timeline: Timeline, index: int) -> bool:
    return index > 0 and not timeline.phases[index - 1].is_effort


def _announcements(timeline: Timeline, index: int) -> tuple[Wording, ...]:
    """Return wordings that announce what comes next, longest first; in the first set in full."""
    phase = timeline.phases[index]
    effort = phase.effort
    which = _set_phrases(timeline, index)
    where = side_phrases(effort)[:1]
    band = gear_phrases_in_short(phase.gear)
    title = () if phase.kind is PhaseKind.SWITCH else (effort.movement.title,)
    shortest = punctuate(where or (effort.movement.title,))
    found = [
        (*which, *punctuate((*title, *where)), *band),
        (*which, *shortest, *band),
        (*which, *shortest),
        shortest,
    ]
    if effort.set == timeline.phases[0].effort.set:
        full = (*which, *announcement_phrases(phase.kind, effort, phase.gear))
        dose = () if phase.kind is PhaseKind.SWITCH else dose_phrases(effort)
        found = [(*full, *dose), full, *found]
    return tuple(dict.fromkeys(found))


def _set_phrases(timeline: Timeline, index: int) -> Wording:
    if index == 0 or not timeline.phases[index - 1].ends_set:
        return ()
    effort = timeline.phases[index].effort
    return ("Last set.",) if effort.is_in_last_set else (f"Set {effort.set}.",)


def _counts(effort: Effort) -> Iterator[SpokenLine]:
    """Yield the count of each rep just after its return, and the last few to go."""
    reps = effort.reps if effort.tempo and effort.reps else 0
    for done in range(1, reps):
        to_go = reps - done
        number: Wording = (f"{done}.",)
        if to_go == 1:
            counts: tuple[Wording, ...] = (("Last one.",), ("Last.",))
        elif to_go == FEW_REPS_TO_GO:
            counts = (("Five more.",), number)
        else:
            counts = (number,)
        yield SpokenLine(done * effort.rep_seconds, counts)


def _stages(effort: Effort) -> Iterator[SpokenLine]:
    for stage in effort.stages:
        yield SpokenLine(stage.at, ((sentence(stage.say),),))


def _marks(cues: Iterable[Cue]) -> Iterator[SpokenLine]:
    """Yield the time held so far in a hold, and the halfway mark of a timed effort."""
    for cue in cues:
        if cue.sound in ("hold-tick", "target") and cue.at in _HELD_SECONDS:
            yield SpokenLine(cue.at, ((sentence(f"{cue.at:.0f} seconds"),),))
        elif cue.sound == "target":
            yield SpokenLine(cue.at, (("Target.",),))
        elif cue.sound == "halfway":
            yield SpokenLine(cue.at, (("Halfway.",),))
