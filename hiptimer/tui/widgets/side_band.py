"""The side that works, to be read upside down and from three metres away."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from hiptimer.drawing.lettering import draw_text, largest
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from hiptimer.drawing.cells import Charset


class _Arrows(NamedTuple):
    """What points to a side: drawn before and after its word, and where there is no room for it."""

    drawn: tuple[str, str]
    written: tuple[str, str]
    in_ascii: tuple[str, str]


_ARROWS: Final = {
    "left": _Arrows(("◀", ""), ("◀◀◀  ", ""), ("<<<  ", "")),
    "right": _Arrows(("", "▶"), ("", "  ▶▶▶"), ("", "  >>>")),
    "alternate": _Arrows(("◀", "▶"), ("◀  ", "  ▶"), ("<  ", "  >")),
}
_GAP: Final = "   "


class _Drawing(NamedTuple):
    """A word drawn so many rows high, none where there is no room for it."""

    content: Content
    rows: int


_NO_DRAWING: Final = _Drawing(Content(""), 0)


class SideBand(Words):
    """LEFT stands at the left edge, RIGHT at the right one: the place says it as well."""

    _side: str | None = None
    _word = ""
    _means = ""

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset

    def show_side(self, side: str | None, word: str, means: str) -> None:
        """Show which side it is and what it is the side of; nothing where sides do not matter."""
        if (side, word, means) == (self._side, self._word, self._means):
            return
        self._side, self._word, self._means = side, word, means
        for name in _ARROWS:
            self.set_class(side == name, f"-{name}")
        self._lay_out()

    def on_mount(self) -> None:
        """Take no room before there is something to show."""
        self._lay_out()

    def on_resize(self) -> None:
        """Use what room there is now."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.display = self._side is not None
        if self._side:
            arrows = _ARROWS[self._side]
            beside, below = self._drawn_beside(arrows), self._drawn_above(arrows)
            drawn = max(beside, below, key=lambda it: it.rows)
            self.show(drawn.content if drawn.rows else self._written(arrows))

    # What is drawn can be neither copied nor found; what is written by it can.

    @property
    def _words(self) -> str:
        return f"{self._word}  {self._means}".strip()

    def _texts(self, arrows: _Arrows) -> tuple[str, str]:
        """Return the word with its arrow, with air between and without."""
        before, after = arrows.drawn
        return f"{before} {self._word} {after}".strip(), f"{before}{self._word}{after}"

    def _drawn_above(self, arrows: _Arrows) -> _Drawing:
        """Return the word drawn across, and its words in a row below it."""
        columns, rows = self.content_size
        for drawn in self._texts(arrows):
            size = largest(drawn, columns, rows - 1, self._charset)
            if size and len(self._words) <= columns:
                lines = (*draw_text(drawn, size), self._words)
                content = (Content.styled(line, "bold") for line in lines)
                return _Drawing(Content("\n").join(content), size.rows)
        return _NO_DRAWING

    def _drawn_beside(self, arrows: _Arrows) -> _Drawing:
        """Return the word drawn and its words beside it."""
        words = self._words
        columns, rows = self.content_size
        airy, tight = self._texts(arrows)
        rooms = range(len(words), max(map(len, words.split())) - 1, -1)
        for drawn, room in ((airy, len(words)), *((tight, room) for room in rooms)):
            lines = wrap(words, room)
            size = largest(drawn, columns - room - len(_GAP), rows, self._charset)
            if size is None or len(lines) > size.rows:
                continue
            first = (size.rows - len(lines)) // 2
            beside = [""] * first + lines + [""] * (size.rows - first - len(lines))
            is_first = bool(arrows.drawn[0])
            content = Content("\n").join(
                _row(row, line.ljust(room) if is_first else line.rjust(room), is_first)
                for row, line in zip(draw_text(drawn, size), beside, strict=True)
            )
            return _Drawing(content, size.rows)
        return _NO_DRAWING

    def _written(self, arrows: _Arrows) -> Content:
        before, after = arrows.in_ascii if self._charset == "ascii" else arrows.written
        written = f"{before}{self._word}{after}"
        has_room = len(written) + len(_GAP) + len(self._means) <= self.content_size.width
        return _row(written, self._means if has_room else "", bool(before))


def _row(large: str, words: str, is_first: bool) -> Content:
    """Return a row with `words` on that side of the large part where the edge is far."""
    if not words:
        return Content.styled(large, "bold")
    parts = ((large, "bold"), f"{_GAP}{words}") if is_first else (f"{words}{_GAP}", (large, "bold"))
    return Content.assemble(*parts)
