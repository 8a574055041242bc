"""What the pages that read in a thread of their own have in common."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.worker import get_current_worker

from hiptimer.drawing.plots import NoPlots, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.drawing.cells import Charset
    from hiptimer.history.logbook import Contents, Logbook
    from hiptimer.history.progress.plots import Span


class Page(Vertical):
    """A page of the history. Nothing on it waits for the disk."""

    def show(self, contents: Contents) -> None:
        """Show what is in the diary."""
        raise NotImplementedError

    def hand_over(self, show: Callable[[], object]) -> None:
        """Have `show` done where the screen is, unless its worker is wanted no more.

        To be called from the thread of a worker.
        """
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(show)


class PlottedPage(Page):
    """A page that plots a stretch of time, `span`, in the characters of `charset`.

    Where there is no room for both of its plots, one of them is in sight.
    """

    def __init__(self, logbook: Logbook, charset: Charset, span: Span, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self.logbook = logbook
        self.charset: Charset = charset
        self.span = span
        self.contents: Contents | None = None

    def show_span(self, span: Span) -> None:
        """Show another stretch of time."""
        self.span = span
        if self.contents:
            self.reload()

    def reload(self) -> None:
        """Read what is to be plotted, in a thread, and show it."""
        raise NotImplementedError

    @staticmethod
    def load_plots() -> None:
        """Load what plots; where it cannot be loaded, each plot says so in its place."""
        with suppress(NoPlots):
            load()
