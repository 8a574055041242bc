"""The side that works, to be read upside down and from three metres away."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from hiptimer.tui.widgets.letters import ROWS, large
from hiptimer.tui.widgets.words import Words

_ARROWS: Final = {"left": ("◀◀◀  ", ""), "right": ("", "  ▶▶▶"), "alternate": ("◀  ", "  ▶")}
# The large word stands in its middle, between the rows above and below.
_MIDDLE: Final = ROWS // 2
_GAP: Final = "   "


class SideBand(Words):
    """LEFT stands at the left edge, RIGHT at the right one: the place says it as well."""

    _side: str | None = None
    _word = ""
    _means = ""

    def show_side(self, side: str | None, word: str, means: str) -> None:
        """Show which side it is and what it is the side of; nothing where sides do not matter."""
        self._side, self._word, self._means = side, word, means
        for name in _ARROWS:
            self.set_class(side == name, f"-{name}")
        self.show(self._band(side) if side else "")

    def on_resize(self) -> None:
        """Use what room there is now."""
        self.show_side(self._side, self._word, self._means)

    def _band(self, side: str) -> Content:
        before, after = _ARROWS[side]
        size = self.content_size
        columns = size.width - len(before + after)
        # Large letters are drawn, not written: the word stands beside them to be read as well.
        words = f"{self._word}  {self._means}".strip()
        rows = None
        if size.height >= ROWS:
            rows = large(self._word, columns - len(words) - len(_GAP))
        if rows is None:
            means = self._means if len(words) + len(_GAP) <= columns else ""
            return _row(before, self._word, after, means)
        return Content("\n").join(
            _row(before, row, after, words)
            if number == _MIDDLE
            else _row(" " * len(before), row, " " * len(after), " " * len(words))
            for number, row in enumerate(rows)
        )


def _row(before: str, large_part: str, after: str, words: str) -> Content:
    """Return a row with `words` on that side of the large part where the edge is far."""
    middle = Content.styled(f"{before}{large_part}{after}", "bold")
    if not words:
        return middle
    parts = (middle, f"{_GAP}{words}") if before else (f"{words}{_GAP}", middle)
    return Content.assemble(*parts)
