"""The first row of a workout: circuit, exercise, what is out of the ordinary, and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from hiptimer.tui.widgets.marks import Marks
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.tui.view_models.workout_texts import Glance


class StatusRow(Horizontal):
    """All that the field draws large as plain text, for a screen reader or to be copied."""

    def __init__(self, circuit: str) -> None:
        super().__init__(id="where")
        self._circuit = circuit

    def compose(self) -> ComposeResult:
        """Lay out the texts from left to right."""
        yield PlainText(self._circuit, id="circuit")
        yield PlainText(id="now")
        yield Marks()
        yield PlainText(id="word")
        yield PlainText(id="place")

    def show(self, glance: Glance) -> None:
        """Show `glance`, repainting only what changed."""
        self.query_one("#now", PlainText).show(glance.title)
        self.query_one("#word", PlainText).show(glance.word)
        self.query_one("#place", PlainText).show(glance.place)
