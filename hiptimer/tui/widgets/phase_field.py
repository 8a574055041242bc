"""The field in the color of the phase: what to do, on which side, and the time to go."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from textual.containers import Container, Vertical

from hiptimer.drawing.figure.movement import frame_at, seconds_to_next_frame
from hiptimer.tui.view_models.bar import bar
from hiptimer.tui.view_models.flash import Flash, seconds_to_flash_end
from hiptimer.tui.view_models.workout_texts import TONES
from hiptimer.tui.widgets.count import Count
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.phase_bar import PhaseBar
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.side_band import SideBand
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.view_models.workout_texts import Glance
    from hiptimer.workout.snapshot import Snapshot


class PhaseField(Vertical):
    """All that a person on the mat needs to see, with the most important the largest.

    `figures` are by exercise id.
    """

    def __init__(self, charset: Charset, figures: Mapping[str, Figure]) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._figures = figures
        self._flash = Flash()

    def compose(self) -> ComposeResult:
        """Lay out the side above the words; number and figure take the remaining room."""
        yield SideBand(self._charset, id="side")
        with Container(id="moment"):
            with Vertical(id="words"):
                yield LargeText(self._charset, id="phase-word")
                yield PlainText(id="title")
                yield LargeText(self._charset, id="coming")
            yield Count(self._charset, id="count")
        yield PhaseBar(self._charset)

    def show(self, glance: Glance) -> None:
        """Show `glance`, repainting only what changed."""
        tones = {f"-{tone}": tone == glance.tone for tone in TONES}
        # Each change of classes styles the field again, so they change together.
        self.update_classes({**tones, "-sided": glance.side is not None})
        self.query_one("#phase-word", LargeText).show(glance.word)
        self.query_one("#title", PlainText).show(glance.title)
        self.query_one("#coming", LargeText).show(glance.coming)
        self.query_one(SideBand).show_side(
            glance.side, glance.side_word, glance.side_means, glance.word
        )
        self.query_one(Count).show(glance)

    def show_bar(self, snapshot: Snapshot, speed: float) -> float:
        """Show how far the phase is; return the real seconds until the bar moves."""
        phase_bar = self.query_one(PhaseBar)
        phase_bar.show(bar(snapshot))
        return phase_bar.seconds_to_step(speed) if snapshot.state is State.RUNNING else inf

    def flash(self, snapshot: Snapshot, now: float, speed: float) -> float:
        """Swap the colors of texts and field at the end of a countdown.

        `now` is on the clock of the workout, which runs at `speed`. Return the real seconds until
        the colors may change back.
        """
        self.set_class(self._flash.is_lit(snapshot, now / speed), "-lit")
        return seconds_to_flash_end(snapshot, speed)

    def show_movement(self, snapshot: Snapshot, speed: float) -> float:
        """Show the current frame of the figure; return the real seconds until the next one."""
        figure = self._figures.get(snapshot.phase.effort.movement.id)
        if figure is None:
            self.query_one(Count).hide_figure()
            return inf
        self.query_one(Count).show_figure(figure, frame_at(figure, snapshot))
        has_room = self.query_one(FigureView).display
        return seconds_to_next_frame(figure, snapshot, speed) if has_room else inf
