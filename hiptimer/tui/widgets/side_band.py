"""The working side, readable upside down and from three meters away."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from hiptimer.drawing.lettering import draw_text, largest_size
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from hiptimer.foundation.terminal import Charset


class _Arrows(NamedTuple):
    """The arrows to a side: before and after its word if that is drawn; otherwise in its row."""

    drawn: tuple[str, str]
    written: tuple[str, str]
    in_ascii: tuple[str, str]


_ARROWS: Final = {
    "left": _Arrows(("◀", ""), ("◀◀◀  ", ""), ("<<<  ", "")),
    "right": _Arrows(("", "▶"), ("", "  ▶▶▶"), ("", "  >>>")),
    "alternate": _Arrows(("◀", "▶"), ("◀  ", "  ▶"), ("<  ", "  >")),
}
_GAP: Final = "   "


# The smallest share of its height to which the side may shrink for drawn words beside it.
_KEPT: Final = 2 / 3


class SideBand(PlainText):
    """Shows LEFT at the left edge and RIGHT at the right one, so that the place shows it, too."""

    _side: str | None = None
    _word = ""
    _means = ""
    _verb = ""

    def __init__(self, charset: Charset, *, id: str) -> None:  # noqa: A002 - the name is Textual's
        super().__init__(id=id)
        self._charset: Charset = charset

    def show_side(self, side: str | None, word: str, means: str, verb: str) -> None:
        """Show the side and the part of the body it refers to; nothing if sides do not matter.

        On the smallest screens, `verb` takes the place of the part of the body.
        """
        if (side, word, means, verb) == (self._side, self._word, self._means, self._verb):
            return
        self._side, self._word, self._means, self._verb = side, word, means, verb
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
        if self._side is None:
            return
        arrows = _ARROWS[self._side]
        if self.screen.has_class("-tiny"):
            self.show(self._with_verb(arrows))
        else:
            self.show(self._all_drawn(arrows) or self._drawn(arrows) or self._written(arrows))

    def _all_drawn(self, arrows: _Arrows) -> Content | None:
        """Return the side and the part of the body, drawn; None if the side would be too small."""
        columns, rows = self.content_size
        before, after = arrows.drawn
        alone = largest_size(f"{before} {self._word} {after}".strip(), columns, rows, self._charset)
        words = (self._word, self._means.upper())
        text = "  ".join(it for it in (before, *(words if before else words[::-1]), after) if it)
        size = largest_size(text, columns, rows, self._charset)
        if size is None or alone is None or size.rows < _KEPT * alone.rows:
            return None
        return Content.styled("\n".join(draw_text(text, size)), "bold")

    def _drawn(self, arrows: _Arrows) -> Content | None:
        """Return the drawn side with the part of the body written beside it; None without room."""
        columns, rows = self.content_size
        before, after = arrows.drawn
        longest_word = max(map(len, self._means.split()), default=0)
        for text in (f"{before} {self._word} {after}".strip(), self._word):
            for room in range(len(self._means), longest_word - 1, -1):
                lines = wrap(self._means, room) if room else []
                size = largest_size(text, columns - room - len(_GAP), rows, self._charset)
                if size and len(lines) <= size.rows:
                    first = (size.rows - len(lines)) // 2
                    beside = [""] * first + lines + [""] * (size.rows - first - len(lines))
                    return Content("\n").join(
                        _row(row, line.ljust(room) if before else line.rjust(room), bool(before))
                        for row, line in zip(draw_text(text, size), beside, strict=True)
                    )
        return None

    def _written(self, arrows: _Arrows) -> Content:
        before, after = arrows.in_ascii if self._charset == "ascii" else arrows.written
        written = f"{before}{self._word}{after}"
        has_room = len(written) + len(_GAP) + len(self._means) <= self.content_size.width
        return _row(written, self._means if has_room else "", bool(before))

    def _with_verb(self, arrows: _Arrows) -> Content:
        """Return the side at its edge and the verb at the other, in one row."""
        before, after = (
            (it.strip()[:1] for it in arrows.in_ascii) if self._charset == "ascii" else arrows.drawn
        )
        columns = self.content_size.width
        side = f"{before} {self._word} {after}".strip()
        if len(side) + 1 + len(self._verb) > columns:
            side = f"{before}{after}"
        verb = self._verb[: max(0, columns - len(side) - 1)]
        ends = (side, verb) if before else (verb, side)
        gap = " " * (columns - len(side) - len(verb))
        return Content.styled(gap.join(ends), "bold")


def _row(large: str, words: str, is_first: bool) -> Content:
    """Return a row with `words` on the inner side of the large part."""
    if not words:
        return Content.styled(large, "bold")
    parts = ((large, "bold"), f"{_GAP}{words}") if is_first else (f"{words}{_GAP}", (large, "bold"))
    return Content.assemble(*parts)
