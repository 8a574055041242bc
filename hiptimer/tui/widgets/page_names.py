"""The names of pages in a row; the visible one is highlighted, and a click shows another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class PageNames(Horizontal):
    """Shows `names`, keyed by page id, each with its number.

    On a screen too narrow for all of them, only the highlighted one has more than its number.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(id="page-names")
        self._names = [
            PageName(page, f" {number} {name} ", f" {number} ")
            for number, (page, name) in enumerate(names.items(), start=1)
        ]

    def compose(self) -> ComposeResult:
        """Lay out the names side by side."""
        yield from self._names

    def show(self, page: str) -> None:
        """Highlight the name of a page."""
        for name in self._names:
            name.set_class(name.page == page, "-in-sight")
        self.on_resize()

    def on_resize(self) -> None:
        """Shorten the names, or show them in full."""
        is_wide = sum(len(name.words) for name in self._names) <= self.size.width
        for name in self._names:
            name.show(name.words if is_wide or name.has_class("-in-sight") else name.in_short)


class PageName(PlainText):
    """The name of one page, and what is shown of it `in_short`."""

    def __init__(self, page: str, words: str, in_short: str) -> None:
        super().__init__(words)
        self.page = page
        self.words = words
        self.in_short = in_short

    async def on_click(self) -> None:
        """Show the page."""
        await self.run_action(f"screen.turn_to('{self.page}')")
