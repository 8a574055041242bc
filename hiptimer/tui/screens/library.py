"""The circuits there are, and everything about the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from hiptimer import library
from hiptimer.choices import default_choices
from hiptimer.plan import Plan
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.widgets.circuit_details import entry_details, entry_summary
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.library import Entry


class LibraryScreen(Screen[None]):
    """Calls `begin` with the plan that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?", tooltip="Keys and sounds"),
        Binding("q", "app.quit", "Quit", tooltip="Leave hiptimer"),
    ]

    def __init__(self, begin: Callable[[Plan], None]) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self._begin = begin

    def compose(self) -> ComposeResult:
        """Put the list beside the details."""
        yield Words("hiptimer", id="heading")
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
        circuits = self.query_one(CircuitList)
        circuits.add_options(
            Option(entry_summary(entry, seconds), id=entry.id)
            for entry, seconds in zip(entries, planned, strict=True)
        )
        circuits.highlighted = 0 if entries else None

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

        self.app.push_screen(ChoicesScreen(entry.circuit, entry.id), chosen)

    def action_turn_page(self, pages: int) -> None:
        """Turn the pages of the details."""
        pane = self.query_one("#details-pane")
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)

    def action_help(self) -> None:
        """Show keys and sounds."""
        self.app.push_screen(HelpScreen())


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
