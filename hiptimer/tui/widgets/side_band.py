"""The side that works, to be read upside down and from three metres away."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from hiptimer.drawing.lettering import largest, lettered
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
            self.show(self._drawn(arrows) or self._written(arrows))

    def _drawn(self, arrows: _Arrows) -> Content | None:
        """Return the word drawn and its words beside it; None where there is no room for that.

        What is drawn can be neither copied nor found; what is written beside it can.
        """
        before, after = arrows.drawn
        words = f"{self._word}  {self._means}".strip()
        columns, rows = self.content_size
        airy, tight = f"{before} {self._word} {after}".strip(), f"{before}{self._word}{after}"
        rooms = range(len(words), max(map(len, words.split())) - 1, -1)
        for drawn, room in ((airy, len(words)), *((tight, room) for room in rooms)):
            lines = wrap(words, room)
            size = largest(drawn, columns - room - len(_GAP), rows, self._charset)
            if size is None or len(lines) > size.rows:
                continue
            first = (size.rows - len(lines)) // 2
            beside = [""] * first + lines + [""] * (size.rows - first - len(lines))
            is_first = bool(before)
            return Content("\n").join(
                _row(row, line.ljust(room) if is_first else line.rjust(room), is_first)
                for row, line in zip(lettered(drawn, size), beside, strict=True)
            )
        return None

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
