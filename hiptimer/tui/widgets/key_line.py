"""The keys that do something here, as the last row of a screen."""

from __future__ import annotations

from textual.widgets import Footer


class KeyLine(Footer):
    """Lists the keys of the screen it stands on. A click on one presses it."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    async def recompose(self) -> None:
        """List the keys anew, and let go of those listed before.

        Each key follows the values of its footer, which lets go of what follows it no more as soon
        as it has told that a value has changed, and of nothing until then.
        """
        await super().recompose()
        if self.is_attached:
            self.mutate_reactive(Footer.compact)
