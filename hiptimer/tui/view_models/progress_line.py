"""The whole workout as one line of characters, with a mark at the current place.

A block is an exercise with the phases leading to it, in proportion to its length; the blocks of a
set follow its number. Done parts are thick, coming parts are thin; colors repeat the difference.
With more room, the names of the exercises are above their blocks.
"""

from __future__ import annotations

from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from hiptimer.tui.view_models.progress_blocks import (
    Block,
    Chapter,
    block_at,
    chapters_of,
    share_columns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hiptimer.plan.timeline import Timeline

_BETWEEN_BLOCKS: Final = 1
_BETWEEN_CHAPTERS: Final = 2
_LEAST_NAME_COLUMNS: Final = 10
_CLOSED_COLUMNS: Final = 4
"""The width of a set of which the exercises are not named."""


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
    """The characters for done, current and coming parts, and for what is cut off a name."""

    done: str
    here: str
    ahead: str
    cut: str


class _Layout(NamedTuple):
    """The chapters to draw with the width of each block, and the current `place`."""

    chapters: Sequence[Chapter]
    widths: Mapping[Block, int]
    place: float
    marks: LineCharacters
    has_labels: bool

    @property
    def here(self) -> Block:
        """The block under way."""
        return block_at(self.chapters, self.place)

    def ink(self, block: Block) -> Ink:
        """Whether a block other than the current one is done or ahead."""
        return Ink.DONE if block.ends <= self.place else Ink.AHEAD


MARKS: Final = LineCharacters("━", "●", "─", "…")
MARKS_IN_ASCII: Final = LineCharacters("=", "O", "-", "..")


def progress_line(
    timeline: Timeline, place: float, columns: int, marks: LineCharacters = MARKS
) -> tuple[LinePart, ...]:
    """Return the line for the given columns, in a coarser form if there is not enough room.

    `place` is the current place in planned seconds from the start.
    """
    chapters = chapters_of(timeline)
    are_several = len(chapters) > 1
    coarse = tuple(chapter.whole for chapter in chapters)
    single = (Chapter("", (Block(0.0, timeline.planned_seconds),)),)
    for candidate, has_labels in (
        (chapters, are_several),
        (chapters, False),
        (coarse, are_several),
    ):
        room = columns - _fixed_columns(candidate, has_labels=has_labels)
        if room >= 2 * sum(len(chapter.blocks) for chapter in candidate):
            widths = _widths(candidate, room)
            return _joined(_drawn(_Layout(candidate, widths, place, marks, has_labels)))
    return _joined(_drawn(_Layout(single, _widths(single, columns), place, marks, False)))


def named_progress_line(
    timeline: Timeline, place: float, columns: int, marks: LineCharacters = MARKS
) -> tuple[tuple[LinePart, ...], tuple[LinePart, ...]] | None:
    """Return a row with the names of the exercises and the line below; None without enough room.

    In circuit order, only the exercises of the set under way have a name and a block of their own.
    """
    chapters = chapters_of(timeline)
    has_labels = len(chapters) > 1
    opened = tuple(chapter.whole for chapter in chapters)
    if not all(chapter.blocks[0].name for chapter in opened):
        here = block_at(chapters, place)
        opened = tuple(it if here in it.blocks else it.whole for it in chapters)
    blocks = [block for chapter in opened for block in chapter.blocks]
    named = [block for block in blocks if block.name]
    closed = {block: _CLOSED_COLUMNS for block in blocks if not block.name}
    room = columns - _fixed_columns(opened, has_labels=has_labels) - sum(closed.values())
    if room < _LEAST_NAME_COLUMNS * len(named):
        return None
    shares = share_columns([it.ends - it.starts for it in named], room, _LEAST_NAME_COLUMNS)
    widths = closed | dict(zip(named, shares, strict=True))
    layout = _Layout(opened, widths, place, marks, has_labels)
    return _joined(_names(layout)), _joined(_drawn(layout))


def _fixed_columns(chapters: Sequence[Chapter], *, has_labels: bool) -> int:
    """Return the columns that labels and gaps require."""
    labels = sum(len(chapter.label) + 1 for chapter in chapters) if has_labels else 0
    between_blocks = sum(len(chapter.blocks) - 1 for chapter in chapters) * _BETWEEN_BLOCKS
    return labels + between_blocks + (len(chapters) - 1) * _BETWEEN_CHAPTERS


def _drawn(layout: _Layout) -> Iterator[LinePart]:
    here, marks = layout.here, layout.marks

    def label_of(chapter: Chapter) -> LinePart:
        is_here = here in chapter.blocks
        ink = Ink.HERE if is_here else layout.ink(chapter.blocks[-1])
        return LinePart(f"{chapter.label} ", ink)

    def line_of(block: Block) -> Iterator[LinePart]:
        width = layout.widths[block]
        if block is here:
            yield from _line_with_mark(block, layout.place, width, marks)
        else:
            ink = layout.ink(block)
            yield LinePart((marks.done if ink is Ink.DONE else marks.ahead) * width, ink)

    return _spaced(layout, label_of, line_of)


def _names(layout: _Layout) -> Iterator[LinePart]:
    here, cut = layout.here, layout.marks.cut

    def blank(chapter: Chapter) -> LinePart:
        return LinePart(" " * (len(chapter.label) + 1), Ink.GAP)

    def name_of(block: Block) -> Iterator[LinePart]:
        width, name = layout.widths[block], block.name
        if cell_len(name) > width:
            name = set_cell_size(name, width - len(cut)).rstrip() + cut
        yield LinePart(name, Ink.HERE if block is here else layout.ink(block))
        yield LinePart(" " * (width - cell_len(name)), Ink.GAP)

    return _spaced(layout, blank, name_of)


def _spaced(
    layout: _Layout,
    label_of: Callable[[Chapter], LinePart],
    parts_of: Callable[[Block], Iterator[LinePart]],
) -> Iterator[LinePart]:
    for number, chapter in enumerate(layout.chapters):
        if number:
            yield LinePart(" " * _BETWEEN_CHAPTERS, Ink.GAP)
        if layout.has_labels:
            yield label_of(chapter)
        for index, block in enumerate(chapter.blocks):
            if index:
                yield LinePart(" " * _BETWEEN_BLOCKS, Ink.GAP)
            yield from parts_of(block)


def _widths(chapters: Sequence[Chapter], room: int) -> Mapping[Block, int]:
    """Divide `room` columns among the blocks by their lengths."""
    blocks = [block for chapter in chapters for block in chapter.blocks]
    shares = share_columns([block.ends - block.starts for block in blocks], room)
    return dict(zip(blocks, shares, strict=True))


def _line_with_mark(
    block: Block, place: float, width: int, marks: LineCharacters
) -> Iterator[LinePart]:
    length = block.ends - block.starts
    share = (place - block.starts) / length if length else 1.0
    before = min(width - 1, max(0, int(share * width)))
    yield LinePart(marks.done * before, Ink.DONE)
    yield LinePart(marks.here, Ink.HERE)
    yield LinePart(marks.ahead * (width - 1 - before), Ink.AHEAD)


def _joined(parts: Iterator[LinePart]) -> tuple[LinePart, ...]:
    return tuple(
        LinePart("".join(part.text for part in same), ink)
        for ink, same in groupby((part for part in parts if part.text), key=lambda it: it.ink)
    )
