"""A text of several phrases, such as the caption below the large number."""

from __future__ import annotations

from hiptimer.tui.view_models.caption_lines import caption_lines
from hiptimer.tui.widgets.plain_text import PlainText


class Caption(PlainText):
    """Shows a caption in lines that are broken between its phrases."""

    def __init__(
        self,
        caption: str = "",
        *,
        id: str | None = None,  # noqa: A002 - the name is Textual's
        classes: str | None = None,
    ) -> None:
        super().__init__(caption, id=id, classes=classes)
        self._caption = caption

    def show_caption(self, caption: str) -> None:
        """Show `caption`."""
        self._caption = caption
        self._break()

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._break()

    def _break(self) -> None:
        self.show("\n".join(caption_lines(self._caption, self.size.width)))
