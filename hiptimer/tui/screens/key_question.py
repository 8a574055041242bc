"""The question for another key of a command: it is answered by pressing the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.settings.keys import command_words
from hiptimer.tui.keys import pressed_key
from hiptimer.tui.screens.question import Question, answer_button
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from hiptimer.session.settings.keys import Keys


class KeyQuestion(Question["Keys | None"]):
    """Dismissed with `keys` and the pressed key beside those of `command`; None if canceled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(None)", "Cancel"),
    ]
    # A focused button would take the key.
    AUTO_FOCUS = ""

    def __init__(self, keys: Keys, command: str) -> None:
        super().__init__()
        self._keys = keys
        self._command = command

    def compose(self) -> ComposeResult:
        """Lay out what to press, why a key was refused, and the way back."""
        with Vertical(id="question"):
            yield PlainText(
                f"Press another key for “{command_words(self._command)}”", classes="headline"
            )
            yield PlainText(id="refusal")
            with Horizontal(classes="buttons"):
                yield answer_button("Cancel (esc)", None)

    def on_key(self, event: Key) -> None:
        """Take the key, or show why it cannot be taken."""
        if event.key == "escape":
            return
        event.stop()
        try:
            keys = self._keys.with_key(self._command, pressed_key(event))
        except Misread as misread:
            self.query_one("#refusal", PlainText).show(f"{misread.message}.")
        else:
            self.dismiss(keys)
