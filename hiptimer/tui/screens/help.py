"""Keys, sounds and phases, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from hiptimer.audio.lexicon import MEANINGS
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

KEYS: Final[Mapping[str, str]] = {
    "enter": "effort done; in a pause: ready, go to 3-2-1; paused: go on",
    "space": "pause, or go on through a short lead-in; in an open hold: done, and pause",
    "n or →": "on to the next phase; an effort left so counts as left out",
    "p or ←": "back to the effort before",
    "r": "begin this effort again",
    "+ and -": "this phase five seconds longer or shorter",
    "m": "sound off, or on again",
    "[ and ]": "softer or louder, from 10 to 100 %; louder also ends mute",
    "↑ and ↓": "scroll the instructions where they are longer than the screen",
    "q": "leave; it asks first, and what was done is kept",
    "?": "this page; the workout goes on behind it",
    "ctrl+z": "pause and go to the shell; fg comes back",
    "ctrl+p": "every command by name, and the colours",
}

PHASES: Final[Mapping[str, str]] = {
    "GET READY": "get into position; the seconds run down to the start",
    "WORK, HOLD, …": "the effort, named by what it is; in paced reps by the part of the rep",
    "SWITCH": "change over to the side shown",
    "REST": "until the next effort, which is shown",
    "PAUSED": "everything stands still until you go on",
}

TABLES: Final = {
    "Keys during a workout": KEYS,
    "Phases": PHASES,
    "Sounds: rising is effort, falling is release": MEANINGS,
}


class HelpScreen(Screen[None]):
    """Closed by any of the keys that close things."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,ctrl+c,ctrl+q", "dismiss", "Back", key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        """Put the tables below one another."""
        with VerticalScroll():
            for title, rows in TABLES.items():
                yield Words(title, classes="help-title")
                yield Static(_table(rows), classes="help-table")
        yield Footer(compact=True, show_command_palette=False)


def _table(rows: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(no_wrap=True, min_width=13)
    table.add_column()
    for name, words in rows.items():
        table.add_row(Text(name, "bold"), Text(words))
    return table
