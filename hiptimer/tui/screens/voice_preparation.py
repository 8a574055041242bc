"""The wait for the voice: all its phrases are recorded before the clock starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Button, ProgressBar
from textual.worker import get_current_worker

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType

_PATIENCE_SECONDS = 1.0
"""A shorter wait is not shown."""


class VoiceScreen(Screen[None]):
    """Iterates over `progress`, pairs of done and total, and is dismissed at its end.

    `title` is that of the workout to come.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "start_now", "Start now"),
        Binding("ctrl+c,ctrl+q", "app.interrupt", "Quit now", show=False),
        Binding("ctrl+z", "app.suspend_process", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, title: str, progress: Iterable[tuple[int, int]]) -> None:
        super().__init__()
        self._title = title
        self._progress = progress

    def compose(self) -> ComposeResult:
        """Lay out what comes, what is being prepared, its progress, and what skips the rest."""
        yield PlainText(self._title, classes="headline")
        with Vertical(id="wait"):
            yield PlainText("Preparing the voice …")
            yield ProgressBar(show_eta=False)
            yield Button("Start now (enter)", compact=True, action="screen.start_now")

    def on_mount(self) -> None:
        """Start, but show only the title at first, in case it is done in a moment."""
        wait = self.query_one("#wait")
        wait.visible = False
        self.set_timer(_PATIENCE_SECONDS, lambda: wait.set_styles("visibility: visible;"))
        self.prepare()

    @work(thread=True, exclusive=True)
    def prepare(self) -> None:
        """Prepare the voice in a thread, until it is ready or the screen is dismissed."""
        worker = get_current_worker()
        for done, total in self._progress:
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self.show_progress, done, total)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.action_start_now)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is ready."""
        for bar in self.query(ProgressBar):
            bar.update(total=total, progress=done)

    def action_start_now(self) -> None:
        """Start without the phrases that are not ready."""
        self.workers.cancel_node(self)
        if self.is_current:
            self.dismiss()
