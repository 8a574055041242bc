"""The button that starts the workout of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Button

if TYPE_CHECKING:
    from textual.binding import BindingType


class StartButton(Button):
    """One row among the lines of today, reached by the same keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", "Move", key_display="↑ ↓"),
    ]

    def __init__(self) -> None:
        super().__init__("▶ Start (s)", id="start", compact=True)
