"""The active keys of a screen, in its last row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import Binding

_ALWAYS: Final = 2
"""The number of keys at the end that stay in a narrow row: they lead to the help and back."""


class KeyLine(Footer):
    """Lists as many keys of its screen as have room. A click on one presses it."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._listed: list[tuple[Binding, bool, str]] | None = None

    def compose(self) -> ComposeResult:
        """List the keys; each has its class from the start, so that it is styled only once."""
        for key in super().compose():
            yield key.add_class("-compact", update=False)

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._fit()

    async def recompose(self) -> None:
        """List the keys again if they have changed, and release those listed before.

        Textual asks for this after each change of the focus, which most often changes no key.

        Each key watches the values of the footer. The footer releases a removed key only when one
        of these values changes, so without a change, removed keys would accumulate.
        """
        if not self.is_attached:
            return
        active = self.screen.active_bindings.values()
        keys = [(it.binding, it.enabled, it.tooltip) for it in active if it.binding.show]
        if keys == self._listed:
            return
        self._listed = keys
        await super().recompose()
        self.mutate_reactive(Footer.compact)
        self._fit()

    def _fit(self) -> None:
        """Hide the keys without room, so that none is cut; the last ones stay."""
        keys = [*self.query(FooterKey)]
        widths = [cell_len(f"{it.key_display} {it.description} ") for it in keys]
        room = self.size.width - sum(widths[-_ALWAYS:])
        for key, width in zip(keys[:-_ALWAYS], widths, strict=False):
            room -= width
            key.display = room >= 0
