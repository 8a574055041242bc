"""Figures that show one exercise after the other, beside the texts about them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from hiptimer.drawing.figure.preview import Preview
    from hiptimer.foundation.terminal import Charset
    from hiptimer.tui.widgets.figure import FigureView

# The figures stop after this time, so that an unattended list does not use the processor.
_PATIENCE_SECONDS: Final = 120.0


class FigurePreviews(Vertical):
    """Shows the movements of exercises in turn, each with its name; hidden if there are none."""

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._previews: tuple[Preview, ...] = ()
        self._number = 0
        self._since = 0.0
        self._shown_seconds = 0.0
        self._timer: Timer | None = None
        self._view: FigureView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the name; the figure is added with the first movement."""
        yield PlainText(classes="caption")

    def on_mount(self) -> None:
        """Stay hidden until there is something to show."""
        self.show(())

    def show(self, previews: Sequence[Preview]) -> None:
        """Show these from the beginning; if they are already shown, continue."""
        if self._previews == (*previews,) and self._timer:
            self._shown_seconds = 0.0
            return
        self._previews = (*previews,)
        self._number, self._since, self._shown_seconds = 0, 0.0, 0.0
        self.set_class(bool(previews), "-shows")
        if previews and not self._view:
            from hiptimer.tui.widgets.figure import FigureView

            self._view = FigureView(self._charset)
            self.mount(self._view, before=0)
        self._show_frame()

    def _show_frame(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None
        if not self._previews or not self._view:
            return
        preview = self._previews[self._number]
        self._view.show(preview.figure, preview.frame(self._since))
        self.query_one(PlainText).show(preview.title)
        wait = min(preview.seconds_to_next_frame(self._since), preview.seconds - self._since)
        if wait < inf and self._shown_seconds < _PATIENCE_SECONDS:
            self._timer = self.set_timer(wait, lambda: self._continue(wait))

    def _continue(self, seconds: float) -> None:
        if not self._previews:
            # A stopped timer may already have fired, so that its call still arrives.
            return
        # Each frame adds a small delay, which does not matter, as the figure keeps no time.
        self._since += seconds
        self._shown_seconds += seconds
        if self._since >= self._previews[self._number].seconds - 1e-6:
            self._number, self._since = (self._number + 1) % len(self._previews), 0.0
        self._show_frame()
