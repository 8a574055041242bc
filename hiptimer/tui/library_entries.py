"""The entries that the library lists. Its modules are loaded after the first frame is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hiptimer.circuit.wording import equipment
from hiptimer.drawing.figure.preview import previews
from hiptimer.library import loading, search
from hiptimer.library.figure_files.loading import figures_of
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.plan import Plan
from hiptimer.tui.view_models.library_line import length_words
from hiptimer.tui.widgets.circuit_details import entry_details

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from hiptimer.drawing.figure.preview import Preview
    from hiptimer.library.loading import Entry


@dataclass(frozen=True)
class LibraryEntry:
    """An entry, its length with the default choices, and figures that show its exercises."""

    entry: Entry
    planned_seconds: float = 0.0
    previews: tuple[Preview, ...] = ()

    @property
    def title(self) -> str:
        """The title; of a broken circuit the name of its file."""
        return self.entry.circuit.title if self.entry.circuit else self.entry.id

    @property
    def length(self) -> str:
        """How long it takes, or that it is broken."""
        return length_words(self.planned_seconds) if self.entry.circuit else "broken"

    @property
    def equipment(self) -> str:
        """Everything it needs."""
        return ", ".join(equipment(self.entry.circuit)) if self.entry.circuit else ""

    @property
    def details(self) -> Content:
        """The full description."""
        return entry_details(self.entry, self.planned_seconds)

    def matches(self, wanted: str) -> bool:
        """Return whether it contains all words of `wanted`."""
        return search.has_words(self._searched_text, wanted)

    @cached_property
    def _searched_text(self) -> str:
        return search.searched_text(self.entry)


def library_entries() -> Iterator[LibraryEntry]:
    """Yield every circuit, in the order of the list."""
    return map(_listed, loading.entries())


def _listed(entry: Entry) -> LibraryEntry:
    if entry.circuit is None:
        return LibraryEntry(entry)
    plan = Plan(entry.circuit, entry.id, default_choices(entry.circuit))
    try:
        timeline = plan.timeline
    except NothingToDo:
        return LibraryEntry(entry)
    # A broken figure is reported in the workout, when its exercise is due.
    figures, _ = figures_of(phase.effort.movement for phase in timeline.phases)
    return LibraryEntry(entry, timeline.planned_seconds, tuple(previews(timeline, figures)))
