"""Something to say in words of one's own, in one line among those changed by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from hiptimer.foundation.text.printable import ONE_LINE
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class TextLine(Horizontal):
    """Shows `label` and takes what is typed beside it, at most `most` characters.

    `key` is what the text is about; `hint` stands where nothing is typed.
    """

    def __init__(self, key: str, label: str, value: str = "", *, hint: str, most: int) -> None:
        super().__init__()
        self.key = key
        self._label = label
        self._input = LineInput(key, value, hint=hint, most=most)

    def compose(self) -> ComposeResult:
        """Put the label before what is typed."""
        yield Words(f"  {self._label}")
        yield self._input

    @property
    def value(self) -> str:
        """What stands there, without blanks around it."""
        return self._input.value.strip()


class LineInput(Input):
    """Takes what a terminal shows and nothing that it would obey. Enter is left to the screen."""

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
            # A key that was meant for another line must not replace all that stands here.
            select_on_focus=False,
        )
        self.key = key

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool:
        """Let the screen have the key that would hand in one line only."""
        return action != "submit"
