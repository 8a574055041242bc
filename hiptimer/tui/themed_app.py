"""The base class of a Textual app in the colors of hiptimer, under any theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import App
from textual.css.stylesheet import Stylesheet

from hiptimer.tui.colors import ANSI_FIELDS, FIELDS, THEME, legible
from hiptimer.tui.terminal_output import ShowableText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter

_SHOWABLE_TEXT = ShowableText()

Result = TypeVar("Result")


class ThemedStylesheet(Stylesheet):
    """A stylesheet that is parsed again for a theme only if its colors have changed.

    Textual sets the theme again on start, and parsing takes a tenth of the time to the first frame.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colors = variables
        self._is_current = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colors of the theme."""
        self._is_current = variables == self._colors
        if not self._is_current:
            self._colors = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse all styles again, unless that would change nothing."""
        if not self._is_current:
            super().reparse()
        self._is_current = False


class ThemedApp(App[Result], Generic[Result]):
    """An app with a color for each phase, whose texts are readable under every theme."""

    CSS_PATH = Path(__file__).with_name("hiptimer.tcss")

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self.register_theme(THEME)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for every line: they remove what a terminal would execute."""
        return (*super().get_line_filters(), _SHOWABLE_TEXT)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colors of the theme, adjusted so that all texts are readable.

        The colors of a theme that uses the terminal's own palette are not adjusted.
        """
        variables = super().get_css_variables()
        if self.current_theme.ansi:
            return {"cursor": "ansi_default", "quiet": "ansi_default", **variables}
        return legible(variables)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colors of the phases for themes that do not define them."""
        return ANSI_FIELDS if self.current_theme.ansi else FIELDS
