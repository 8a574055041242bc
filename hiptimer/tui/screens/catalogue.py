"""What the library lists. All that it takes is loaded once the first frame stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.drawing.figure.showing import showings
from hiptimer.library import loading, search
from hiptimer.library.figure_files.files import figures_of
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.plan import Plan
from hiptimer.tui.widgets.circuit_details import entry_details, entry_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from hiptimer.drawing.figure.showing import Showing
    from hiptimer.library.loading import Entry


@dataclass(frozen=True)
class Listed:
    """An entry, how long it takes when nobody chooses anything, and how its exercises go."""

    entry: Entry
    planned_seconds: float = 0.0
    showings: tuple[Showing, ...] = ()

    @property
    def summary(self) -> Content:
        """What stands in the list."""
        return entry_summary(self.entry, self.planned_seconds)

    @property
    def details(self) -> Content:
        """All there is to say of it."""
        return entry_details(self.entry)

    def is_found(self, wanted: str) -> bool:
        """Answer whether it has all words of `wanted`."""
        return search.is_found(self.entry, wanted)


def catalogue() -> Iterator[Listed]:
    """Yield every circuit there is, in the order of the list."""
    return map(_listed, loading.entries())


def _listed(entry: Entry) -> Listed:
    if entry.circuit is None:
        return Listed(entry)
    plan = Plan(entry.circuit, entry.id, default_choices(entry.circuit))
    try:
        timeline = plan.timeline
    except NothingToDo:
        return Listed(entry)
    # What is wrong with a figure is said when it would have to show the exercise that is done.
    figures, _ = figures_of(phase.effort.movement for phase in timeline.phases)
    return Listed(entry, timeline.planned_seconds, tuple(showings(timeline, figures)))
