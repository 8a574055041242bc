"""The keys of the workout screen: the action of each command, and what the footer shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from hiptimer.session.commands import COMMANDS
from hiptimer.tui.keys import binding, command_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import ActiveBinding, BindingType

_ACTIONS: Final[Mapping[str, str]] = {
    "done": "press_done",
    "softer": "volume('softer')",
    "louder": "volume('louder')",
    "end_after_set": "end_after_set",
    "scroll_up": "scroll_instructions(-1)",
    "scroll_down": "scroll_instructions(1)",
    "hurts": "hurts",
    "help": "app.help",
    "leave": "leave",
}
"""The action of each command that is not just passed on to the workout."""

_PAUSED_CAPTIONS: Final[Mapping[str, str]] = {
    "pause": "Resume",
    "hurts": "Hurts",
    "next": "Next",
    "previous": "Back",
    "again": "Again",
    "end_after_set": "Last set",
    "scroll_down": "Scroll",
    "help": "Help",
    "leave": "Quit",
}
"""What the footer shows of each command in a pause."""

BINDINGS: Final[list[BindingType]] = [
    *(binding(name, _ACTIONS.get(name, f"command('{name}')")) for name in COMMANDS),
    Binding("ctrl+q,ctrl+c", "leave", "Quit", show=False),
]


def paused(active: ActiveBinding) -> ActiveBinding:
    """Return a binding as the footer shows it in a pause."""
    binding = active.binding
    caption = _PAUSED_CAPTIONS.get(command_of(binding) or "")
    shown = replace(binding, description=caption or binding.description, show=caption is not None)
    return active._replace(binding=shown)
