"""Converts keys between their names in the settings and in Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding
from textual.events import Key

from hiptimer.session.commands import COMMANDS
from hiptimer.session.settings.keys import key_words

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from hiptimer.session.settings.keys import Keys

_PREFIX = "workout."

_SAME_KEYS: Final = {
    # Keys with a modifier as xterm reports them.
    "\r": ("enter", "\r"),
    "\x1b": ("escape", "\x1b"),
    "\x7f": ("backspace", "\x7f"),
    # Ctrl+Enter as xterm, most other terminals, and those with the kitty protocol report it.
    "ctrl+\r": ("enter", "\r"),
    "ctrl+j": ("enter", "\r"),
    "ctrl+enter": ("enter", "\r"),
    # The keypad, under the names of the kitty protocol.
    "add": ("plus", "+"),
    "subtract": ("minus", "-"),
    "multiply": ("asterisk", "*"),
    "divide": ("slash", "/"),
    "decimal": ("full_stop", "."),
    "equal": ("equals_sign", "="),
}
"""Keys that mean a plain key, by Textual's names: its name and its character."""

_SHIFT: Final = "shift+"


def binding(name: str, action: str) -> Binding:
    """Return the binding of a command of the workout screen to its keys, configurable in settings.

    Its tooltip adds it to the command palette.
    """
    command = COMMANDS[name]
    return Binding(
        _listed(command.keys),
        action,
        command.caption or "",
        show=command.caption is not None,
        key_display=key_words(command.keys[0]),
        tooltip=command.tooltip,
        id=_id(name),
    )


def keymap(keys: Keys) -> Mapping[str, str]:
    """Return the keys that replace the defaults, as a keymap for the app; empty for no change.

    If any key changes, all keys are in it, because the app moves changed ones to the footer's end.
    """
    return {_id(command): _listed(keys.of(command)) for command in COMMANDS if keys.wished}


def pressed_key(event: Key) -> str:
    """Return the pressed key under its name in the settings."""
    *modifiers, name = event.key.split("+")
    is_character = event.is_printable and event.character not in (None, " ")
    return "+".join([*modifiers, (event.character or name) if is_character else name])


def plain_key(event: Key, bound: Container[str], *, is_text: bool) -> Key:
    """Return the key that `event` means, unless `event` itself is `bound`.

    A capital is its letter, as with Caps Lock, Shift+Enter is Enter, and a key of the keypad is the
    plain one. In a text field, which `is_text`, a capital remains one.
    """
    if event.key in bound:
        return event
    key, character = event.key, event.character
    if key.startswith(_SHIFT):
        key = key.removeprefix(_SHIFT)
        character = key.upper() if len(key) == 1 else character
    key, character = _SAME_KEYS.get(key, (key, character))
    if is_text:
        key = character if len(key) == 1 and character else key
    elif character and character.isupper():
        key, character = key.lower(), character.lower()
    return event if key == event.key else Key(key, character)


def first_key(binding: Binding, keys: Keys) -> str | None:
    """Return the first active key of a command, as shown; None for any other binding."""
    command = command_of(binding)
    active = keys.of(command) if command else ()
    return key_words(active[0]) if active else None


def command_of(binding: Binding) -> str | None:
    """Return the name of the command that `binding` belongs to; None for any other binding."""
    name = (binding.id or "").removeprefix(_PREFIX)
    return name if name in COMMANDS else None


def _id(command: str) -> str:
    return f"{_PREFIX}{command}"


def _listed(keys: Sequence[str]) -> str:
    return ",".join("comma" if key == "," else key for key in keys)
