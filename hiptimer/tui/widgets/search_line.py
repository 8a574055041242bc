"""The input line that searches the circuits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.binding import BindingType


class SearchLine(Input):
    """Appears above the list it searches; the keys that move the list's cursor work here, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Open", key_display="enter"),
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", "Move", key_display="↑ ↓"),
        Binding("pageup", "screen.move_page(-1)", show=False),
        Binding("pagedown", "screen.move_page(1)", show=False),
        Binding("escape", "screen.show_all", "All circuits", key_display="esc"),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(placeholder="title, exercise or equipment", compact=True, id=id)
