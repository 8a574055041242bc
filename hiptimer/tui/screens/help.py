"""Keys, sounds and phases, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.session.commands import HELP
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.session.settings.keys import Keys

FIXED_KEYS: Final[Mapping[str, str]] = {
    "ctrl+z": "pause and go to the shell; fg comes back",
    "ctrl+p": "every command by name, and the colors",
}

ELSEWHERE: Final[Mapping[str, Mapping[str, str]]] = {
    "Keys in the library": {
        "enter": "choose for today",
        "/": "find a circuit",
        "h": "history: an overview, how often, left against right, pain, the log",
        ",": "settings",
    },
    "Keys among the choices": {
        "← and →": "one step less or more",
        "d": "as the circuit prescribes",
        "a": "accept what is suggested",
    },
    "Keys in the history": {
        "→ and ←, 1 to 5": "the next page, the page before, one of the five",
        "↑ and ↓": "another week, exercise or workout; also page up and down, home and end",
        "+ and -": "plot a longer or a shorter time",
        "d": "the other plot of the page: the total instead of each effort, effort instead of pain",
        "space": "scroll a workout or an overview that does not fit",
        "x or delete": "delete the workout under the cursor; u restores it",
    },
    "Keys in the summary": {
        "0 to 9": "rate pain or effort; 1 and then 0 for 10; backspace withdraws the answer",
        "tab": "go to your times and reps, and back",
        "← and →": "correct the selected time or reps by one, or change a rating",
        "page up and down": "scroll the results",
    },
}

PHASES: Final[Mapping[str, str]] = {
    "GET READY": "get into position; the seconds run down to the start",
    "WORK, HOLD, …": "the effort, named by what it is; in paced reps by the part of the rep",
    "SWITCH": "change over to the side shown",
    "REST": "until the next effort, which is shown",
    "PAUSED": "everything stops until you resume",
}


class HelpScreen(Screen[None]):
    """Shows the active `keys`; any of the usual closing keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,ctrl+c,ctrl+q", "dismiss", "Back", key_display="esc"),
    ]

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the tables one below the other."""
        with VerticalScroll():
            for title, rows in _tables(self._keys).items():
                yield PlainText(title, classes="help-title")
                yield Static(_table(rows), classes="help-table")
        yield KeyLine()


def _tables(keys: Keys) -> Mapping[str, Mapping[str, str]]:
    in_force = {keys.words(*commands): words for commands, words in HELP.items()}
    return {
        "Keys during a workout": {**in_force, **FIXED_KEYS},
        "Phases": PHASES,
        "Sounds: rising is effort, falling is release": MEANINGS,
        **ELSEWHERE,
    }


def _table(rows: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(min_width=13, max_width=17)
    table.add_column()
    for name, words in rows.items():
        table.add_row(Text(name, "bold"), Text(words))
    return table
