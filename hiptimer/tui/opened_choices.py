"""The choices of a circuit over the library: how they are opened, and opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.foundation.text.sentences import sentence
from hiptimer.tui.library_entries import listed_entry
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.view_models.todays_circuits import CircuitToday, Second, SecondCircuits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.terminal import Charset
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.library_entries import LibraryEntry


class OpenedChoices:
    """The choices of `circuit`, which is `listed`, after which one of `seconds` may be done.

    `diary` provides the choices of last time. Figures appear only with `has_figures`.
    """

    def __init__(
        self,
        listed: LibraryEntry,
        circuit: Circuit,
        seconds: Sequence[LibraryEntry],
        diary: SessionDiary | None,
        *,
        charset: Charset,
        has_figures: bool,
    ) -> None:
        self.listed = listed
        self._seconds = seconds
        self._diary = diary
        self._has_figures = has_figures
        self._first = self._today(listed, circuit)
        titles = [it.title for it in seconds]
        self.screen = ChoicesScreen(
            self._first, SecondCircuits(titles, self._with_second), charset=charset
        )

    def is_current(self, circuits: Mapping[str, LibraryEntry]) -> bool:
        """Return whether the circuits chosen from are still those in `circuits`, by their ids."""
        number = self.screen.circuits.second.number
        chosen = (self.listed, *self._seconds[number - 1 : number])
        now = [circuits.get(it.entry.id) for it in chosen]
        return [it and it.entry.circuit for it in now] == [it.entry.circuit for it in chosen]

    def _with_second(self, second: Second) -> CircuitToday | None:
        """Return the first circuit, or both as one; None if that is impossible, having said why."""
        if not second.number:
            return self._first
        from hiptimer.library.joining import CannotJoin, join_circuits

        parts = (self.listed.entry, self._seconds[second.number - 1].entry)
        try:
            id_, circuit = join_circuits([(it.id, it.circuit) for it in parts if it.circuit])
        except CannotJoin as reason:
            self.screen.notify(sentence(str(reason)), severity="warning", markup=False)
            return None
        return self._today(listed_entry(parts[0]._replace(id=id_, circuit=circuit)), circuit)

    def _today(self, listed: LibraryEntry, circuit: Circuit) -> CircuitToday:
        id_ = listed.entry.id
        previews = listed.previews if self._has_figures else ()
        if self._diary is None:
            return CircuitToday(circuit, id_, previews=previews)
        last, suggester = self._diary.last_time(circuit, id_), self._diary.suggester(circuit, id_)
        return CircuitToday(circuit, id_, last, previews, suggester)
