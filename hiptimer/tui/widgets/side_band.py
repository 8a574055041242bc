"""The working side, readable upside down and from three meters away."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from hiptimer.drawing.glyphs import THIN_SPACE
from hiptimer.drawing.lettering import draw_text, largest_size
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_GAP: Final = "    "


# The smallest share of its height to which the side may shrink for drawn words beside it.
_KEPT: Final = 2 / 3
# The smallest share of the height of the side for drawn words.
_LEAST_BESIDE: Final = 1 / 2


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
            before, after = arrows.drawn
            side = f"{before} {self._word} {after}".strip()
            self.show(
                self._both_drawn(side, is_left=bool(before))
                or self._both_drawn(self._word, is_left=bool(before))
                or self._drawn(arrows)
                or self._written(arrows)
            )

    def _both_drawn(self, side: str, *, is_left: bool) -> Content | None:
        """Return the side and the part of the body, drawn; None if one would be too small."""
        columns, rows = self.content_size
        means = self._means.upper().replace(" ", THIN_SPACE)
        alone = largest_size(side, columns, rows, self._charset)
        if alone is None:
            return None
        if not means:
            return Content.styled("\n".join(draw_text(side, alone)), "bold")
        for tenths in range(9, 2, -1):
            size = largest_size(side, columns * tenths // 10, rows, self._charset)
            if size is None or size.rows < _KEPT * alone.rows:
                return None
            # Twice that of the words beside the side, or KNEE UP RIGHT would say "upright".
            gap = " " * (2 * (size.columns_of(THIN_SPACE) + 2 * size.gap))
            room = columns - size.columns_of_text(side) - len(gap)
            small = largest_size(means, room, size.rows, self._charset)
            if small and small.rows >= _LEAST_BESIDE * size.rows:
                return _joined(draw_text(side, size), draw_text(means, small), gap, is_left)
        return None

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
                    beside = [it.ljust(room) if before else it.rjust(room) for it in lines]
                    return _joined(draw_text(text, size), beside, _GAP, bool(before))
        return None

    def _written(self, arrows: _Arrows) -> Content:
        before, after = arrows.in_ascii if self._charset == "ascii" else arrows.written
        written = f"{before}{self._word}{after}"
        has_room = len(written) + len(_GAP) + len(self._means) <= self.content_size.width
        return _row(written, self._means if has_room else "", _GAP, bool(before))

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


def _joined(large: Sequence[str], beside: Sequence[str], gap: str, is_first: bool) -> Content:
    """Return the rows of `large` with those of `beside` on the inner side, at half its height."""
    above = (len(large) - len(beside)) // 2
    blank = " " * max(map(len, beside), default=0)
    below = len(large) - len(beside) - above
    words = [*[blank] * above, *beside, *[blank] * below]
    return Content("\n").join(
        _row(row, line, gap, is_first) for row, line in zip(large, words, strict=True)
    )


def _row(large: str, words: str, gap: str, is_first: bool) -> Content:
    """Return a row with `words` on the inner side of the large part."""
    if not words:
        return Content.styled(large, "bold")
    parts = ((large, "bold"), f"{gap}{words}") if is_first else (f"{words}{gap}", (large, "bold"))
    return Content.assemble(*parts)
