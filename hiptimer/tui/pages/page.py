"""The base classes of the pages of the history, which read the diary in a thread."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical
from textual.worker import get_current_worker

from hiptimer.drawing.plots import NoPlots, load
from hiptimer.history.logbook import Unreadable
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents, Logbook
    from hiptimer.history.progress.plots import Period


class Page(Vertical):
    """A page of the history. It never blocks on the disk.

    `PANE` selects what `scroll_pane` scrolls.
    """

    PANE: ClassVar[str] = ""

    def scroll_pane(self) -> None:
        """Scroll by a page; after the last page, return to the first."""
        pane = self.query_one(self.PANE)
        if pane.scroll_offset.y >= pane.max_scroll_y:
            pane.scroll_home(animate=False)
        else:
            pane.scroll_relative(y=max(1, pane.size.height - 1), animate=False)

    def show(self, contents: Contents) -> None:
        """Show the contents of the diary."""
        raise NotImplementedError

    def hand_over(self, show: Callable[[], object]) -> None:
        """Call `show` in the thread of the screen, unless the worker has been canceled.

        Call this from the thread of a worker.
        """
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(show)


class PlottedPage(Page):
    """A page that plots a period, `span`, in the characters of `charset`.

    On a screen too small for both plots, only one is visible. `TROUBLE` selects the text that
    says why the diary cannot be read.
    """

    TROUBLE: ClassVar[str]

    def __init__(self, logbook: Logbook, charset: Charset, span: Period, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self.logbook = logbook
        self.charset: Charset = charset
        self.span = span
        self.contents: Contents | None = None

    def show_span(self, span: Period) -> None:
        """Show another period."""
        self.span = span
        if self.contents:
            self.reload()

    def show_other_plot(self) -> None:
        """Show the other of two plots, if there is room for only one."""
        self.toggle_class("-other-plot")

    def reload(self) -> None:
        """Read the data to plot, in a thread, and show it."""
        raise NotImplementedError

    @work(thread=True, exclusive=True)
    def read(self, gather: Callable[[], Callable[[], object]]) -> None:
        """Read the diary with `gather`, and call in the thread of the screen what it returns.

        The plotting library is loaded here as well; if that fails, each plot shows the failure.
        """
        try:
            show = gather()
        except Unreadable as reason:
            self.hand_over(partial(self.query_one(self.TROUBLE, PlainText).show, str(reason)))
            return
        with suppress(NoPlots):
            load()
        self.hand_over(show)
