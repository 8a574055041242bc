"""The input of the app: what counts as a key and as a click, the same on every screen."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Generic

from textual.events import Key, MouseDown, MouseUp
from textual.widgets import Input

from hiptimer.tui.keys import first_key, keymap, plain_key
from hiptimer.tui.themed_app import Result, ThemedApp

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.driver import Driver
    from textual.events import AppBlur, AppFocus, Event
    from textual.geometry import Offset

    from hiptimer.session.settings.preferences import Preferences

LEFT_BUTTON = 1
FOCUS_SECONDS = 0.3
"""For so long after the window has regained the focus, a click may only have focused it."""


class InputApp(ThemedApp[Result], Generic[Result]):
    """An app that takes each key as its plain key, and only plain left clicks as clicks.

    The keys of the workout screen are those of `preferences`.
    """

    # A drag selects nothing: Textual 8.2.8 fails if the pressed widget is removed meanwhile
    # (Textual issue 6643), and Ctrl+C, which would copy, ends the program.
    ALLOW_SELECT = False

    def __init__(self, preferences: Preferences, driver_class: type[Driver] | None = None) -> None:
        super().__init__(preferences, driver_class)
        self._focused_at = -inf
        self._pressed_at: Offset | None = None
        self.set_keymap(keymap(preferences.settings.keys))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key of the workout screen as the help and the settings show it."""
        keys = self.preferences.settings.keys
        return first_key(binding, keys) or super().get_key_display(binding)

    async def on_event(self, event: Event) -> None:
        """Pass on plain keys and plain clicks; see `plain_key` and `_is_plain`."""
        if isinstance(event, Key):
            is_text = isinstance(self.focused, Input)
            event = plain_key(event, self.screen.active_bindings, is_text=is_text)
        elif (
            isinstance(event, MouseDown | MouseUp)
            and not event.is_forwarded
            and not self._is_plain(event)
        ):
            return
        await super().on_event(event)

    def on_app_focus(self, event: AppFocus) -> None:
        """Remember when the window regained the focus."""
        self._focused_at = event.time

    def on_app_blur(self, event: AppBlur) -> None:
        """Keep the focus while another window has it.

        Otherwise a screen that opens meanwhile would list no keys, and focus nothing ever after.
        """
        event.prevent_default()

    def _is_plain(self, event: MouseDown | MouseUp) -> bool:
        """Return whether the left button alone is meant, and not the click that focused."""
        if isinstance(event, MouseDown):
            is_fresh = event.time - self._focused_at < FOCUS_SECONDS
            has_modifier = event.shift or event.ctrl or event.meta
            is_plain = event.button == LEFT_BUTTON and not has_modifier and not is_fresh
            self._pressed_at = event.screen_offset if is_plain else None
        elif event.screen_offset != self._pressed_at:
            # A drag moves a scroll bar, but is not a click on the widget where it began.
            self._mouse_down_widget = None
        return self._pressed_at is not None
