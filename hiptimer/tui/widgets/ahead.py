"""What lies ahead: the next effort, what it needs, and how long the workout still takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import ProgressBar

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.tui.glance import Glance


class Ahead(Vertical):
    """Two lines of words and a bar."""

    def compose(self) -> ComposeResult:
        """Put the next effort over the bar."""
        yield Words(id="next-up")
        yield Words(id="next-gear")
        with Horizontal(id="time"):
            yield ProgressBar(total=1.0, show_percentage=False, show_eta=False)
            yield Words(id="time-left")

    def show(self, glance: Glance) -> None:
        """Show `glance`, painting only what changed."""
        self.query_one("#next-up", Words).show(glance.next_up)
        self.query_one("#next-gear", Words).show(glance.next_gear)
        self.query_one("#time-left", Words).show(f"{glance.time_left} left")
        bar = self.query_one(ProgressBar)
        # The bar grows by half cells; between two of them there is nothing to paint.
        halves = 2 * max(1, bar.size.width)
        bar.progress = int(glance.progress * halves) / halves
