"""One thing to choose, changed by the arrow keys, by typing a number, or with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.offers import ChoiceError
from hiptimer.tui.view_models.choice_row import SCALE_MARKS, ChoiceRow, Step

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Click, Key
    from textual.geometry import Size

_BOLD: Final = Style(bold=True)
_LABEL_COLUMNS: Final = 20
_NARROW: Final = 50
_NARROW_LABEL_COLUMNS: Final = 13


class ChoiceLine(Widget, Generic[Step], can_focus=True):
    """Shows a row, with an arrow on each side to which its value can be moved.

    `Picked` is posted with the result of a number that was typed, or clicked on the scale. A click
    on an arrow presses its key.
    """

    # Bound here and not on the screen, because the container would scroll with these keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", "Move", key_display="↑ ↓"),
        Binding("left", "screen.change('less')", show=False, tooltip="One step less"),
        Binding("right", "screen.change('more')", "Change", key_display="← →"),
    ]

    class Picked(Message):
        """A number was typed into a line, or clicked on its scale; `step` is what it leads to."""

        def __init__(self, step: Any) -> None:
            super().__init__()
            self.step = step

    def __init__(self, row: ChoiceRow[Step]) -> None:
        super().__init__()
        self.row = row
        self._typed = ""
        self._is_pending = False

    def show_row(self, row: ChoiceRow[Step]) -> None:
        """Show the new state of the row."""
        before, self.row = self.row, row
        if row != before:
            self._show_change(before)

    def render(self) -> Content:
        """Return the row as text; a number that is not valid yet appears as it is typed."""
        return _line(self.row, self.content_size.width, self._typed if self._is_pending else None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the signature is Textual's
        """Return the height at a width, so that a change of size needs no second layout."""
        return _height(self.row, width)

    def on_click(self, event: Click) -> None:
        """Press the arrow, or pick the mark of the scale, that was clicked."""
        meta = event.style.meta
        if "key" in meta:
            self.focus()
            self.app.simulate_key(meta["key"])
        elif "mark" in meta and self.row.typed:
            self._pick(self.row.typed.marks[meta["mark"]])

    def on_key(self, event: Key) -> None:
        """Type a digit into the row; any other key forgets the digits before."""
        is_digit = event.key in "0123456789"
        if self.row.typed and (is_digit or (event.key == "backspace" and self._is_pending)):
            event.stop()
            self._type(self._typed + event.key if is_digit else self._typed[:-1])
        else:
            self._forget()

    def on_blur(self) -> None:
        """Forget a number that is not valid yet."""
        self._forget()

    def _type(self, text: str) -> None:
        """Pick the number `text`; if it needs more digits to be valid, wait for them."""
        typed = self.row.typed
        if not text or typed is None:
            self._forget()
            return
        try:
            step = typed.choose(text)
        except ChoiceError as error:
            if 0 < int(text) * 10 <= typed.most:
                self._show_typed(text, is_pending=True)
            elif len(text) > 1:
                # The number has become too high, so its last digit begins a new one.
                self._type(text[-1])
            else:
                self._forget()
                self.notify(sentence(str(error)), severity="warning", markup=False)
        else:
            self._show_typed(text, is_pending=False)
            self.post_message(self.Picked(step))

    def _pick(self, number: str) -> None:
        self._forget()
        if self.row.typed:
            self.post_message(self.Picked(self.row.typed.choose(number)))

    def _forget(self) -> None:
        self._show_typed("", is_pending=False)

    def _show_typed(self, text: str, *, is_pending: bool) -> None:
        was_pending, self._is_pending, self._typed = self._is_pending, is_pending, text
        if is_pending or was_pending:
            self.refresh()

    def _show_change(self, before: ChoiceRow[Step]) -> None:
        width = self.content_size.width
        self.refresh(layout=_height(before, width) != _height(self.row, width))


def _height(row: ChoiceRow[Any], columns: int) -> int:
    return _line(row, columns).get_height({}, columns) if columns else 1


def _line(row: ChoiceRow[Any], columns: int, typed: str | None = None) -> Content:
    """Return a row as text, with its scale if that fits in `columns`."""
    less = _arrow("◀", "left") if row.less is not None else " "
    more = _arrow("▶", "right") if row.more is not None else " "
    value = row.value if typed is None else f"{typed}▏"
    label_columns = _LABEL_COLUMNS if columns >= _NARROW else _NARROW_LABEL_COLUMNS
    label = f"  {row.label:{label_columns - 3}} "
    line = Content.assemble(label, less, (f" {value} ", _BOLD), more)
    if not row.scale:
        return line
    scale = _scale(row.scale)
    fits = line.cell_length + 3 + scale.cell_length <= columns
    return Content.assemble(line, "   ", scale) if fits else line


def _arrow(mark: str, key: str) -> Content:
    return Content.styled(mark, _BOLD + Style.from_meta({"key": key}))


def _scale(scale: str) -> Content:
    """Return a scale whose marks know their place, so that they can be clicked."""
    content = Content.styled(scale, "$quiet")
    places = (at for at, mark in enumerate(scale) if mark in SCALE_MARKS)
    for number, at in enumerate(places):
        content = content.stylize(Style.from_meta({"mark": number}), at, at + 1)
    return content
