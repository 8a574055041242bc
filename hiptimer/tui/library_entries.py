"""The entries that the library lists. Its modules are loaded after the first frame is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.wording import equipment
from hiptimer.drawing.figure.preview import previews
from hiptimer.foundation import folders
from hiptimer.foundation.file_states import FileState, file_state, folder_states
from hiptimer.library import loading, search
from hiptimer.library.figure_files.loading import figures_of
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.plan import Plan
from hiptimer.tui.view_models.library_line import length_words
from hiptimer.tui.widgets.circuit_details import entry_details

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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


class LibraryEntries:
    """Every circuit; those whose files have not changed are not read again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[FileState | None, LibraryEntry]] = {}
        self._read: _States | None = None
        self._seen: _States | None = None

    def read(self) -> Iterator[LibraryEntry]:
        """Yield every circuit, in the order of the list."""
        states = _states()
        # A changed figure may belong to any circuit.
        is_same_figures = self._read is not None and states.figures == self._read.figures
        before = self._known if is_same_figures else {}
        known = {}
        for id_, path in loading.paths().items():
            state = file_state(path)
            earlier, listed = before.get(path, (None, None))
            if listed is None or state is None or state != earlier:
                listed = listed_entry(loading.entry(id_, path))
            known[path] = state, listed
            yield listed
        self._known, self._read = known, states

    def have_changed(self) -> bool:
        """Return whether the files differ from those read, and not from those of the last look.

        An editor may move a file away for a moment while it saves it.
        """
        before, self._seen = self._seen, _states()
        return self._read is not None and self._read != self._seen == before


class _States(NamedTuple):
    circuits: Mapping[str, FileState | None]
    figures: Mapping[str, FileState | None]


def _states() -> _States:
    return _States(folder_states(folders.user_circuits()), folder_states(folders.user_figures()))


def listed_entry(entry: Entry) -> LibraryEntry:
    """Return what the library shows of `entry`."""
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
