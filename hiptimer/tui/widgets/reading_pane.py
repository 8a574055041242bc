"""A pane of text that Tab enters and the arrow keys scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll

if TYPE_CHECKING:
    from textual.binding import BindingType


class ReadingPane(VerticalScroll):
    """Scrolls its text. Tab and Escape return to where one came from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", "Scroll", key_display="↑ ↓"),
        Binding("tab,escape", "screen.stop_reading", "Circuits", key_display="tab"),
    ]
