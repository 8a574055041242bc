"""Spaces the sounds of a score, so that each is heard alone.

A sound that marks a moment, such as a beat or a tick, stays at it. A sound that leads to a beat
ends before it. All others sound one after another, what ended before what comes next; those that
do not fit are dropped. A return is a ground: a sound that leads to a beat is heard over it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.plan.timeline import BEAT_SOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hiptimer.audio.speaker import Note

GAP_SECONDS: Final = 0.1
"""The silence between the end of one sound and the start of the next."""

_BEGINNINGS: Final = ("tick-in", "tick-out", "go", *BEAT_SOUNDS)
_TARGET: Final = "target"
_EXACT: Final[Mapping[str, int]] = {
    **dict.fromkeys(_BEGINNINGS, 2),
    _TARGET: 1,
    **dict.fromkeys(("hold-tick", "held-30", "held-60", "held-90"), 0),
}
"""The sounds that stay at their moment. Of two that collide, the lower one is dropped."""

_UPBEAT: Final = "last-rep"
GROUND: Final = "return"

GROUND_BEGINS_SECONDS: Final = 0.3
"""How long a ground is heard alone, so that it is recognizable."""

_ENDS_OF_SET: Final = ("set-end", "last-set")
_DROPPED: Final = ("rest", *_ENDS_OF_SET, "kept", "capped")
"""What is dropped if sounds that follow one another do not fit, in this order."""

_CHAIN_SECONDS = 0.5
"""Sounds whose moments are at most this far apart follow one another."""

_PROMPT_SECONDS = 0.4
_LATEST_SECONDS = 1.0
"""How late a sound may be if others may still be dropped for it, and if none may."""

_ROUNDING_SECONDS = 1e-6


class Spaced(NamedTuple):
    """A note at the moment at which it is heard, and the moment at which it was `due`."""

    note: Note
    due: float


class _Placed(NamedTuple):
    """A note at the moment at which it is heard. `seconds` is its length."""

    note: Note
    start: float
    seconds: float

    @property
    def sound(self) -> str:
        return self.note.sound

    @property
    def end(self) -> float:
        return self.start + self.seconds

    @property
    def free_at(self) -> float:
        """The moment from which the next sound may begin."""
        return self.end + GAP_SECONDS - _ROUNDING_SECONDS


_by_start = attrgetter("start")


def space(
    notes: Iterable[Note], seconds_of: Callable[[Note], float], least_of: Callable[[Note], float]
) -> list[Spaced]:
    """Return `notes` of which no two sound at the same time, in the order in which they begin.

    `seconds_of` returns the length of a note, and `least_of` the length that it gets in any case:
    a note is cut off, down to that, before the next sound.
    """
    at_moment = [
        _Placed(note, note.moment, least_of(note))
        for note in sorted(notes, key=attrgetter("moment"))
    ]
    upbeats, others = _upbeats_and_others(at_moment)
    placed = _without_collisions(it for it in others if it.sound in _EXACT)
    for upbeat in upbeats:
        if earlier := _before_beat(upbeat, placed):
            insort(placed, earlier, key=_by_start)
    flexible = [it for it in others if it.sound not in _EXACT]
    for chain in _chains(flexible):
        for one in _in_sequence(chain, placed):
            insort(placed, one, key=_by_start)
    return list(_finished(placed, seconds_of))


def _upbeats_and_others(notes: Sequence[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Return what leads to a beat, the last rep or a target that ends a rep, and all others."""
    beats = {it.start for it in notes if it.sound in BEAT_SOUNDS}
    upbeats: list[_Placed] = []
    others: list[_Placed] = []
    for it in notes:
        leads = it.sound == _UPBEAT or (it.sound == _TARGET and it.start in beats)
        (upbeats if leads else others).append(it)
    return upbeats, others


def _without_collisions(exact: Iterable[_Placed]) -> list[_Placed]:
    """Return `exact` without those that would sound before the one before has ended."""
    kept: list[_Placed] = []
    for one in exact:
        while kept and kept[-1].free_at > one.start and _EXACT[kept[-1].sound] < _EXACT[one.sound]:
            kept.pop()
        if not kept or kept[-1].free_at <= one.start:
            kept.append(one)
    return kept


def _before_beat(upbeat: _Placed, placed: Sequence[_Placed]) -> _Placed | None:
    """Return `upbeat` in the last free time that ends before its beat; None if there is none."""
    start = upbeat.start - GAP_SECONDS - upbeat.seconds
    before = bisect_left(placed, upbeat.start - _ROUNDING_SECONDS, key=_by_start)
    for other in (placed[at] for at in reversed(range(before))):
        if other.sound == GROUND and other.start + GROUND_BEGINS_SECONDS <= start:
            continue
        if other.sound != GROUND and other.free_at <= start:
            break
        start = min(start, other.start - GAP_SECONDS - upbeat.seconds)
    # Nothing is heard before the sounds begin: there it would be in the past.
    is_heard = before > 0 and start > placed[0].start
    is_near = upbeat.start - start <= _LATEST_SECONDS
    return upbeat._replace(start=start) if is_heard and is_near else None


def _chains(flexible: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """Yield the sounds that follow one another because their moments are close."""
    chain: list[_Placed] = []
    for one in flexible:
        if chain and one.start - chain[-1].start > _CHAIN_SECONDS:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _in_sequence(chain: list[_Placed], placed: Sequence[_Placed]) -> list[_Placed]:
    """Return the sounds of `chain` one after another, without those that do not fit."""
    if any(it.sound in _ENDS_OF_SET for it in chain):
        chain = [it for it in chain if it.sound != "rest"]
    while True:
        found = _one_after_another(chain, placed)
        late = max((it.start - it.note.moment for it in found), default=0.0)
        if late <= _PROMPT_SECONDS:
            return found
        dropped = next((sound for sound in _DROPPED if any(it.sound == sound for it in chain)), "")
        if not dropped:
            return [it for it in found if it.start - it.note.moment <= _LATEST_SECONDS]
        chain = [it for it in chain if it.sound != dropped]


def _one_after_another(chain: Iterable[_Placed], placed: Sequence[_Placed]) -> list[_Placed]:
    """Return `chain` in the free time between what is `placed`, as early as possible.

    What ended comes before what begins: otherwise it is infinitely late, and so is what follows.
    """
    found: list[_Placed] = []
    free_at = float("-inf")
    for one in chain:
        start = max(one.start, free_at)
        # Only a ground and the sound over it can both still be heard.
        at = max(0, bisect_left(placed, start, key=_by_start) - 2)
        for other in islice(placed, at, None):
            if other.start >= start + one.seconds + GAP_SECONDS - _ROUNDING_SECONDS:
                break
            is_begun = other.sound in _BEGINNINGS and other.start > one.start - _ROUNDING_SECONDS
            if is_begun and one.sound in _DROPPED:
                start = float("inf")
                break
            start = max(start, other.free_at)
        found.append(one._replace(start=start))
        free_at = found[-1].free_at
    return found


def _finished(placed: Sequence[_Placed], seconds_of: Callable[[Note], float]) -> Iterator[Spaced]:
    """Yield the notes at their new moments, cut off or softened where another one follows."""
    for at, one in enumerate(placed):
        after = placed[at + 1] if at + 1 < len(placed) else None
        note = one.note if one.start == one.note.moment else one.note._replace(moment=one.start)
        if after is not None and one.sound == GROUND and after.start < one.end:
            note = note._replace(softer_after=after.start - one.start)
        elif (
            after is not None
            and one.start + seconds_of(note) + GAP_SECONDS > after.start + _ROUNDING_SECONDS
        ):
            note = note._replace(seconds=after.start - GAP_SECONDS - one.start)
        yield Spaced(note, one.note.moment)
