"""The settings, in groups: changed and saved immediately, tested by ear, and keys by pressing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.worker import get_current_worker

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.commands import COMMANDS
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.keys import keymap
from hiptimer.tui.screens.key_question import KeyQuestion
from hiptimer.tui.view_models.setting_rows import TESTS, key_rows, setting_rows
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.setting_line import KeysLine, SettingLine, SoundTestLine, ValueLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from hiptimer.session.settings.keys import Keys
    from hiptimer.session.settings.kinds import Value
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.tui.app_session import AppSession

_PHASES = {
    "prepare": "Ready",
    "work": "Work",
    "switch": "Switch",
    "rest": "Rest",
    "paused": "Paused",
}
_MEANINGS_OF_TESTS = {
    "test_sound": "Left and right, then the start of an effort, with the settings above",
    "test_voice": "Get ready, in the voice above",
}


class SettingsScreen(Screen[None]):
    """Changes the preferences of `session`; `themes` are the available color themes."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,comma,ctrl+c,ctrl+q",
            "dismiss",
            "Back",
            key_display="esc",
            tooltip="Back to where you were",
        ),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
    ]

    def __init__(self, session: AppSession, themes: tuple[str, ...]) -> None:
        super().__init__()
        self._session = session
        self._preferences: Preferences = session.preferences
        self._found: dict[str, Mapping[str, str]] = {"theme": {it: it for it in themes}}

    def compose(self) -> ComposeResult:
        """Lay out a line per setting and command, and below what the line in focus means."""
        settings = self._preferences.settings
        path = self._preferences.path
        yield PlainText("Settings", id="heading")
        with VerticalScroll(id="settings", can_focus=False):
            with Vertical():
                for group, rows in setting_rows(settings, self._found).items():
                    yield PlainText(group, classes="group")
                    for row in rows:
                        yield ValueLine(row) if row.key in SETTINGS else SoundTestLine(row)
                        if row.key == "theme":
                            yield _phase_colors()
            with Vertical():
                yield PlainText("Keys during a workout", classes="group")
                for row in key_rows(settings.keys):
                    yield KeysLine(row)
                yield PlainText(f"All settings are in {path}" if path else "", id="path")
        yield PlainText(id="means")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look for the devices."""
        self._find_devices()

    @work(thread=True)
    def _find_devices(self) -> None:
        """Offer the devices that are found, which takes a moment."""
        devices = self._session.device_words()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._offer, devices)

    def _offer(self, devices: Mapping[str, str]) -> None:
        self._found["device"] = devices
        self._show_values()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Explain the line in focus."""
        if isinstance(event.widget, SettingLine):
            key = event.widget.row.key
            means = SETTINGS[key].means if key in SETTINGS else _MEANINGS_OF_TESTS.get(key)
            self._say(f"{means or COMMANDS[key].tooltip}.")

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        if isinstance(line := self.focused, ValueLine):
            self._choose(line.row.key, line.row.less if direction == "less" else line.row.more)

    def action_turn_on_or_off(self) -> None:
        """Turn the setting in focus on or off, if it can only be that."""
        if isinstance(line := self.focused, ValueLine):
            other = line.row.less if line.row.more is None else line.row.more
            if isinstance(other, bool):
                self._choose(line.row.key, other)

    def action_play(self) -> None:
        """Play the test in focus."""
        if isinstance(line := self.focused, SoundTestLine):
            is_sound = line.row == TESTS["Sound"]
            ring = partial(self.app.call_from_thread, self.app.bell)
            session = self._session
            self._play(partial(session.try_sound, ring) if is_sound else session.try_voice)

    def action_add_key(self) -> None:
        """Ask for another key of the command in focus."""
        if isinstance(line := self.focused, KeysLine):
            keys = self._preferences.settings.keys
            self.app.push_screen(KeyQuestion(keys, line.row.key), self._use_keys)

    def action_remove_key(self) -> None:
        """Remove the key that was added last to the command in focus."""
        if isinstance(line := self.focused, KeysLine):
            keys = self._preferences.settings.keys
            try:
                without = keys.without_added(line.row.key)
            except Misread as misread:
                self._say(f"{misread.message}.")
                return
            self._use_keys(without)
            if without == keys:
                self._say("Only keys that you added can be removed.")

    @work(thread=True, exclusive=True, group="test")
    def _play(self, start: Callable[[], Iterator[str]]) -> None:
        """Play a test in a thread, and show each of its lines, until the screen is dismissed."""
        worker = get_current_worker()
        for line in start():
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._say, line)

    def _say(self, words: str) -> None:
        self.query_one("#means", PlainText).show(words)

    def _choose(self, key: str, value: Value | None) -> None:
        if value is None:
            return
        self._preferences.change({key: value})
        if key == "theme":
            self.app.theme = str(value)
        self._show_values()

    def _show_values(self) -> None:
        groups = setting_rows(self._preferences.settings, self._found).values()
        rows = {row.key: row for rows in groups for row in rows}
        for line in self.query(ValueLine):
            line.show_row(rows[line.row.key])

    def _use_keys(self, keys: Keys | None) -> None:
        if keys is None or keys == self._preferences.settings.keys:
            return
        self._preferences.change_keys(keys)
        self.app.set_keymap(keymap(keys))
        for line, row in zip(self.query(KeysLine), key_rows(keys), strict=True):
            line.show_row(row)


def _phase_colors() -> Horizontal:
    """Return a preview of the colors of the phases in the theme in force."""
    names = (PlainText(f" {name} ", classes=f"-{phase}") for phase, name in _PHASES.items())
    return Horizontal(*names, id="phase-colors")
