"""The pane beside the library's list: a circuit in words, and figures that show how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from hiptimer.tui.widgets.figure_previews import FigurePreviews
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.library_entries import LibraryEntry


class ReadingPane(VerticalScroll):
    """A text that the arrow keys scroll. Tab and Escape return to the circuits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", "Scroll", key_display="↑ ↓"),
        Binding("tab,escape", "screen.stop_reading", "Circuits", key_display="tab"),
    ]


class CircuitPane(Horizontal):
    """Shows one circuit. Its figures appear only if `shows_figures` returns true."""

    def __init__(self, charset: Charset, shows_figures: Callable[[], bool]) -> None:
        super().__init__(id="beside")
        self._charset: Charset = charset
        self._shows_figures = shows_figures
        self._circuit: LibraryEntry | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text and the figures side by side."""
        with ReadingPane(id="details-pane"):
            yield PlainText("Looking for circuits …", id="details")
        yield FigurePreviews(self._charset)

    def show(self, circuit: LibraryEntry | None) -> None:
        """Show a circuit from its beginning, or nothing; one that was edited, where it was."""
        before, self._circuit = self._circuit, circuit
        if circuit is before:
            return
        self.query_one("#details", PlainText).show(circuit.details if circuit else "")
        if not (circuit and before and circuit.entry.id == before.entry.id):
            self.query_one(ReadingPane).scroll_home(animate=False)
        self.show_figures()

    def show_figures(self) -> None:
        """Show the figures from the beginning, or hide them if the settings have changed."""
        shown = self._circuit.previews if self._circuit and self._shows_figures() else ()
        self.query_one(FigurePreviews).show(shown)

    def stop_figures(self) -> None:
        """Stop the figures while they are not visible."""
        self.query_one(FigurePreviews).show(())
