"""A short response to a key, over the last rows of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.timer import Timer


_SHOWN_SECONDS: Final = 3.0


class Notice(PlainText):
    """Shows one response at a time, briefly; a new one replaces the previous one."""

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None

    def say(self, words: str) -> None:
        """Show `words` for some seconds."""
        self.show(words)
        self.display = True
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_SHOWN_SECONDS, self.hide)

    def hide(self) -> None:
        """Hide the notice."""
        self.display = False
