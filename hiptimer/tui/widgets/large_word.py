"""The one word for the moment, as large as its place allows."""

from __future__ import annotations

from textual.content import Content

from hiptimer.tui.widgets.letters import ROWS, large
from hiptimer.tui.widgets.words import Words


class LargeWord(Words):
    """Shows one word in large letters where three rows are free for it."""

    _word = ""

    def show_word(self, word: str) -> None:
        """Show `word`."""
        self._word = word
        size = self.content_size
        rows = large(word, size.width) if size.height >= ROWS else None
        self.show(Content.styled("\n".join(rows) if rows else word, "bold"))

    def on_resize(self) -> None:
        """Use what room there is now."""
        self.show_word(self._word)
