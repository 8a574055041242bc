"""Figures that show one exercise after the other, beside the texts about them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical

from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from hiptimer.drawing.figure.showing import Showing
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.widgets.figure import FigureView

# The figures stop after this time, so that an unattended list does not use the processor.
_PATIENCE_SECONDS: Final = 120.0


class FigureShow(Vertical):
    """Shows the movements of exercises in turn, each with its name; hidden if there are none."""

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._showings: tuple[Showing, ...] = ()
        self._number = 0
        self._since = 0.0
        self._shown_seconds = 0.0
        self._timer: Timer | None = None
        self._view: FigureView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the name; the figure is added with the first movement."""
        yield Words(classes="caption")

    def on_mount(self) -> None:
        """Stay hidden until there is something to show."""
        self.show(())

    def show(self, showings: Sequence[Showing]) -> None:
        """Show these from the beginning; if they are already shown, continue."""
        if self._showings == (*showings,) and self._timer:
            self._shown_seconds = 0.0
            return
        self._showings = (*showings,)
        self._number, self._since, self._shown_seconds = 0, 0.0, 0.0
        self.set_class(bool(showings), "-shows")
        if showings and not self._view:
            from hiptimer.tui.widgets.figure import FigureView

            self._view = FigureView(self._charset)
            self.mount(self._view, before=0)
        self._show_frame()

    def _show_frame(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None
        if not self._showings or not self._view:
            return
        showing = self._showings[self._number]
        self._view.show(showing.figure, showing.frame(self._since))
        self.query_one(Words).show(showing.title)
        wait = min(showing.seconds_to_next_frame(self._since), showing.seconds - self._since)
        if wait < inf and self._shown_seconds < _PATIENCE_SECONDS:
            self._timer = self.set_timer(wait, lambda: self._continue(wait))

    def _continue(self, seconds: float) -> None:
        if not self._showings:
            # A stopped timer may already have fired, so that its call still arrives.
            return
        # Each frame adds a small delay, which does not matter, as the figure keeps no time.
        self._since += seconds
        self._shown_seconds += seconds
        if self._since >= self._showings[self._number].seconds - 1e-6:
            self._number, self._since = (self._number + 1) % len(self._showings), 0.0
        self._show_frame()
