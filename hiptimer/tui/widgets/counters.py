"""The numbers of a moment, large, each with what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Digits

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.tui.glance import Counter


class CounterColumn(Vertical):
    """One number with its caption."""

    def compose(self) -> ComposeResult:
        """Put the number over its caption."""
        yield Digits("")
        yield Words(classes="caption")

    def show(self, counter: Counter) -> None:
        """Show `counter`, painting only what changed."""
        digits = self.query_one(Digits)
        if digits.value != counter.digits:
            digits.update(counter.digits)
        self.query_one(Words).show(counter.caption)


class Counters(Horizontal):
    """Up to two numbers side by side: in paced reps the rep and the time left in its beat."""

    def compose(self) -> ComposeResult:
        """Hold a place for each number."""
        yield CounterColumn()
        yield CounterColumn()

    def show(self, counters: tuple[Counter, ...]) -> None:
        """Show `counters` and nothing where there are fewer."""
        self.set_class(len(counters) > 1, "-several")
        for index, column in enumerate(self.query(CounterColumn)):
            column.display = index < len(counters)
            if column.display:
                column.show(counters[index])
