"""What is said and when: what comes next, each rep and its beats, and the time to go.

The lines of a phase may each be dropped if they do not fit; see `speech`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hiptimer.audio.score.announcements import (
    announced_phrases,
    announcements,
    begins_exercise,
    is_announced,
    return_line,
)
from hiptimer.audio.score.brevity import in_brief
from hiptimer.audio.score.ending import HURT_WORDS, LAST_WORDS
from hiptimer.audio.score.speech import APART_SECONDS, SpokenLine
from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import seconds_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hiptimer.audio.score.speech import Wording
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Cue, Phase, Timeline

OPENING_SECONDS = 0.6
"""Silence at the start of a workout, during which a sleeping sound card or headset wakes up."""

FEW_REPS_TO_GO: Final = 5
"""The number of reps, with the one that begins, at which they are said."""

ALTERNATION_SECONDS: Final = 4.0
"""The least length of an alternating rep of which the side is said instead of the number."""

_STEP_WORDS: Final[Mapping[float, str]] = {5.0: "Plus five.", -5.0: "Minus five."}
_END_WORDS: Final[Mapping[bool, str]] = {
    True: "Ending after this set.",
    False: "Doing all sets.",
}

READY_WORDS: Final[Wording] = ("Press Enter when ready.",)
"""What is said in a rest that lasts until the person is ready."""

DONE_WORDS: Final[Wording] = ("Press Enter when done.",)
"""What is said in the first effort of an exercise if it lasts until the person ends it."""

_LONG_BEAT_SECONDS = 5.0
"""A beat of at least this length is named in every rep."""

_LONGEST_SILENT_PAUSE_SECONDS = 20.0
_QUARTER_MINUTE, _HALF_MINUTE, _MINUTE = 15.0, 30.0, 60.0
_HELD_SECONDS = (30.0, 60.0, 90.0)


def spoken_lines(
    timeline: Timeline,
    index: int,
    cues: Iterable[Cue],
    seconds: float | None,
    heard: Collection[str] = (),
) -> Iterator[SpokenLine]:
    """Yield the lines of phase `index` in order.

    `cues` are its cues in this workout, and `seconds` its length, None if it waits for the person.
    `heard` are the phrases of `announced_phrases` that were heard since the effort before.
    """
    phase = timeline.phases[index]
    if not phase.is_effort:
        at = OPENING_SECONDS if phase.kind is PhaseKind.PREPARE else 0.0
        yield SpokenLine(at, announcements(timeline, index))
        if seconds is None:
            yield SpokenLine(at, (READY_WORDS,), waits=True)
        else:
            yield from _before_the_end(cues, seconds)
        return
    if not (is_announced(timeline, index) or heard):
        yield SpokenLine(0.0, announcements(timeline, index))
    for phrase in announced_phrases(timeline, index):
        if phrase not in heard:
            yield SpokenLine(0.0, ((sentence(phrase),),), waits=True, unless_said=True)
    effort = phase.effort
    marks = [*_marks(effort, cues), *_reminders(cues)]
    coming = [*marks, *_reps(effort), *_beats(effort), *_stages(effort)]
    yield from sorted(coming, key=lambda line: line.at)
    if seconds is None and begins_exercise(timeline, index):
        yield SpokenLine(effort.rep_seconds, (DONE_WORDS,), waits=True)


def return_lines(
    phase: Phase, elapsed: float, seconds: float | None, moment: float
) -> Iterator[SpokenLine]:
    """Yield what is said at `moment` when `phase` is resumed after `elapsed` of its `seconds`.

    In a lead-in, `return_line` says the name and the side.
    """
    if not phase.is_effort:
        is_beginning = phase.kind is not PhaseKind.SWITCH
        yield return_line(phase.effort, is_beginning=is_beginning)._replace(at=moment)
    is_paced = phase.is_effort and phase.effort.tempo
    if seconds is not None and elapsed > 0 and not is_paced:
        yield SpokenLine(moment, to_go_wordings(seconds - elapsed))


def step_wordings(seconds: float) -> tuple[Wording, ...]:
    """Return what answers a phase that is made `seconds` longer, or shorter if negative."""
    words = _STEP_WORDS.get(round(seconds, 3))
    return ((words,),) if words else ()


def end_wordings(*, ends_after_set: bool) -> tuple[Wording, ...]:
    """Return what answers a change of the end of the workout."""
    return ((_END_WORDS[ends_after_set],),)


def to_go_wordings(seconds: float) -> tuple[Wording, ...]:
    """Return the time to go as the screen shows it, above a minute to the quarter minute."""
    shown = math.ceil(seconds)
    if shown > _MINUTE:
        shown = round(shown / _QUARTER_MINUTE) * int(_QUARTER_MINUTE)
    return (_to_go(shown),)


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
        # A pause may be lengthened.
        seconds = phase.seconds if phase.seconds is None else max(phase.seconds, 2 * _MINUTE)
        lines = spoken_lines(timeline, index, phase.cues, seconds)
        yield from in_brief(lines, phase.effort) if is_brief else lines
        yield return_line(phase.effort, is_beginning=False)
        yield return_line(phase.effort, is_beginning=True)
        for phrase in announced_phrases(timeline, index):
            yield SpokenLine(0.0, ((sentence(phrase),),))
    answers = [
        LAST_WORDS,
        HURT_WORDS,
        *((words,) for words in (*_END_WORDS.values(), *_STEP_WORDS.values())),
    ]
    answers += [_to_go(seconds) for seconds in range(1, int(_MINUTE) + 1)]
    answered = [SpokenLine(0.0, (wording,)) for wording in answers]
    yield from in_brief(answered, timeline.phases[0].effort) if is_brief else answered


def _before_the_end(cues: Iterable[Cue], seconds: float) -> Iterator[SpokenLine]:
    """Yield the time to go in a pause of `seconds`: the reminders, and others far from them."""
    reminders = list(_reminders(cues))
    others = (
        line
        for line in _times_to_go(seconds)
        if all(abs(line.at - it.at) >= APART_SECONDS for it in reminders)
    )
    yield from sorted((*reminders, *others), key=lambda line: line.at)


def _reminders(cues: Iterable[Cue]) -> Iterator[SpokenLine]:
    # The first cue of a preparation has words and no sound, too.
    words = ((cue.at, cue.say) for cue in cues if cue.sound is None and cue.at > 0)
    return (SpokenLine(at, ((say,),)) for at, say in words if say)


def _times_to_go(seconds: float) -> Iterator[SpokenLine]:
    """Yield the time to go in a long pause, at each quarter minute from its end.

    In one longer than two minutes it is each half minute, until the last minute.
    """
    if seconds <= _LONGEST_SILENT_PAUSE_SECONDS:
        return
    is_long = seconds > 2 * _MINUTE
    for quarter in range(math.ceil(seconds / _QUARTER_MINUTE) - 1, 0, -1):
        to_go = quarter * _QUARTER_MINUTE
        if not is_long or to_go <= _MINUTE or to_go % _HALF_MINUTE == 0:
            yield SpokenLine(seconds - to_go, (_to_go(to_go),), only_in_silence=True)


def _to_go(seconds: float) -> Wording:
    return (f"{seconds_words(seconds)} to go.",)


def _reps(effort: Effort) -> Iterator[SpokenLine]:
    """Yield what is said as a rep begins: its number or side, and the last few to go."""
    is_by_side = effort.side == "alternate" and effort.rep_seconds >= ALTERNATION_SECONDS
    for number in range(1, effort.most_reps + 1):
        at = (number - 1) * effort.rep_seconds
        position = effort.rep_at(at)
        side = position.side if position and is_by_side else None
        what = side or (str(number) if number > 1 else "")
        if what:
            wordings = _rep_wordings(number, effort.reps, what, is_by_side=is_by_side)
            yield SpokenLine(at, tuple(wordings))


def _rep_wordings(
    number: int, reps: int | None, what: str, *, is_by_side: bool
) -> Iterator[Wording]:
    """Yield what is said of rep `number` of `reps`, which are None to fatigue."""
    with_last = (sentence(what),) if is_by_side else ()
    if number == reps and number > 1:
        yield ("Last one.", *with_last)
        if not is_by_side:
            yield ("Last.",)
            return
    elif reps and number == reps - FEW_REPS_TO_GO + 1 and number > 1:
        yield ("Five to go.", *with_last)
        yield ("Five more.", *with_last)
    yield (sentence(what),)


def _beats(effort: Effort) -> Iterator[SpokenLine]:
    """Yield the names of the beats: of all in the first rep, and of long ones in each."""
    for rep in range(effort.most_reps):
        at = rep * effort.rep_seconds
        for beat in effort.tempo:
            if rep == 0 or beat.seconds >= _LONG_BEAT_SECONDS:
                yield SpokenLine(at, ((sentence(beat.word),),))
            at += beat.seconds


def _stages(effort: Effort) -> Iterator[SpokenLine]:
    for stage in effort.stages:
        yield SpokenLine(stage.at, ((sentence(stage.say),),))


def _marks(effort: Effort, cues: Iterable[Cue]) -> Iterator[SpokenLine]:
    """Yield the time so far in an open effort, its target, and half of a timed effort."""
    for cue in cues:
        if cue.sound in ("hold-tick", "target") and cue.at in _HELD_SECONDS and not effort.tempo:
            yield SpokenLine(cue.at, ((sentence(f"{cue.at:.0f} seconds"),),))
        elif cue.sound == "target":
            yield SpokenLine(cue.at, (("Target.",),))
        elif cue.sound == "halfway":
            yield SpokenLine(cue.at, (("Halfway.",),))
