"""The card on top of today's choices: how long the workout is, and what changes all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.start_button import StartButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.events import Click

    from hiptimer.history.progress.suggestions import Suggestion
    from hiptimer.tui.view_models.choice_row import ChoiceRow


class TodayCard(Vertical):
    """Shows the total, a line for each of `rows`, a suggestion if there is one, and Start."""

    BORDER_TITLE = "Today"

    def __init__(self, rows: Iterable[ChoiceRow[Any]]) -> None:
        super().__init__(id="card")
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield PlainText(id="total")
        yield from map(ChoiceLine, self._rows)
        yield PlainText(id="suggestion")
        yield StartButton()

    def show_total(self, words: str, *, is_problem: bool) -> None:
        """Show how long the workout is, or what is wrong with it."""
        total = self.query_one("#total", PlainText)
        total.set_class(is_problem, "-problem")
        total.show(words)

    def show_suggestion(self, suggestion: Suggestion | None) -> None:
        """Show a suggestion, with the key that accepts it if it changes anything."""
        line = self.query_one("#suggestion", PlainText)
        line.display = suggestion is not None
        if suggestion:
            line.show(f"{suggestion.words} [a]" if suggestion.choices else suggestion.words)

    async def on_click(self, event: Click) -> None:
        """Accept the suggestion that was clicked."""
        if event.widget and event.widget.id == "suggestion":
            await self.run_action("screen.accept")
