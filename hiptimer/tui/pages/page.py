"""What the pages that read in a thread of their own have in common."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.worker import get_current_worker

from hiptimer.drawing.plots import NoPlots, load

if TYPE_CHECKING:
    from collections.abc import Callable


class Page(Vertical):
    """A page of the history. Nothing on it waits for the disk."""

    def hand_over(self, show: Callable[[], object]) -> None:
        """Have `show` done where the screen is, unless its worker is wanted no more.

        To be called from the thread of a worker.
        """
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(show)

    @staticmethod
    def load_plots() -> None:
        """Load what plots; where it cannot be loaded, each plot says so in its place."""
        with suppress(NoPlots):
            load()
