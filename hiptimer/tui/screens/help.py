"""Keys, mouse, phases and sounds in words, open at the section about the screen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from hiptimer.tui.help_sections import SECTION_OF_SCREEN, help_sections
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.session.settings.keys import Keys


class HelpScreen(Screen[None]):
    """Shows the active `keys`, and first the section about the screen `opened_from`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,ctrl+c,ctrl+q", "dismiss", "Back", key_display="esc"),
    ]

    def __init__(self, keys: Keys, opened_from: Screen[object]) -> None:
        super().__init__()
        self._keys = keys
        self._first = SECTION_OF_SCREEN.get(type(opened_from).__name__)

    def compose(self) -> ComposeResult:
        """Lay out the tables one below the other."""
        with VerticalScroll():
            for title, rows in help_sections(self._keys).items():
                is_first = title == self._first
                yield PlainText(title, classes="help-title" + " -first" * is_first)
                yield Static(_table(rows), classes="help-table")
        yield KeyLine()

    def on_mount(self) -> None:
        """Scroll to the first section once its place is known."""
        for title in self.query(".-first"):
            self.call_after_refresh(title.scroll_visible, top=True, animate=False)


def _table(rows: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(min_width=13, max_width=17)
    table.add_column()
    for name, words in rows.items():
        table.add_row(Text(name, "bold"), Text(words))
    return table
