"""A Textual program in the colours of this one, whatever the theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import App

from hiptimer.tui.colours import ANSI_FIELDS, FIELDS, THEME, legible
from hiptimer.tui.output import ShowableText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter

_SHOWABLE_TEXT = ShowableText()

Result = TypeVar("Result")


class ThemedApp(App[Result], Generic[Result]):
    """Knows a colour for each phase, and lets all that is written be read."""

    CSS_PATH = Path(__file__).with_name("hiptimer.tcss")

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self.register_theme(THEME)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through: nothing reaches the terminal as a command."""
        return (*super().get_line_filters(), _SHOWABLE_TEXT)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, so that all that is written can be read.

        A terminal that keeps its own colours knows best.
        """
        variables = super().get_css_variables()
        if self.current_theme.ansi:
            return {"cursor": "ansi_default", "quiet": "ansi_default", **variables}
        return legible(variables)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the phases for themes that have none of their own."""
        return ANSI_FIELDS if self.current_theme.ansi else FIELDS
