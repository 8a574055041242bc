"""The commands of the palette: everything that has a key at the moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.screen import Screen


def commands_with_keys(app: App[Any], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield each command that `screen` or what is on it has a key for, with the key."""
    offered = {"command_palette"}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        is_named = binding.show or (node in (screen, app) and tooltip)
        if is_named and enabled and binding.action not in offered:
            offered.add(binding.action)
            run = partial(app.run_action, binding.action, node)
            shown_key = app.get_key_display(binding)
            yield SystemCommand(tooltip or binding.description, f"Key: {shown_key}", run)
