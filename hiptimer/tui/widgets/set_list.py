"""The efforts of the set under way, with the current one marked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from hiptimer.plan.wording import side_word

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.plan.timeline import Phase, Timeline


def set_list(timeline: Timeline, current: Phase) -> Content:
    """Return the exercises of the set that `current` belongs to or leads to, with their efforts."""
    efforts = [
        it.effort
        for it in timeline.phases
        if it.is_effort and it.effort.is_in_set_of(current.effort)
    ]
    place = f"set {current.effort.set} of {current.effort.sets}"
    words = " · ".join(filter(None, (current.effort.block_title, place)))
    lines = [Content.styled(words[0].upper() + words[1:], "bold")]
    for _, same in groupby(efforts, key=lambda effort: effort.movement.id):
        goes = list(same)
        title = Content.styled(goes[0].movement.title, "bold" if current.effort in goes else "")
        marks = (_go(effort, is_on=effort == current.effort) for effort in goes)
        lines += [title, Content("").join(marks)]
    return Content("\n").join(lines)


def _go(effort: Effort, *, is_on: bool) -> Content:
    words = side_word(effort.side) or f"round {effort.round}"
    return Content.styled(f" ▶{words} ", "bold reverse") if is_on else Content(f"  {words} ")
