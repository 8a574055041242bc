"""The parts of a workout that its progress line draws: exercises, grouped by set."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.plan.timeline import Phase, Timeline


class Block(NamedTuple):
    """A part of the workout that is drawn as one, in planned seconds from its start.

    `name` is that of its exercise; empty for several.
    """

    starts: float
    ends: float
    name: str = ""


class Chapter(NamedTuple):
    """Blocks under one label: a set, or an exercise if all its sets come first."""

    label: str
    blocks: tuple[Block, ...]

    @property
    def whole(self) -> Chapter:
        """The chapter as a single block."""
        names = {block.name for block in self.blocks}
        name = names.pop() if len(names) == 1 else ""
        return Chapter(self.label, (Block(self.blocks[0].starts, self.blocks[-1].ends, name),))


def chapters_of(timeline: Timeline) -> tuple[Chapter, ...]:
    """Return a chapter for each set, or for each exercise if all its sets come before the next.

    A circuit with blocks is divided by these first.
    """
    by_block = groupby(timeline.phases, lambda it: it.effort.block)
    return tuple(chapter for _, phases in by_block for chapter in _chapters([*phases]))


def _chapters(phases: Sequence[Phase]) -> Iterator[Chapter]:
    goes_by_exercise = any(
        after.effort.set < before.effort.set for before, after in pairwise(phases)
    )

    def chapter_of(phase: Phase) -> int | str:
        return phase.effort.movement.id if goes_by_exercise else phase.effort.set

    def block_of(phase: Phase) -> tuple[int, str]:
        return phase.effort.set, phase.effort.movement.id

    for number, (_, in_chapter) in enumerate(groupby(phases, chapter_of), start=1):
        groups = [list(group) for _, group in groupby(in_chapter, block_of)]
        label = number if goes_by_exercise else groups[0][0].effort.set
        yield Chapter(f"{label}", tuple(map(_block, groups)))


def _block(phases: Sequence[Phase]) -> Block:
    first, last = phases[0], phases[-1]
    name = last.effort.movement.title
    return Block(first.starts, last.starts + last.target_seconds, name)


def block_at(chapters: Sequence[Chapter], place: float) -> Block:
    """Return the block at a place, in planned seconds from the start."""
    blocks = [block for chapter in chapters for block in chapter.blocks]
    return next((block for block in blocks if place < block.ends), blocks[-1])


def share_columns(lengths: Sequence[float], room: int, least: int = 1) -> tuple[int, ...]:
    """Divide `room` columns among blocks by their lengths, at least `least` columns each."""
    spare = room - least * len(lengths)
    total = sum(lengths)
    exact = [spare * (length / total if total else 1 / len(lengths)) for length in lengths]
    widths = [int(it) for it in exact]
    by_remainder = sorted(range(len(exact)), key=lambda it: widths[it] - exact[it])
    for index in by_remainder[: spare - sum(widths)]:
        widths[index] += 1
    return tuple(least + width for width in widths)
