"""The list of circuits, which stays responsive while thousands of circuits are added."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType

    from hiptimer.tui.library_entries import LibraryEntry

LISTED_AT_ONCE: Final = 100
"""How many circuits are added to the list before keys are handled again."""


class CircuitList(OptionList):
    """The list. Up and down move the cursor; the other arrows scroll the details by pages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", key_display="enter", tooltip="Choose for today"),
        Binding("right,pagedown", "screen.turn_page(1)", "Read on", key_display="→"),
        Binding("left,pageup", "screen.turn_page(-1)", "Read back", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._unlisted: deque[LibraryEntry] = deque()
        self._cursor_id = ""

    @property
    def is_any(self) -> bool:
        """Whether a circuit is listed."""
        return any(option.id for option in self.options[:1])

    def show_circuits(self, circuits: Sequence[LibraryEntry]) -> None:
        """List `circuits` and no others; the cursor stays on its circuit if it is among them."""
        option = self.highlighted_option
        ids = [it.entry.id for it in circuits]
        self._cursor_id = option.id if option and option.id in ids else ids[0]
        self.clear_options()
        self._unlisted.clear()
        self.add_circuits(circuits)

    def show_words(self, words: str) -> None:
        """Show `words` in place of circuits."""
        self.clear_options()
        self._unlisted.clear()
        self.add_option(Option(Content(words), disabled=True))

    def add_circuits(self, circuits: Iterable[LibraryEntry]) -> None:
        """List more circuits: some now, the rest after pending keys are handled."""
        self._unlisted.extend(circuits)
        self._list_some()
        if self._unlisted:
            self.list_rest()

    @work(exclusive=True, group="list")
    async def list_rest(self) -> None:
        """List the pending circuits, with time for keys in between."""
        while self._unlisted:
            await asyncio.sleep(0)
            self._list_some()

    def _list_some(self) -> None:
        number = min(LISTED_AT_ONCE, len(self._unlisted))
        some = [self._unlisted.popleft() for _ in range(number)]
        self.add_options(Option(it.summary, id=it.entry.id) for it in some)
        if self.highlighted is None and any(it.entry.id == self._cursor_id for it in some):
            self.highlighted = self.get_option_index(self._cursor_id)
