"""The field in the color of the phase: what to do, on which side, and the time to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from hiptimer.tui.view_models.workout_texts import TONES
from hiptimer.tui.widgets.count import Count
from hiptimer.tui.widgets.drawn import Drawn
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.phase_bar import PhaseBar
from hiptimer.tui.widgets.side_band import SideBand
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.workout_texts import Bar, Glance


class PhaseField(Vertical):
    """All that a person on the mat needs to see, with the most important the largest."""

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._charset: Charset = charset

    def compose(self) -> ComposeResult:
        """Lay out the texts from top to bottom; number and figure take the remaining room."""
        yield Drawn(self._charset, id="phase-word")
        yield Words(id="title")
        yield Drawn(self._charset, id="coming")
        yield SideBand(self._charset, id="side")
        yield Count(self._charset, id="count")
        yield PhaseBar(self._charset)

    def show(self, glance: Glance) -> None:
        """Show `glance`, repainting only what changed."""
        for tone in TONES:
            self.set_class(tone == glance.tone, f"-{tone}")
        self.set_class(glance.is_turn, "-turn")
        self.query_one("#phase-word", Drawn).show(glance.word)
        self.query_one("#title", Words).show(glance.title)
        self.query_one("#coming", Drawn).show(glance.coming)
        self.set_class(bool(glance.coming), "-coming")
        self.query_one(SideBand).show_side(glance.side, glance.side_word, glance.side_means)
        self.query_one(Count).show(glance)

    def show_bar(self, bar: Bar, speed: float) -> float:
        """Show `bar`, and return the real seconds until it has to be drawn again."""
        phase_bar = self.query_one(PhaseBar)
        phase_bar.show(bar)
        return phase_bar.seconds_to_step(speed)

    def light_up(self, *, is_lit: bool) -> None:
        """Swap the colors of texts and field while it is lit up."""
        self.set_class(is_lit, "-lit")

    @property
    def shows_figure(self) -> bool:
        """Whether there is a figure, and room for it."""
        return self.query_one(FigureView).display

    def show_figure(self, figure: Figure, frame: Frame) -> None:
        """Show one frame of a figure."""
        self.query_one(Count).show_figure(figure, frame)

    def hide_figure(self) -> None:
        """Hide the figure."""
        self.query_one(Count).hide_figure()
