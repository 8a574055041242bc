"""The working side, readable upside down and from three meters away."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from hiptimer.drawing.lettering import draw_text, largest
from hiptimer.tui.widgets.words import Words

if TYPE_CHECKING:
    from hiptimer.foundation.terminal import Charset


class _Arrows(NamedTuple):
    """The arrows to a side: drawn before and after its word, and used without room to draw it."""

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
    """A drawn word and its height in rows, 0 if there is no room for it."""

    content: Content
    rows: int


_NO_DRAWING: Final = _Drawing(Content(""), 0)


class SideBand(Words):
    """Shows LEFT at the left edge and RIGHT at the right one, so that the place shows it, too."""

    _side: str | None = None
    _word = ""
    _means = ""

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset

    def show_side(self, side: str | None, word: str, means: str) -> None:
        """Show the side and the part of the body it refers to; nothing if sides do not matter."""
        if (side, word, means) == (self._side, self._word, self._means):
            return
        self._side, self._word, self._means = side, word, means
        for name in _ARROWS:
            self.set_class(side == name, f"-{name}")
        self._lay_out()

    def on_mount(self) -> None:
        """Stay hidden until there is something to show."""
        self._lay_out()

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.display = self._side is not None
        if self._side:
            arrows = _ARROWS[self._side]
            beside, below = self._drawn_beside(arrows), self._drawn_above(arrows)
            drawn = max(beside, below, key=lambda it: it.rows)
            self.show(drawn.content if drawn.rows else self._written(arrows))

    # Drawn text cannot be copied or searched, but the plain words beside it can.

    @property
    def _words(self) -> str:
        return f"{self._word}  {self._means}".strip()

    def _texts(self, arrows: _Arrows) -> tuple[str, str]:
        """Return the word with its arrow, once with a gap between them and once without."""
        before, after = arrows.drawn
        return f"{before} {self._word} {after}".strip(), f"{before}{self._word}{after}"

    def _drawn_above(self, arrows: _Arrows) -> _Drawing:
        """Return the word drawn across the width, with its words in a row below it."""
        columns, rows = self.content_size
        for drawn in self._texts(arrows):
            size = largest(drawn, columns, rows - 1, self._charset)
            if size and len(self._words) <= columns:
                lines = (*draw_text(drawn, size), self._words)
                content = (Content.styled(line, "bold") for line in lines)
                return _Drawing(Content("\n").join(content), size.rows)
        return _NO_DRAWING

    def _drawn_beside(self, arrows: _Arrows) -> _Drawing:
        """Return the drawn word with its words beside it."""
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
    """Return a row with `words` on the inner side of the large part."""
    if not words:
        return Content.styled(large, "bold")
    parts = ((large, "bold"), f"{_GAP}{words}") if is_first else (f"{words}{_GAP}", (large, "bold"))
    return Content.assemble(*parts)
