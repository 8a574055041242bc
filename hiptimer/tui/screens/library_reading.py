"""How the library reads its circuits: in threads, and again when their files have changed."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual import work
from textual.screen import Screen
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.worker import Worker

    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.library_entries import LibraryEntries, LibraryEntry

READ_AT_ONCE: Final = 25
"""The batch size in which circuits are read and passed to the screen."""

LOOK_SECONDS: Final = 0.4
"""How often the library looks for changed files; a change is shown at the second look."""


class LibraryReading(Screen[None]):
    """Reads the circuits, and from `diary` when each was last done; a subclass shows them.

    Changed files are read again while `is_idle` returns true.
    """

    def __init__(self, diary: SessionDiary | None, is_idle: Callable[[], bool]) -> None:
        super().__init__()
        self._diary = diary
        self._is_idle = is_idle
        self._entries: LibraryEntries | None = None
        self._is_reading_again = False

    def on_mount(self) -> None:
        """Read the circuits after the first frame is shown, because reading them takes longer."""
        self.call_after_refresh(self.find)
        self.set_interval(LOOK_SECONDS, self.look_for_changes)

    @work(thread=True)
    def find(self) -> None:
        """Read all circuits, and pass them on in batches as soon as they are read."""
        from hiptimer.tui.library_entries import LibraryEntries

        worker = get_current_worker()
        self._read_last_done(worker)
        entries = LibraryEntries()
        circuits = entries.read()
        are_more = True
        # On exit, the remaining circuits are not read, so that the exit is immediate.
        while are_more and not worker.is_cancelled:
            some = [*islice(circuits, READ_AT_ONCE)]
            are_more = len(some) == READ_AT_ONCE
            self.app.call_from_thread(self._show_more, some)
            for screen in ("choices", "workout"):
                # Loaded early, so that Enter opens the choices without delay.
                import_module(f"hiptimer.tui.screens.{screen}")
        self._entries = entries

    def look_for_changes(self) -> None:
        """Read the circuits again if their files have changed."""
        if self._entries and self._is_idle() and self._entries.have_changed():
            self.find_again()

    def find_again(self) -> None:
        """Read the circuits whose files have changed, and show all again."""
        if self._entries and not self._is_reading_again:
            self._is_reading_again = True
            self._read_again(self._entries)

    @work(thread=True)
    def _read_again(self, entries: LibraryEntries) -> None:
        worker = get_current_worker()
        circuits = [*entries.read()]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._end_reading_again, circuits)

    def _end_reading_again(self, circuits: Sequence[LibraryEntry]) -> None:
        self._is_reading_again = False
        self._replace(circuits)

    @work(thread=True)
    def find_last_done(self) -> None:
        """Read again when each circuit was last done."""
        self._read_last_done(get_current_worker())

    def _read_last_done(self, worker: Worker[None]) -> None:
        days = self._diary.days_since_done() if self._diary else {}
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_days, days)

    def _show_days(self, days: Mapping[str, int]) -> None:
        """Show how many days ago each circuit was last done, the latest first."""
        raise NotImplementedError

    def _show_more(self, circuits: Sequence[LibraryEntry]) -> None:
        """Show the circuits that were read next."""
        raise NotImplementedError

    def _replace(self, circuits: Sequence[LibraryEntry]) -> None:
        """Show `circuits` in place of those shown."""
        raise NotImplementedError
