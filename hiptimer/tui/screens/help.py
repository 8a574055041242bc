"""Keys, sounds and phases, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

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
    "↑ and ↓": "scroll the instructions where they are longer than the screen",
    "q": "leave; it asks first, and what was done is kept",
    "?": "this page; the workout goes on behind it",
    "ctrl+z": "pause and go to the shell; fg comes back",
    "ctrl+p": "every command by name, and the colours",
}

SOUNDS: Final[Mapping[str, str]] = {
    "tick-in": "three rising ticks: it is about to begin",
    "go": "begin",
    "tick-out": "three falling ticks: it is about to end",
    "halfway": "half of it is done",
    "stage": "the next part of the exercise",
    "drive": "the first part of a rep: up, out, fast",
    "beat": "the part between",
    "return": "falls for as long as the way back takes",
    "last-rep": "one rep more",
    "hold-tick": "ten more seconds held",
    "target": "the target of an open hold: from here on it is extra",
    "switch-left": "change over; the left side comes",
    "switch-right": "change over; the right side comes",
    "rest": "rest",
    "kept": "done, and kept",
    "capped": "long enough: the hold has reached its limit",
    "set-end": "a set is done",
    "finish": "all is done",
    "paused": "paused",
    "resumed": "on it goes: get into position",
    "warning": "something is not as it was: look at the screen",
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
    "Sounds: rising is effort, falling is release": SOUNDS,
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
