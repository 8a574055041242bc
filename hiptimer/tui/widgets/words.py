"""A text that is painted again only when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

if TYPE_CHECKING:
    from textual.content import Content


class Words(Static):
    """Shows a text as it stands: a bracket in it is a bracket."""

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
        """Show `words`; nothing is painted where they stand there already."""
        if words != self._shown:
            self._shown = words
            # A text of fixed size moves nothing around it.
            self.update(words, layout=self.styles.auto_dimensions)
