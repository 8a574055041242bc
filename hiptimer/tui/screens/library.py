"""The library: all circuits, and the details of the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding

from hiptimer.tui.circuit_author import CircuitAuthor
from hiptimer.tui.screens.library_reading import LibraryReading
from hiptimer.tui.widgets.circuit_list import CircuitList, ListHead
from hiptimer.tui.widgets.circuit_pane import CircuitPane, ReadingPane
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from hiptimer.foundation.terminal import Charset
    from hiptimer.library.loading import Entry
    from hiptimer.plan.plan import Plan
    from hiptimer.session.morning_after import MorningAfter
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.circuit_author import Deed
    from hiptimer.tui.library_entries import LibraryEntry
    from hiptimer.tui.opened_choices import OpenedChoices
    from hiptimer.tui.widgets.morning_question import MorningQuestion

FIRST_CIRCUIT: Final = "whitt-hip-flexor"
"""The circuit under the cursor before any was done."""

_NONE_FOUND: Final = "No circuit has that in its title, exercises or equipment. Escape lists all."


class LibraryScreen(LibraryReading):
    """Calls `begin` with the chosen plan; `diary` provides the choices of last time.

    Figures use the characters of `charset`, and appear only if `shows_figures` returns true.
    Changed files are read again while `is_idle` returns true.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "author('undo')", "Undo", tooltip="Bring the deleted circuit back"),
        # Priority: the next key is text, even if it came in the same moment.
        Binding(
            "slash", "search", "Search", key_display="/", tooltip="Find a circuit", priority=True
        ),
        Binding("escape", "show_all", "All circuits", show=False),
        Binding("h", "app.history", "History", tooltip="What was done, and how often"),
        Binding("comma", "app.settings", "Settings", key_display=",", tooltip="Settings"),
        Binding("e", "author('edit')", "Edit", tooltip="Edit a circuit of your own"),
        Binding("c", "author('copy')", "Copy", tooltip="Copy under another title"),
        Binding("n", "author('begin')", "New", tooltip="Begin a circuit of your own"),
        Binding("x,delete", "author('delete')", "Delete", tooltip="Delete a circuit of your own"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
        Binding("q", "app.quit", "Quit", tooltip="Exit hiptimer"),
    ]
    AUTO_FOCUS = "#circuits"

    def __init__(
        self,
        begin: Callable[[Plan], None],
        diary: SessionDiary | None = None,
        *,
        charset: Charset,
        shows_figures: Callable[[], bool],
        is_idle: Callable[[], bool],
    ) -> None:
        super().__init__(diary, is_idle)
        self._author = CircuitAuthor(self)
        self._choices: OpenedChoices | None = None
        self.circuits: list[LibraryEntry] = []
        self._found: Sequence[LibraryEntry] = ()
        self._begin = begin
        self._charset: Charset = charset
        self._shows_figures = shows_figures

    def compose(self) -> ComposeResult:
        """Lay out the list above the details."""
        yield PlainText("hiptimer", id="heading")
        yield SearchLine(id="search")
        yield ListHead(id="list-head")
        yield CircuitList(id="circuits")
        yield PlainText(_NONE_FOUND, id="none-found")
        yield CircuitPane(self._charset, self._shows_figures)
        yield KeyLine()

    def _replace(self, circuits: Sequence[LibraryEntry]) -> None:
        self.circuits = [*circuits]
        wanted = self.query_one(SearchLine).value
        self._list(
            [it for it in circuits if it.matches(wanted)], self.query_one(CircuitList).cursor
        )
        self._renew_choices({it.entry.id: it for it in circuits})

    def _renew_choices(self, circuits: Mapping[str, LibraryEntry]) -> None:
        """Open the choices again if their circuit was edited; close them if they cannot be."""
        opened = self._choices
        if opened is None or self.app.screen is not opened.screen or opened.is_current(circuits):
            return
        opened.screen.dismiss(None)
        if now := circuits.get(opened.listed.entry.id):
            self.notify(f"{now.title} was changed.", markup=False)
            self.post_message(CircuitList.Opened(now))

    def _show_days(self, days: Mapping[str, int]) -> None:
        circuits = self.query_one(CircuitList)
        circuits.show_days_since_done(days)
        circuits.wanted = circuits.wanted or next(iter(days), FIRST_CIRCUIT)

    def _show_more(self, circuits: Sequence[LibraryEntry]) -> None:
        self.circuits += circuits
        wanted = self.query_one(SearchLine).value
        self._list([*self._found, *(it for it in circuits if it.matches(wanted))])

    def _list(self, found: Sequence[LibraryEntry], otherwise: int = 0) -> None:
        """List what matches the search."""
        self._found = found
        self.query_one(CircuitList).show_circuits(found, otherwise)
        self.query_one("#none-found").display = bool(self.circuits) and not found

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the circuits that match the search."""
        self._list([it for it in self.circuits if it.matches(event.value)])

    def on_input_submitted(self) -> None:
        """Open the choices of the circuit under the cursor."""
        self.query_one(CircuitList).action_open()

    def ask_about(self, asked: MorningAfter) -> None:
        """Ask how it feels on the morning after, without interrupting a choice under way."""
        from hiptimer.tui.widgets.morning_question import MorningQuestion

        circuits = self.query_one(CircuitList)
        is_choosing = self.focused is not circuits or circuits.was_moved or not self.is_current
        question = MorningQuestion(asked, takes_focus=not is_choosing)
        self.mount(question, after="#heading")

    def on_morning_question_answered(self, event: MorningQuestion.Answered) -> None:
        """Record the answer, and return to the circuits."""
        if self._diary:
            self._diary.record_morning_after(event.asked, event.feelings)
        self.query_one(CircuitList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Disable what would have no effect at the moment."""
        if action == "read":
            return bool(self.query_one(CircuitPane).display)
        if parameters == ("undo",):
            return self._author.can_undo
        return action != "search" or not isinstance(self.focused, SearchLine)

    def on_resize(self) -> None:
        """Offer to read the details if there is room for them."""
        self.refresh_bindings()

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one(SearchLine)
        line.display = True
        self.set_focus(line)

    @property
    def entry(self) -> Entry | None:
        """The circuit under the cursor, if there is one."""
        row = self.query_one(CircuitList).row
        return row.entry if row else None

    def show_next(self, id_: str) -> None:
        """Put the cursor on the circuit `id_` once it is listed."""
        self.query_one(CircuitList).wanted = id_

    def action_author(self, deed: Deed) -> None:
        """Edit, copy, begin or delete a circuit, or bring one back."""
        self._author.act(deed)

    def action_show_all(self) -> None:
        """Close the search line; all circuits are listed again."""
        line = self.query_one(SearchLine)
        line.clear()
        line.display = False
        self.query_one(CircuitList).focus()

    def action_read(self) -> None:
        """Give the arrow keys to the details."""
        self.query_one(ReadingPane).focus()

    def action_stop_reading(self) -> None:
        """Return to the circuits."""
        self.query_one(CircuitList).focus()

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.query_one(CircuitList).action_move(rows)

    def action_move_page(self, pages: int) -> None:
        """Move the cursor of the list by pages."""
        self.query_one(CircuitList).action_move_page(pages)

    def on_row_list_moved(self) -> None:
        """Show the details of the circuit under the cursor."""
        self.query_one(CircuitPane).show(self.query_one(CircuitList).row)

    def on_screen_resume(self) -> None:
        """Show figures unless the settings say otherwise, and what was done in the meantime."""
        self.query_one(CircuitPane).show_figures()
        if self.circuits:
            self.find_last_done()

    def on_screen_suspend(self) -> None:
        """Stop the figures while they are not visible."""
        self.query_one(CircuitPane).stop_figures()

    def on_circuit_list_opened(self, event: CircuitList.Opened) -> None:
        """Open the choices of a circuit that was clicked or entered."""
        from hiptimer.tui.opened_choices import OpenedChoices

        listed = event.circuit
        entry = listed.entry
        if entry.circuit is None:
            words = f"{entry.id} cannot be used; the details say what is wrong."
            self.notify(words, severity="warning", markup=False)
            return

        def chosen(plan: Plan | None) -> None:
            if plan is not None:
                self._begin(plan)

        self._choices = OpenedChoices(
            listed,
            entry.circuit,
            [it for it in self.circuits if it.entry.circuit and it.entry.id != entry.id],
            self._diary,
            charset=self._charset,
            has_figures=self._shows_figures(),
        )
        self.app.push_screen(self._choices.screen, chosen)
