"""A text that is repainted only when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

if TYPE_CHECKING:
    from textual.content import Content


class PlainText(Static):
    """Shows a text literally: brackets in it are not markup."""

    def __init__(
        self,
        words: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - the name is Textual's
        classes: str | None = None,
    ) -> None:
        super().__init__(words, markup=False, id=id, classes=classes)
        self._shown = words

    def show(self, words: str | Content) -> None:
        """Show `words`; nothing is repainted if they are already shown."""
        if words != self._shown:
            self._shown = words
            # A text of fixed size does not affect the layout around it.
            self.update(words, layout=self.styles.auto_dimensions)
