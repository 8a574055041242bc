"""A free-text line among the lines that are changed by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from hiptimer.foundation.text.printable import ONE_LINE
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class TextLine(Horizontal):
    """Shows `label` beside an input of at most `most` characters.

    `key` identifies what the text is about; `hint` is shown while the input is empty.
    """

    def __init__(self, key: str, label: str, value: str = "", *, hint: str, most: int) -> None:
        super().__init__()
        self.key = key
        self._label = label
        self._input = LineInput(key, value, hint=hint, most=most)

    def compose(self) -> ComposeResult:
        """Lay out the label before the input."""
        yield PlainText(self._label)
        yield self._input

    @property
    def value(self) -> str:
        """The text, without surrounding blanks."""
        return self._input.value.strip()


class LineInput(Input):
    """Accepts printable characters only, no control characters. The screen handles Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", key_display="↑"),
        Binding("down", "app.focus_next", "Down", key_display="↓"),
    ]

    def __init__(self, key: str, value: str, *, hint: str, most: int) -> None:
        super().__init__(
            value,
            placeholder=hint,
            max_length=most,
            restrict=ONE_LINE,
            compact=True,
            # Without this, a key meant for another line would replace the whole text.
            select_on_focus=False,
        )
        self.key = key

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool:
        """Disable the input's own submit key, so that the screen gets it."""
        return action != "submit"
