"""The settings, changed by the arrow keys and saved immediately."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.view_models.setting_rows import setting_rows
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from hiptimer.session.settings.kinds import Value
    from hiptimer.session.settings.preferences import Preferences


class SettingsScreen(Screen[None]):
    """Changes `preferences`; `themes` are the available color themes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,enter,comma,ctrl+c,ctrl+q",
            "dismiss",
            "Back",
            key_display="esc",
            tooltip="Back to where you were",
        ),
        Binding("pagedown", "turn_page(1)", "Read on", key_display="pgdn"),
        Binding("pageup", "turn_page(-1)", "Read back", show=False),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
    ]

    def __init__(self, preferences: Preferences, themes: tuple[str, ...]) -> None:
        super().__init__()
        self._preferences = preferences
        self._themes = themes

    def compose(self) -> ComposeResult:
        """Lay out one line per setting, then the keys, then what the setting in focus means."""
        yield PlainText("Settings", id="heading")
        with Vertical(id="body"), VerticalScroll(id="rows", can_focus=False):
            for row in setting_rows(self._preferences.settings, self._themes):
                yield ChoiceLine(row)
            yield PlainText(self._key_lines(), id="keys")
        yield PlainText(id="means")
        yield KeyLine()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Explain the setting in focus."""
        if isinstance(event.widget, ChoiceLine):
            means = SETTINGS[event.widget.row.key].means
            self.query_one("#means", PlainText).show(f"{means}.")

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            self._choose(line.row.key, line.row.less if direction == "less" else line.row.more)

    def action_turn_page(self, pages: int) -> None:
        """Scroll by pages."""
        rows = self.query_one("#rows")
        rows.scroll_relative(y=pages * max(1, rows.size.height - 1), animate=False)

    def _choose(self, key: str, value: Value | None) -> None:
        if value is None:
            return
        self._preferences.change({key: value})
        if key == "theme":
            self.app.theme = str(value)
        for line, row in zip(
            self.query(ChoiceLine),
            setting_rows(self._preferences.settings, self._themes),
            strict=True,
        ):
            line.show_row(row)

    def _key_lines(self) -> str:
        keys = self._preferences.settings.keys
        where = self._preferences.path
        edited = f"; edit them in {where}" if where else ""
        lines = [f"Keys of the workout screen{edited}"]
        lines += [f"  {it.replace('_', ' '):18}{keys.words(it)}" for it in DEFAULT_KEYS]
        return "\n".join(lines)
