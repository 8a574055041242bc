"""The base class of a Textual app in the colors of hiptimer, under any theme."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.filter import Monochrome, NoColor

from hiptimer.foundation.text.printable import quoted
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.colors import ANSI_DARK, ANSI_FIELDS, ANSI_LIGHT, FIELDS, THEME, legible
from hiptimer.tui.terminal_output import BlackText, ShowableText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.theme import Theme

_SHOWABLE_TEXT = ShowableText()
_BLACK_TEXT = BlackText()

Result = TypeVar("Result")


def forget_removed_widgets() -> None:
    """Let Textual free the rows of removed widgets.

    It keeps two colors for each widget, and with them all rows of the last thousand: 20 MB.
    """
    name = "get_inner_outer"
    # Called on the class, which its first parameter is named after, it keeps only the colors.
    if not isinstance(vars(StylesCache)[name], classmethod):
        setattr(StylesCache, name, classmethod(vars(StylesCache)[name]))


class ThemedStylesheet(Stylesheet):
    """A stylesheet that parses each file once, and again only for a theme of other colors.

    Textual sets the theme again on start, and parses everything for each screen that has a file.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colors = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colors of the theme."""
        if variables != self._colors:
            self._colors = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has not been parsed since the last change of the colors."""
        self.parse()


class ThemedApp(App[Result], Generic[Result]):
    """An app with a color for each phase, whose texts are readable under every theme.

    The theme is that of `preferences`, and a change of it is saved there.
    """

    CSS_PATH = Path(__file__).with_name("hiptimer.tcss")

    def __init__(
        self, preferences: Preferences | None = None, driver_class: type[Driver] | None = None
    ) -> None:
        super().__init__(driver_class)
        forget_removed_widgets()
        self.preferences = preferences or Preferences()
        self.register_theme(THEME)
        if "TEXTUAL_THEME" not in os.environ:
            self.theme = self._preferred_theme()
        self.stylesheet = ThemedStylesheet(self.get_css_variables())

    def on_mount(self) -> None:
        """Save each change of the theme from now on."""
        self.theme_changed_signal.subscribe(self, self._save_theme)

    def _preferred_theme(self) -> str:
        name = self.preferences.settings.theme
        if name in self.available_themes:
            return name
        known = ", ".join(self.available_themes)
        message = f"{quoted(name)} is not a theme; choose one of {known}"
        self.preferences.refuse("theme", message, THEME.name)
        return THEME.name

    def _save_theme(self, theme: Theme) -> None:
        if theme.name != self.preferences.settings.theme:
            self.preferences.change({"theme": theme.name})

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for every line: they remove what a terminal would execute.

        In the terminal's own palette they keep black texts black. With NO_COLOR, Textual selects
        its filter once, for the theme at the start; here it follows the theme.
        """
        is_ansi = self.current_theme.ansi
        filters = [
            it for it in super().get_line_filters() if not isinstance(it, NoColor | Monochrome)
        ]
        if self.no_color:
            filters.append(NoColor() if is_ansi else Monochrome())
        return (*filters, _SHOWABLE_TEXT, *([_BLACK_TEXT] if is_ansi else []))

    def get_css_variables(self) -> dict[str, str]:
        """Return the colors of the theme, adjusted so that all texts are readable.

        The colors of a theme that uses the terminal's own palette are not adjusted.
        """
        variables = super().get_css_variables()
        if self.current_theme.ansi:
            return {**variables, **(ANSI_DARK if self.current_theme.dark else ANSI_LIGHT)}
        return legible(variables)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colors of the phases for themes that do not define them."""
        return ANSI_FIELDS if self.current_theme.ansi else FIELDS
