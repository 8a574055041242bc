"""The question for the title of a new circuit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.text.sentences import sentence
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.foundation.toml.text_values import LONGEST_NAME
from hiptimer.tui.screens.question import Question, answer_button
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType


class TitleQuestion(Question["Path | None"]):
    """Calls `create` with the title, and is dismissed with the file; None if canceled.

    If the file cannot be created, the reason is shown, and another title can be entered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "create", "Create"),
        Binding("escape", "answer(None)", "Cancel"),
    ]
    AUTO_FOCUS = "LineInput"

    def __init__(self, headline: str, create: Callable[[str], Path]) -> None:
        super().__init__()
        self._headline = headline
        self._create = create

    def compose(self) -> ComposeResult:
        """Lay out the input above the reason for which a title was refused, and the answers."""
        with Vertical(id="question"):
            yield PlainText(self._headline, classes="headline")
            yield LineInput("title", "", hint="such as My hips", most=LONGEST_NAME)
            yield PlainText(id="refusal")
            with Horizontal(classes="buttons"):
                yield Button("Create (enter)", compact=True, action="screen.create")
                yield answer_button("Cancel (esc)", None)

    def action_create(self) -> None:
        """Create the circuit, or show why it cannot be created."""
        try:
            path = self._create(self.query_one(LineInput).value.strip())
        except FileExistsError as error:
            self._refuse(f"{Path(error.filename).name} already exists; choose another title.")
        except OSError as error:
            self._refuse(f"{error.filename} cannot be written: {reason(error)}.")
        except FaultyFile as error:
            self._refuse(f"{error}.")
        except ValueError as error:
            self._refuse(sentence(str(error)))
        else:
            self.dismiss(path)

    def _refuse(self, words: str) -> None:
        self.query_one("#refusal", PlainText).show(words)
