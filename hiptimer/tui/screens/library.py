"""The circuits there are, and everything about the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList
from textual.widgets.option_list import Option

from hiptimer import library
from hiptimer.choices import default_choices
from hiptimer.plan import Plan
from hiptimer.search import is_found
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.widgets.circuit_details import entry_details, entry_summary
from hiptimer.tui.widgets.morning_question import MorningQuestion
from hiptimer.tui.widgets.search_line import SearchLine
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.keeping import Keeping
    from hiptimer.library import Entry
    from hiptimer.next_morning import MorningAfter


class LibraryScreen(Screen[None]):
    """Calls `begin` with the plan that was chosen; `keeping` knows what was chosen last time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Find a circuit"),
        Binding("escape", "show_all", "All circuits", show=False),
        Binding("comma", "app.settings", "Settings", key_display=",", tooltip="Settings"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
        Binding("q", "app.quit", "Quit", tooltip="Leave hiptimer"),
    ]
    AUTO_FOCUS = "#circuits"

    def __init__(self, begin: Callable[[Plan], None], keeping: Keeping | None = None) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self._summaries: dict[str, Content] = {}
        self._begin = begin
        self._keeping = keeping

    def compose(self) -> ComposeResult:
        """Put the list beside the details."""
        yield Words("hiptimer", id="heading")
        yield SearchLine(id="search")
        with Horizontal(id="library"):
            yield CircuitList(id="circuits")
            with VerticalScroll(id="details-pane", can_focus=False):
                yield Words("Looking for circuits …", id="details")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Look for circuits once the first frame stands: reading them takes longer."""
        self.call_after_refresh(self.find)

    @work(thread=True)
    def find(self) -> None:
        """Read all circuits and show them."""
        entries = library.entries()
        planned = [_planned_seconds(entry) for entry in entries]
        self.app.call_from_thread(self._show, entries, planned)

    def _show(self, entries: Sequence[Entry], planned: Sequence[float]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._summaries = {
            entry.id: entry_summary(entry, seconds)
            for entry, seconds in zip(entries, planned, strict=True)
        }
        self._list(self.query_one(SearchLine).value)

    def _list(self, wanted: str) -> None:
        """List the circuits that have all words of `wanted`, and stay where the cursor is."""
        circuits = self.query_one(CircuitList)
        option = circuits.highlighted_option
        found = [id_ for id_, entry in self.entries.items() if is_found(entry, wanted)]
        circuits.clear_options()
        if found:
            circuits.add_options(Option(self._summaries[id_], id=id_) for id_ in found)
            circuits.highlighted = found.index(option.id) if option and option.id in found else 0
        else:
            words = "No circuit has that in its title, exercises or equipment. Escape lists all."
            circuits.add_option(Option(Content(words), disabled=True))
            self.query_one("#details", Words).show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what is searched for, once the circuits are there."""
        if self.entries:
            self._list(event.value)

    def on_input_submitted(self) -> None:
        """Go on to the choices of the circuit under the cursor."""
        self.query_one(CircuitList).action_select()

    def ask_about(self, asked: MorningAfter) -> None:
        """Ask how it feels on the morning after, without a word to whoever is choosing already."""
        circuits = self.query_one(CircuitList)
        is_choosing = self.focused is not circuits or circuits.highlighted or not self.is_current
        question = MorningQuestion(asked, takes_focus=not is_choosing)
        self.mount(question, after="#heading")

    def on_morning_question_answered(self, event: MorningQuestion.Answered) -> None:
        """Keep what was said, and go on to the circuits."""
        if self._keeping:
            self._keeping.keep_morning_after(event.asked, event.feelings)
        self.query_one(CircuitList).focus()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool:
        """Offer no search to somebody who is searching."""
        return action != "search" or not isinstance(self.focused, SearchLine)

    def action_search(self) -> None:
        """Open the line to search with."""
        line = self.query_one(SearchLine)
        line.display = True
        line.focus()

    def action_show_all(self) -> None:
        """Close the line to search with; all circuits are listed again."""
        line = self.query_one(SearchLine)
        line.clear()
        line.display = False
        self.query_one(CircuitList).focus()

    def action_move(self, lines: int) -> None:
        """Move the cursor of the list."""
        circuits = self.query_one(CircuitList)
        if lines > 0:
            circuits.action_cursor_down()
        else:
            circuits.action_cursor_up()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the details of the circuit under the cursor."""
        if event.option.id is not None:
            self.query_one("#details", Words).show(entry_details(self.entries[event.option.id]))
            self.query_one("#details-pane").scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on to the choices of a circuit that was clicked or entered."""
        entry = self.entries[event.option.id or ""]
        if entry.circuit is None:
            words = f"{entry.id} cannot be used; what is wrong stands beside it."
            self.notify(words, severity="warning", markup=False)
            return

        def chosen(plan: Plan | None) -> None:
            if plan is not None:
                self._begin(plan)

        last = self._keeping.last_time(entry.circuit, entry.id) if self._keeping else None
        self.app.push_screen(ChoicesScreen(entry.circuit, entry.id, last), chosen)

    def action_turn_page(self, pages: int) -> None:
        """Turn the pages of the details."""
        pane = self.query_one("#details-pane")
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)


class CircuitList(OptionList):
    """The list moves by single lines; the other arrows turn the pages of the details."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", key_display="enter", tooltip="Choose for today"),
        Binding("right,pagedown", "screen.turn_page(1)", "Read on", key_display="→"),
        Binding("left,pageup", "screen.turn_page(-1)", "Read back", show=False),
    ]


def _planned_seconds(entry: Entry) -> float:
    if entry.circuit is None:
        return 0.0
    return Plan(entry.circuit, entry.id, default_choices(entry.circuit)).planned_seconds
