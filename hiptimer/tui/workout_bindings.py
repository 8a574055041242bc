"""The keys of the workout screen, each with the action of its command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from hiptimer.session.commands import COMMANDS
from hiptimer.tui.keys import binding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType

_ACTIONS: Final[Mapping[str, str]] = {
    "done": "press_done",
    "softer": "volume('softer')",
    "louder": "volume('louder')",
    "end_after_set": "end_after_set",
    "scroll_up": "scroll_instructions(-1)",
    "scroll_down": "scroll_instructions(1)",
    "help": "app.help",
    "leave": "leave",
}
"""The action of each command that is not just passed on to the workout."""

BINDINGS: Final[list[BindingType]] = [
    *(binding(name, _ACTIONS.get(name, f"command('{name}')")) for name in COMMANDS),
    Binding("ctrl+q,ctrl+c", "leave", "Quit", show=False),
]
