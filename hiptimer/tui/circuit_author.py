"""What the library does with circuit files: edit, copy, begin, delete, and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.app import SuspendNotSupported

from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hiptimer.library.loading import Entry
    from hiptimer.library.picking import Pick
    from hiptimer.tui.screens.library import LibraryScreen
    from hiptimer.tui.screens.new_question import Beginning

Deed = Literal["edit", "copy", "begin", "delete", "undo"]


class CircuitAuthor:
    """Changes files in the user's folder for the `library`, which then shows them."""

    def __init__(self, library: LibraryScreen) -> None:
        self._library = library
        self._deleted: list[tuple[Path, Path]] = []

    @property
    def can_undo(self) -> bool:
        """Whether a circuit was deleted that can be brought back."""
        return bool(self._deleted)

    def act(self, deed: Deed) -> None:
        """Do what was asked for, with the circuit under the cursor if it concerns one."""
        entry = self._library.entry
        if deed == "undo":
            self._undo()
        elif deed == "begin":
            self._begin(entry)
        elif entry is not None:
            {"edit": self._edit, "copy": self._copy, "delete": self._delete}[deed](entry)

    def _edit(self, entry: Entry) -> None:
        from hiptimer.foundation.editor import NoEditor, edit

        if entry.shipped:
            words = "ships with hiptimer. Press c to copy it; the copy is yours to edit."
            self._warn(f"{_title(entry)} {words}")
            return
        try:
            with self._library.app.suspend():
                edit(entry.path)
        except NoEditor as error:
            self._warn(f"{error}.")
        except SuspendNotSupported:
            self._warn(f"No editor can be opened from here. Run `hiptimer edit {entry.id}`.")
        self._library.find_again()

    def _copy(self, entry: Entry) -> None:
        from hiptimer.library.template import new_circuit

        if entry.circuit is None:
            self._warn(f"{entry.id} cannot be copied; the details say what is wrong.")
            return
        self._ask_title("Title of the copy", lambda title: new_circuit(title, entry))

    def _begin(self, entry: Entry | None) -> None:
        from hiptimer.library.template import new_circuit
        from hiptimer.tui.screens.new_question import NewQuestion

        source = entry if entry and entry.circuit else None

        def answered(beginning: Beginning | None) -> None:
            if beginning == "empty":
                self._ask_title("Title of the new circuit", new_circuit)
            elif beginning == "copy" and source:
                self._copy(source)
            elif beginning == "pick":
                self._pick()

        self._library.app.push_screen(NewQuestion(_title(source) if source else None), answered)

    def _pick(self) -> None:
        from hiptimer.library.picking import picked_text
        from hiptimer.library.template import new_circuit
        from hiptimer.tui.screens.picking import PickingScreen

        def picked(picks: Sequence[Pick] | None) -> None:
            if picks:
                text = picked_text(picks)
                self._ask_title(
                    "Title of the new circuit", lambda title: new_circuit(title, text=text)
                )

        circuits = [it.entry.circuit for it in self._library.circuits if it.entry.circuit]
        self._library.app.push_screen(PickingScreen(circuits), picked)

    def _ask_title(self, headline: str, create: Callable[[str], Path]) -> None:
        from hiptimer.tui.screens.title_question import TitleQuestion

        self._library.app.push_screen(TitleQuestion(headline, create), self._created)

    def _created(self, path: Path | None) -> None:
        if path:
            self._say(f"Created {path}. Press e to edit it.")
            self._library.show_next(path.stem)
            self._library.find_again()

    def _delete(self, entry: Entry) -> None:
        from hiptimer.library.own_circuits import set_aside

        if entry.shipped:
            self._warn(f"{_title(entry)} ships with hiptimer and cannot be deleted.")
            return
        try:
            aside = set_aside(entry.path)
        except OSError as error:
            self._warn(f"{entry.path} cannot be deleted: {reason(error)}.")
            return
        self._deleted.append((aside, entry.path))
        self._say(f"Deleted: {_title(entry)}. Press u to undo. Its file is kept as {aside}.")
        self._changed()

    def _undo(self) -> None:
        from hiptimer.library.own_circuits import bring_back

        aside, path = self._deleted[-1]
        try:
            bring_back(aside, path)
        except FileExistsError:
            self._warn(f"{path} exists again; the deleted circuit is kept as {aside}.")
        except OSError as error:
            self._warn(f"{aside} cannot be renamed: {reason(error)}.")
        else:
            self._deleted.pop()
            self._say(f"Brought back {path}.")
            self._library.show_next(path.stem)
            self._changed()

    def _changed(self) -> None:
        self._library.refresh_bindings()
        self._library.find_again()

    def _say(self, words: str) -> None:
        self._library.notify(words, markup=False)

    def _warn(self, words: str) -> None:
        self._library.notify(words, severity="warning", markup=False)


def _title(entry: Entry) -> str:
    return entry.circuit.title if entry.circuit else entry.id
