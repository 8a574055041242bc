"""The length of one open hold, corrected by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from hiptimer.foundation.text.durations import duration_text
from hiptimer.plan.wording import place_words
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.binding import BindingType

    from hiptimer.workout.corrections import CorrectableHold


class HoldLine(PlainText, can_focus=True):
    """Shows a hold, with an arrow on each side to which its time can be moved."""

    # Bound here and not on the screen, because the container would scroll with these keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", key_display="↑"),
        Binding("down", "app.focus_next", "Down", key_display="↓"),
        Binding("left", "screen.correct('less')", "1 s less", key_display="←"),
        Binding("right", "screen.correct('more')", "1 s more", key_display="→"),
    ]

    def __init__(self, hold: CorrectableHold) -> None:
        super().__init__(_line(hold))
        self.hold = hold

    def show_hold(self, hold: CorrectableHold) -> None:
        """Show the new state of the hold."""
        self.hold = hold
        self.show(_line(hold))


def _line(hold: CorrectableHold) -> Content:
    less = "◀" if hold.less else " "
    more = "▶" if hold.more else " "
    effort = hold.effort
    side = f", {effort.side}" if effort.side else ""
    value = f"{less} {duration_text(round(hold.seconds, 1)):>7} {more}"
    what = f"  {effort.movement.title}{side}, {place_words(effort)}"
    return Content.assemble((value, "bold"), what)
