"""A rating from 0 to 10, answered by a digit key, the arrow keys or a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from hiptimer.plan.feelings import MOST
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click
    from textual.geometry import Size

    from hiptimer.plan.feelings import Feelings
    from hiptimer.tui.view_models.feeling_rows import Rating

_CELL: Final = 3
# Underlined as well: in a terminal's own colors the whole row in focus is reversed.
_CHOSEN: Final = "bold reverse underline"
_INDENT: Final = 2
_LABEL: Final = 18
_WORDS_COLUMNS: Final = 22


class RatingStrip(PlainText, can_focus=True):
    """Shows `rating` as a row of numbers. Posts `Rated` with the feelings after an answer.

    A 1 and then a 0 give 10.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", key_display="↑"),
        Binding("down", "app.focus_next", "Down", key_display="↓"),
        Binding("left", "step('less')", "Change", key_display="← →"),
        Binding("right", "step('more')", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
        *(Binding(f"{digit}", f"type({digit})", show=False) for digit in range(MOST)),
    ]

    class Rated(Message):
        """An answer was given at `strip`, with which `feelings` apply."""

        def __init__(self, strip: RatingStrip, feelings: Feelings) -> None:
            super().__init__()
            self.strip = strip
            self.feelings = feelings

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self.row = rating
        self._has_typed_one = False

    def show_row(self, rating: Rating) -> None:
        """Show the new state of the rating."""
        self.row = rating
        self.show(self._words())

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self.show_row(self.row)

    def on_blur(self) -> None:
        """Let a digit that is typed later begin a new number."""
        self._has_typed_one = False

    def action_type(self, digit: int) -> None:
        """Rate by a digit key."""
        is_ten = digit == 0 and self._has_typed_one
        self._rate(self.row.rate(MOST if is_ten else digit))
        self._has_typed_one = digit == 1

    def action_step(self, direction: str) -> None:
        """Rate a point "less" or "more"."""
        self._rate(self.row.less if direction == "less" else self.row.more)

    def action_clear(self) -> None:
        """Withdraw the answer."""
        self._rate(self.row.rate(None))

    def on_click(self, event: Click) -> None:
        """Rate by a click on a number."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        rows = self._rows_at(self.content_size.width)
        first = _INDENT if rows > 1 else cell_len(self._label)
        number = (offset.x - first) // _CELL
        if 0 <= number <= MOST and offset.y == rows - 1:
            self._rate(self.row.rate(number))

    def _rate(self, feelings: Feelings | None) -> None:
        self._has_typed_one = False
        if feelings:
            self.post_message(self.Rated(self, feelings))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the signature is Textual's
        """Return the height at a width, since the text of that width is not known before."""
        return self._rows_at(width)

    def _rows_at(self, columns: int) -> int:
        return 1 if columns >= cell_len(self._label) + _CELL * (MOST + 1) + _WORDS_COLUMNS else 2

    @property
    def _label(self) -> str:
        return f"{' ' * _INDENT}{self.row.label:{_LABEL - 2}}  "

    def _words(self) -> Content:
        row = self.row
        numbers = [
            Content.styled(f"{number:^{_CELL}}", _CHOSEN if number == row.value else "")
            for number in range(MOST + 1)
        ]
        if self._rows_at(self.content_size.width) > 1:
            return Content.assemble(
                self._label, (row.words, "bold"), f"\n{' ' * _INDENT}", *numbers
            )
        return Content.assemble(self._label, *numbers, "  ", (row.words, "bold"))
