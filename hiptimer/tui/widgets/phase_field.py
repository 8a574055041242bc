"""The field in the colour of the phase: what to do, on which side, for how long still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from hiptimer.tui.glance import TONES
from hiptimer.tui.widgets.counters import Counters
from hiptimer.tui.widgets.large_word import LargeWord
from hiptimer.tui.widgets.side_band import SideBand
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.tui.glance import Glance


class PhaseField(Vertical):
    """What somebody on the mat has to see, the most important first and nothing beside it."""

    def compose(self) -> ComposeResult:
        """Lay the texts out from top to bottom."""
        yield LargeWord(id="phase-word")
        yield Words(id="title")
        yield SideBand(id="side")
        yield Counters(id="counters")

    def show(self, glance: Glance) -> None:
        """Show `glance`, painting only what changed."""
        for tone in TONES:
            self.set_class(tone == glance.tone, f"-{tone}")
        self.query_one(LargeWord).show_word(glance.word)
        self.query_one("#title", Words).show(glance.title)
        self.query_one(SideBand).show_side(glance.side, glance.side_word, glance.side_means)
        self.query_one(Counters).show(glance.counters)
