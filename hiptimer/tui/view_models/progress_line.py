"""The whole workout as one line of characters, with a mark at the current place.

A block is an exercise with the phases leading to it, in proportion to its length; the blocks of a
set follow its number. Done parts are thick, coming parts are thin; colors repeat the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.plan.timeline import Phase, Timeline

_BETWEEN_BLOCKS: Final = 1
_BETWEEN_CHAPTERS: Final = 2


class Ink(Enum):
    """What a part of the line represents."""

    GAP = auto()
    DONE = auto()
    HERE = auto()
    AHEAD = auto()


class LinePart(NamedTuple):
    """Adjacent characters with the same ink."""

    text: str
    ink: Ink


class LineCharacters(NamedTuple):
    """The characters for the done part, the current place, and the coming part."""

    done: str
    here: str
    ahead: str


MARKS: Final = LineCharacters("━", "●", "─")
MARKS_IN_ASCII: Final = LineCharacters("=", "O", "-")


@dataclass(frozen=True, slots=True)
class _Block:
    """A part of the workout that is drawn as one, in planned seconds from its start."""

    starts: float
    ends: float


@dataclass(frozen=True, slots=True)
class _Chapter:
    label: str
    blocks: tuple[_Block, ...]

    @property
    def whole(self) -> _Chapter:
        """The chapter as a single block."""
        return _Chapter(self.label, (_Block(self.blocks[0].starts, self.blocks[-1].ends),))


def progress_line(
    timeline: Timeline, place: float, columns: int, marks: LineCharacters = MARKS
) -> tuple[LinePart, ...]:
    """Return the line for the given columns, in a coarser form if there is not enough room.

    `place` is the current place in planned seconds from the start.
    """
    chapters = _chapters(timeline)
    are_several = len(chapters) > 1
    coarse = tuple(chapter.whole for chapter in chapters)
    single = (_Chapter("", (_Block(0.0, timeline.planned_seconds),)),)
    for candidate, has_labels in (
        (chapters, are_several),
        (chapters, False),
        (coarse, are_several),
    ):
        room = columns - _fixed_columns(candidate, has_labels=has_labels)
        if room >= 2 * sum(len(chapter.blocks) for chapter in candidate):
            return _joined(_drawn(candidate, place, room, marks, has_labels=has_labels))
    return _joined(_drawn(single, place, columns, marks, has_labels=False))


def _chapters(timeline: Timeline) -> tuple[_Chapter, ...]:
    """Return the sets, or the exercises if all sets of one come before the next."""
    phases = timeline.phases
    goes_by_exercise = any(
        after.effort.set < before.effort.set for before, after in pairwise(phases)
    )

    def chapter_of(phase: Phase) -> int | str:
        return phase.effort.movement.id if goes_by_exercise else phase.effort.set

    def block_of(phase: Phase) -> tuple[int, str]:
        return phase.effort.set, phase.effort.movement.id

    chapters = []
    for number, (_, in_chapter) in enumerate(groupby(phases, chapter_of), start=1):
        groups = [list(group) for _, group in groupby(in_chapter, block_of)]
        label = number if goes_by_exercise else groups[0][0].effort.set
        chapters.append(_Chapter(f"{label}", tuple(map(_block, groups))))
    return tuple(chapters)


def _block(phases: Sequence[Phase]) -> _Block:
    first, last = phases[0], phases[-1]
    return _Block(first.starts, last.starts + last.target_seconds)


def _fixed_columns(chapters: Sequence[_Chapter], *, has_labels: bool) -> int:
    """Return the columns that labels and gaps require."""
    labels = sum(len(chapter.label) + 1 for chapter in chapters) if has_labels else 0
    between_blocks = sum(len(chapter.blocks) - 1 for chapter in chapters) * _BETWEEN_BLOCKS
    return labels + between_blocks + (len(chapters) - 1) * _BETWEEN_CHAPTERS


def _drawn(
    chapters: Sequence[_Chapter],
    place: float,
    room: int,
    marks: LineCharacters,
    *,
    has_labels: bool,
) -> Iterator[LinePart]:
    blocks = [block for chapter in chapters for block in chapter.blocks]
    widths = dict(zip(blocks, _shared([it.ends - it.starts for it in blocks], room), strict=True))
    here = next((it for it in blocks if place < it.ends), blocks[-1])
    for number, chapter in enumerate(chapters):
        if number:
            yield LinePart(" " * _BETWEEN_CHAPTERS, Ink.GAP)
        if has_labels:
            is_here = here in chapter.blocks
            yield LinePart(f"{chapter.label} ", Ink.HERE if is_here else _side_of(chapter, place))
        for index, block in enumerate(chapter.blocks):
            if index:
                yield LinePart(" " * _BETWEEN_BLOCKS, Ink.GAP)
            if block is here:
                yield from _line_with_mark(block, place, widths[block], marks)
            elif block.ends <= place:
                yield LinePart(marks.done * widths[block], Ink.DONE)
            else:
                yield LinePart(marks.ahead * widths[block], Ink.AHEAD)


def _side_of(chapter: _Chapter, place: float) -> Ink:
    return Ink.DONE if chapter.blocks[-1].ends <= place else Ink.AHEAD


def _line_with_mark(
    block: _Block, place: float, width: int, marks: LineCharacters
) -> Iterator[LinePart]:
    length = block.ends - block.starts
    share = (place - block.starts) / length if length else 1.0
    before = min(width - 1, max(0, int(share * width)))
    yield LinePart(marks.done * before, Ink.DONE)
    yield LinePart(marks.here, Ink.HERE)
    yield LinePart(marks.ahead * (width - 1 - before), Ink.AHEAD)


def _shared(lengths: Sequence[float], room: int) -> tuple[int, ...]:
    """Divide `room` columns among blocks by their lengths, at least one column each."""
    spare = room - len(lengths)
    total = sum(lengths)
    exact = [spare * (length / total if total else 1 / len(lengths)) for length in lengths]
    widths = [int(it) for it in exact]
    by_remainder = sorted(range(len(exact)), key=lambda it: widths[it] - exact[it])
    for index in by_remainder[: spare - sum(widths)]:
        widths[index] += 1
    return tuple(1 + width for width in widths)


def _joined(parts: Iterator[LinePart]) -> tuple[LinePart, ...]:
    return tuple(
        LinePart("".join(part.text for part in same), ink)
        for ink, same in groupby((part for part in parts if part.text), key=lambda it: it.ink)
    )
