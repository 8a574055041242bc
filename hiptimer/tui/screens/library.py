"""The library: all circuits, and the details of the one under the cursor."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.worker import get_current_worker

from hiptimer.tui.widgets.circuit_list import CircuitList
from hiptimer.tui.widgets.figure_previews import FigurePreviews
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input, OptionList

    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.plan import Plan
    from hiptimer.session.morning_after import MorningAfter
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.tui.library_entries import LibraryEntry
    from hiptimer.tui.widgets.morning_question import MorningQuestion

READ_AT_ONCE: Final = 25
"""The batch size in which circuits are read and passed to the screen."""


class LibraryScreen(Screen[None]):
    """Calls `begin` with the chosen plan; `diary` provides the choices of last time.

    Figures use the characters of `charset`, and appear only if `shows_figures` returns true.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Find a circuit"),
        Binding("escape", "show_all", "All circuits", show=False),
        Binding("h", "app.history", "History", tooltip="What was done, and how often"),
        Binding("comma", "app.settings", "Settings", key_display=",", tooltip="Settings"),
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
    ) -> None:
        super().__init__()
        self.circuits: dict[str, LibraryEntry] = {}
        self._begin = begin
        self._diary = diary
        self._charset: Charset = charset
        self._shows_figures = shows_figures

    def compose(self) -> ComposeResult:
        """Lay out the list beside the details."""
        yield PlainText("hiptimer", id="heading")
        yield SearchLine(id="search")
        with Horizontal(id="library"):
            yield CircuitList(id="circuits")
            with Vertical(id="beside"):
                with VerticalScroll(id="details-pane", can_focus=False):
                    yield PlainText("Looking for circuits …", id="details")
                yield FigurePreviews(self._charset)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the circuits after the first frame is shown, because reading them takes longer."""
        self.call_after_refresh(self.find)

    @work(thread=True)
    def find(self) -> None:
        """Read all circuits, and pass them on in batches as soon as they are read."""
        from hiptimer.tui.library_entries import library_entries

        worker = get_current_worker()
        circuits = library_entries()
        are_more = True
        # On exit, the remaining circuits are not read, so that the exit is immediate.
        while are_more and not worker.is_cancelled:
            some = [*islice(circuits, READ_AT_ONCE)]
            are_more = len(some) == READ_AT_ONCE
            self.app.call_from_thread(self._show, some)
            for screen in ("choices", "workout"):
                # Loaded early, so that Enter opens the choices without delay.
                import_module(f"hiptimer.tui.screens.{screen}")

    def _show(self, circuits: Sequence[LibraryEntry]) -> None:
        self.circuits |= {it.entry.id: it for it in circuits}
        wanted = self.query_one(SearchLine).value
        listed = self.query_one(CircuitList)
        if listed.is_any:
            listed.add_circuits(it for it in circuits if it.matches(wanted))
        else:
            self._list(wanted)

    def _list(self, wanted: str) -> None:
        """List the circuits that have all words of `wanted`."""
        listed = self.query_one(CircuitList)
        if found := [it for it in self.circuits.values() if it.matches(wanted)]:
            listed.show_circuits(found)
        else:
            listed.show_words(
                "No circuit has that in its title, exercises or equipment. Escape lists all."
            )
            self.query_one("#details", PlainText).show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the circuits that match the search, once they are loaded."""
        if self.circuits:
            self._list(event.value)

    def on_input_submitted(self) -> None:
        """Open the choices of the circuit under the cursor."""
        self.query_one(CircuitList).action_select()

    def ask_about(self, asked: MorningAfter) -> None:
        """Ask how it feels on the morning after, without interrupting a choice under way."""
        from hiptimer.tui.widgets.morning_question import MorningQuestion

        circuits = self.query_one(CircuitList)
        is_choosing = self.focused is not circuits or circuits.highlighted or not self.is_current
        question = MorningQuestion(asked, takes_focus=not is_choosing)
        self.mount(question, after="#heading")

    def on_morning_question_answered(self, event: MorningQuestion.Answered) -> None:
        """Record the answer, and return to the circuits."""
        if self._diary:
            self._diary.record_morning_after(event.asked, event.feelings)
        self.query_one(CircuitList).focus()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool:
        """Disable the search while it is open."""
        return action != "search" or not isinstance(self.focused, SearchLine)

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one(SearchLine)
        line.display = True
        line.focus()

    def action_show_all(self) -> None:
        """Close the search line; all circuits are listed again."""
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
            self.query_one("#details", PlainText).show(self.circuits[event.option.id].details)
            self.query_one("#details-pane").scroll_home(animate=False)
            self._show_figures(event.option.id)

    def on_screen_resume(self) -> None:
        """Resume the figures, or hide them if the settings have changed."""
        highlighted = self.query_one(CircuitList).highlighted_option
        if highlighted and highlighted.id:
            self._show_figures(highlighted.id)

    def on_screen_suspend(self) -> None:
        """Stop the figures while they are not visible."""
        self.query_one(FigurePreviews).show(())

    def _show_figures(self, id_: str) -> None:
        shown = self.circuits[id_].previews if self._shows_figures() else ()
        self.query_one(FigurePreviews).show(shown)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the choices of a circuit that was clicked or entered."""
        from hiptimer.tui.screens.choices import ChoicesScreen

        listed = self.circuits[event.option.id or ""]
        entry = listed.entry
        if entry.circuit is None:
            words = f"{entry.id} cannot be used; what is wrong stands beside it."
            self.notify(words, severity="warning", markup=False)
            return

        def chosen(plan: Plan | None) -> None:
            if plan is not None:
                self._begin(plan)

        last = suggester = None
        if self._diary:
            last = self._diary.last_time(entry.circuit, entry.id)
            suggester = self._diary.suggester(entry.circuit, entry.id)
        choices = ChoicesScreen(
            entry.circuit,
            entry.id,
            last,
            charset=self._charset,
            previews=listed.previews if self._shows_figures() else (),
            suggester=suggester,
        )
        self.app.push_screen(choices, chosen)

    def action_turn_page(self, pages: int) -> None:
        """Turn the pages of the details."""
        pane = self.query_one("#details-pane")
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)
