"""The active keys of a screen, in its last row."""

from __future__ import annotations

from textual.widgets import Footer


class KeyLine(Footer):
    """Lists the keys of its screen. A click on one presses it."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    async def recompose(self) -> None:
        """List the keys again, and release those listed before.

        Each key watches the values of the footer. The footer releases a removed key only when one
        of these values changes, so without a change, removed keys would accumulate.
        """
        await super().recompose()
        if self.is_attached:
            self.mutate_reactive(Footer.compact)
