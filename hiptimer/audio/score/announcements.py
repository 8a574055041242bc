"""The announcements of what comes next, and which of them were heard."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hiptimer.audio.score.speech import PUNCTUATION, SpokenLine, plain
from hiptimer.foundation.text.sentences import punctuate, sentence
from hiptimer.plan.timeline import PhaseKind
from hiptimer.plan.wording import (
    announcement_phrases,
    dose_phrases,
    gear_phrases_in_short,
    gear_words,
    short_dose_phrases,
    side_phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.audio.score.speech import Voice, Wording
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Phase, Timeline


def announced_phrases(timeline: Timeline, index: int) -> tuple[str, ...]:
    """Return what must be heard before or in the effort of phase `index`: name, side and cue.

    The name was said already if it continues on the other side, where a dose that differs must be
    heard instead. The cue was said in an earlier set.
    """
    effort = timeline.phases[index].effort
    side = (effort.side,) if effort.side in ("left", "right") else ()
    cue = _cue_phrases(effort) if _is_new(timeline, effort) else ()
    if _continues(timeline, index):
        dose = (it.rstrip(PUNCTUATION) for it in _other_dose(timeline, index - 1))
        return (*side, *dose, *cue)
    return (effort.movement.title, *side, *cue)


def heard_phrases(
    timeline: Timeline,
    index: int,
    voice: Voice,
    heard_seconds: Mapping[str, float],
    speed: float = 1.0,
) -> frozenset[str]:
    """Return which of `announced_phrases` were heard in full.

    `heard_seconds` are the recordings that began, each with the seconds for which it could be
    heard, of which `speed` pass per real second.
    """
    effort = timeline.phases[index].effort
    found = announcements(timeline, max(0, index - 1)), announcements(timeline, index)
    returns = (return_line(effort, is_beginning=it).wordings for it in (True, False))
    heard = {
        plain(phrase)
        for wording in chain(*found, *returns)
        if (clips := voice.clips(wording))
        and all(it.seconds * speed <= heard_seconds.get(it.path, -1.0) for it in clips)
        for phrase in wording
    }
    wanted = announced_phrases(timeline, index)
    return frozenset(phrase for phrase in wanted if plain(phrase) in heard)


def return_line(effort: Effort, *, is_beginning: bool) -> SpokenLine:
    """Return the line for returning to `effort` after a pause, or to its beginning."""
    title, where = effort.movement.title, side_phrases(effort)
    if is_beginning or not where:
        found = [(title, *where), (title, *where[:1]), (title,), where[:1]]
    else:
        found = [where, where[:1]]
    return SpokenLine(0.0, tuple(dict.fromkeys(punctuate(it) for it in found if it)))


def is_announced(timeline: Timeline, index: int) -> bool:
    """Return whether a pause before phase `index` announces it."""
    return index > 0 and not timeline.phases[index - 1].is_effort


def announcements(timeline: Timeline, index: int) -> tuple[Wording, ...]:
    """Return wordings that announce what comes next, longest first; at first in full."""
    phase = timeline.phases[index]
    effort = phase.effort
    is_new, place = _is_new(timeline, effort), _place_phrases(timeline, index)
    if phase.kind is PhaseKind.SWITCH:
        which = (*place, *_other_dose(timeline, index))
        found = _other_side(phase, which, is_new=is_new)
    else:
        found = _next_effort(phase, place, is_new=is_new)
    return tuple(dict.fromkeys(found))


def _other_side(phase: Phase, which: Wording, *, is_new: bool) -> Iterator[Wording]:
    """Yield what is said in a switch: the side first, because it is all that most people need.

    `which` names a new round, and a dose that is not that of the other side.
    """
    sides = tuple(sentence(words) for words in side_phrases(phase.effort))
    band = gear_phrases_in_short(phase.gear)
    if is_new:
        full = (*sides, *(sentence(words) for words in gear_words(phase.gear)), *which)
        yield (*full, *map(sentence, _cue_phrases(phase.effort)))
        yield full
        yield (*sides, *band, *which)
    yield (*sides[:1], *band, *which)
    yield (*sides[:1], *which)
    yield (*sides[:1], *band)
    yield sides[:1]


def _next_effort(phase: Phase, which: Wording, *, is_new: bool) -> Iterator[Wording]:
    """Yield what is said before an effort, or at its start; `which` is its place in the plan."""
    effort = phase.effort
    title = effort.movement.title
    where = side_phrases(effort)[:1]
    band = gear_phrases_in_short(phase.gear)
    if is_new:
        full = announcement_phrases(phase.kind, effort, phase.gear, which)
        yield (*full, *dose_phrases(effort), *map(sentence, _cue_phrases(effort)))
        yield (*full, *dose_phrases(effort))
        yield (*full, *short_dose_phrases(effort))
        without_opening = announcement_phrases(PhaseKind.WORK, effort, phase.gear, which)
        yield (*without_opening, *short_dose_phrases(effort))
        yield full
    named = punctuate((title, *where))
    yield (*which, *named, *band, *short_dose_phrases(effort))
    yield (*which, *named, *band)
    yield (*which, *named)
    yield named
    yield punctuate((title,))
    if where:
        yield (*punctuate(where), *band)
        yield punctuate(where)


def begins_exercise(timeline: Timeline, index: int) -> bool:
    """Return whether phase `index` is the first effort of its exercise today."""
    return _is_new(timeline, timeline.phases[index].effort) and not _continues(timeline, index)


def _continues(timeline: Timeline, index: int) -> bool:
    """Return whether phase `index` follows a switch: the same exercise on the other side."""
    return index > 0 and timeline.phases[index - 1].kind is PhaseKind.SWITCH


def _is_new(timeline: Timeline, effort: Effort) -> bool:
    """Return whether `effort` is in the first set and round of its exercise today."""
    is_in_first_set = effort.set == 1 or effort.is_in_set_of(timeline.phases[0].effort)
    return is_in_first_set and effort.round == 1


def _other_dose(timeline: Timeline, index: int) -> Wording:
    """Return the dose after the switch of phase `index` if it is not that of the other side."""
    effort, before = (timeline.phases[it].effort for it in (index, index - 1))
    is_same = dose_phrases(effort) == dose_phrases(before)
    return () if is_same else short_dose_phrases(effort)


def _cue_phrases(effort: Effort) -> Wording:
    return (effort.movement.cue,) if effort.movement.cue else ()


def _place_phrases(timeline: Timeline, index: int) -> Wording:
    """Return the name of the block, the set or the round that begins after phase `index` - 1."""
    if index == 0:
        return ()
    before, effort = timeline.phases[index - 1].effort, timeline.phases[index].effort
    if effort.block != before.block and effort.block_title:
        return (sentence(effort.block_title),)
    if effort.set > before.set:
        return ("Last set.",) if effort.is_in_last_set else (f"Set {effort.set}.",)
    if effort.set == before.set and effort.round > before.round:
        return ("Last round.",) if effort.round == effort.rounds else (f"Round {effort.round}.",)
    return ()
