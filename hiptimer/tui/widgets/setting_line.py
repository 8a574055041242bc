"""The lines of the settings screen: a value to change, a test to play, keys of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.style import Style

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.binding import BindingType

    from hiptimer.session.settings.kinds import Value
    from hiptimer.tui.view_models.choice_row import ChoiceRow

_LABEL_COLUMNS = 22


class SettingLine(PlainText, can_focus=True):
    """Shows the label and the value of `row`, and is reached by the arrow keys."""

    # Bound here and not on the screen, because the container would scroll with these keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", show=False),
        Binding("down", "app.focus_next", "Move", key_display="↑ ↓"),
    ]

    def __init__(self, row: ChoiceRow[Value]) -> None:
        super().__init__(_line(row))
        self.row = row

    def show_row(self, row: ChoiceRow[Value]) -> None:
        """Show the new state of the row."""
        self.row = row
        self.show(_line(row))


class ValueLine(SettingLine):
    """A setting. A click on one of its arrows is a step, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.change('less')", "Change", key_display="← →"),
        Binding("right", "screen.change('more')", "Change", show=False),
        Binding("enter,space", "screen.turn_on_or_off", "On or off", show=False),
    ]


class SoundTestLine(SettingLine):
    """A test that Enter or a click plays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.play", "Play", key_display="enter")
    ]

    async def on_click(self) -> None:
        """Play the test."""
        await self.run_action("screen.play")


class KeysLine(SettingLine):
    """The keys of a command. Enter or a click asks for another one; Delete removes the last one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.add_key", "Add a key", key_display="enter"),
        Binding("delete,backspace", "screen.remove_key", "Remove it", key_display="del"),
    ]

    async def on_click(self) -> None:
        """Ask for another key."""
        await self.run_action("screen.add_key")


def _line(row: ChoiceRow[Value]) -> Content:
    less = _arrow("◀", "less") if row.less is not None else Content("  ")
    more = _arrow("▶", "more") if row.more is not None else Content("")
    label = Content(f"{row.label:{_LABEL_COLUMNS}}")
    return Content.assemble(label, less, (row.value, "bold"), more)


def _arrow(sign: str, direction: str) -> Content:
    """Return an arrow that steps in a direction when it is clicked, with a cell beside it."""
    style = Style.from_meta({"@click": f"screen.change('{direction}')"})
    return Content(f"{sign} " if direction == "less" else f" {sign}").stylize(style)
