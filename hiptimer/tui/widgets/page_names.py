"""The names of pages in a row; the visible one is highlighted, and a click shows another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class PageNames(Horizontal):
    """Shows `names`, keyed by page id, each with its number."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(id="page-names")
        self._names = names

    def compose(self) -> ComposeResult:
        """Lay out the names side by side."""
        for number, (page, name) in enumerate(self._names.items(), start=1):
            yield PageName(page, f" {number} {name} ")

    def show(self, page: str) -> None:
        """Highlight the name of a page."""
        for name in self.query(PageName):
            name.set_class(name.page == page, "-in-sight")


class PageName(PlainText):
    """The name of one page."""

    def __init__(self, page: str, words: str) -> None:
        super().__init__(words)
        self.page = page

    async def on_click(self) -> None:
        """Show the page."""
        await self.run_action(f"screen.turn_to('{self.page}')")
