"""One thing to choose, changed by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic

from textual.binding import Binding
from textual.content import Content

from hiptimer.tui.view_models.choice_rows import ChoiceRow, Step
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.binding import BindingType


class ChoiceLine(PlainText, Generic[Step], can_focus=True):
    """Shows a row, with an arrow on each side to which its value can be moved."""

    # Bound here and not on the screen, because the container would scroll with these keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", key_display="↑"),
        Binding("down", "app.focus_next", "Down", key_display="↓"),
        Binding("left", "screen.change('less')", "Less", key_display="←", tooltip="One step less"),
        Binding("right", "screen.change('more')", "More", key_display="→", tooltip="One step more"),
    ]

    def __init__(self, row: ChoiceRow[Step]) -> None:
        super().__init__(_line(row), classes="opens" if row.opens else "")
        self.row = row

    def show_row(self, row: ChoiceRow[Step]) -> None:
        """Show the new state of the row."""
        self.row = row
        self.show(_line(row, self.content_size.width))

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self.show_row(self.row)


def _line(row: ChoiceRow[Step], columns: int = 0) -> Content:
    """Return a row as text. A scale that does not fit in `columns` goes on a line of its own."""
    less = "◀" if row.less is not None else " "
    more = "▶" if row.more is not None else " "
    value = f"{less} {row.value} {more}"
    if row.opens:
        return Content.assemble((f"{'–' if row.less else '✓'} {row.label}", "bold"), "  ", value)
    before = f"  {row.label:18}"
    scale = f"   {row.scale}" if row.scale else ""
    if 0 < columns < len(before) + len(value) + len(scale):
        indent = max(0, min(len(f"{before}◀ "), columns - len(row.scale)))
        scale = f"\n{' ' * indent}{row.scale}"
    return Content.assemble(before, (value, "bold"), (scale, "$quiet"))
