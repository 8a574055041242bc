"""The keys of the commands of the workout screen, and the validation of configured keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.sentences import joined
from hiptimer.foundation.text.spelling import meant, similar
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.session.commands import COMMANDS, WHERE_TYPED

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_KEYS: Final = {name: command.keys for name, command in COMMANDS.items()}

NAMES: Final = (
    *("enter", "space", "escape", "tab", "backspace", "delete", "insert"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 25)),
)
"""The keys that do not produce a character."""

FIXED: Final[Mapping[str, str]] = {
    "ctrl+c": "leave",
    "ctrl+q": "leave",
    "ctrl+z": "go to the shell",
    "ctrl+p": "every command by name",
}
"""Keys that cannot be reassigned, so that there is always a way out."""

_MODIFIERS = ("ctrl", "alt", "shift")
_KEEP_THEIR_MEANING = frozenset({"space", "q", "escape"})
_YIELDING: Final = "hurts"
"""The command whose default keys give way to keys configured for other commands."""
_SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓"}
_SPELLED_OUT = {"pagedown": "page down", "pageup": "page up"}


@dataclass(frozen=True, slots=True)
class Keys:
    """The active keys: those in `wished`, by command, replace the defaults."""

    wished: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, command: str) -> tuple[str, ...]:
        """Return the keys of a command: at least one, unless others have its default keys."""
        keys = self.wished.get(command) or DEFAULT_KEYS[command]
        if command != _YIELDING or command in self.wished:
            return keys
        taken = {key for wished in self.wished.values() for key in wished}
        return tuple(key for key in keys if key not in taken)

    def is_configured(self, key: str) -> bool:
        """Return whether `key` was configured for a command."""
        return any(key in keys for keys in self.wished.values())

    def with_key(self, command: str, key: str) -> Keys:
        """Return these keys with `key` as another one of `command`.

        Raises:
            Misread: it is not a valid key, or already has a meaning.

        """
        key = _key(key)
        for owner in DEFAULT_KEYS:
            if key in self.of(owner):
                words = f"{key_words(key)} is already a key for “{command_words(owner)}”"
                raise Misread(f"{words}; choose another key")
        return Keys({**self.wished, command: (*self.of(command), key)})

    def without_added(self, command: str) -> Keys:
        """Return these keys without the one that was added to `command` last.

        If none was added besides, `command` has its default keys again.

        Raises:
            Misread: one of its default keys now belongs to another command.

        """
        added = [key for key in self.of(command) if key not in DEFAULT_KEYS[command]]
        wished = {name: keys for name, keys in self.wished.items() if name != command}
        if len(added) > 1:
            wished[command] = tuple(key for key in self.of(command) if key != added[-1])
        if clash := _clash(wished):
            key, owners = clash
            owner = next(name for name in owners if name != command)
            words = f"{key_words(key)} is now a key for “{command_words(owner)}”"
            raise Misread(f"{words}; remove it there first")
        return Keys(wished)

    def words(self, *commands: str) -> str:
        """Return the keys of `commands` as shown: "n, p or →", "[, ]"."""
        keys = ([*map(key_words, self.of(command))] for command in commands)
        return ", ".join(joined(its, "or") for its in keys if its)

    def letters(self) -> Mapping[str, str]:
        """Return what line mode takes for a command, by each character configured beside it.

        The letters of line mode itself keep their meaning.
        """
        own = {WHERE_TYPED, *(it.typed for name, it in COMMANDS.items() if name != _YIELDING)}
        return {
            key.lower(): typed
            for name, keys in self.wished.items()
            if (typed := COMMANDS[name].typed) is not None
            for key in keys
            if len(key) == 1 and key.lower() not in own
        }

    def means_done(self, key: str) -> bool:
        """Return whether `key` means Done if any key does.

        Space, q and escape keep their meaning, and so do the key for pain and the keys configured
        for pause and leave.
        """
        wished = {it for command in ("pause", "leave") for it in self.wished.get(command, ())}
        kept = _KEEP_THEIR_MEANING | wished | {*self.of(_YIELDING)}
        return key not in kept and not key.startswith("ctrl+")


def command_words(command: str) -> str:
    """Return a command as shown: "end after set"."""
    return command.replace("_", " ")


def key_words(key: str) -> str:
    """Return a key as shown: "enter", "page down", "→", "[", "ctrl+x"."""
    *modifiers, name = _parts(key)
    return "+".join([*modifiers, _SIGNS.get(name) or _SPELLED_OUT.get(name) or name])


def read_keys(table: object) -> tuple[Keys, list[Part]]:
    """Return the keys that a table of lists configures, and everything that is wrong with it.

    A command keeps its default if its list is invalid or contains a key of another command.

    Raises:
        Misread: it is not a table.

    """
    if not isinstance(table, dict):
        raise Misread(f"{quoted(table)} is not a table; write [keys] on a line of its own")
    wished: dict[str, tuple[str, ...]] = {}
    wrong: list[Part] = []
    for command, raw in table.items():
        try:
            known = _command(command)
            wished[known] = _key_list(raw)
        except Misread as misread:
            wrong.append(Part((command,), misread.message))
    while clash := _clash(wished):
        key, commands = clash
        for command in commands:
            if command in wished:
                others = " and ".join(it for it in commands if it != command)
                words = f'"{printable(key)}" is a key of {command} and of {others}'
                wrong.append(Part((command,), f"{words}; give it to one of them"))
        wished = {command: keys for command, keys in wished.items() if command not in commands}
    return Keys(wished), wrong


def _clash(wished: Mapping[str, tuple[str, ...]]) -> tuple[str, list[str]] | None:
    """Return a key that several commands share, with these commands."""
    owners: dict[str, list[str]] = {}
    for command in DEFAULT_KEYS:
        for key in Keys(wished).of(command):
            owners.setdefault(key, []).append(command)
    return next(((key, them) for key, them in owners.items() if len(them) > 1), None)


def _command(name: str) -> str:
    if name in DEFAULT_KEYS:
        return name
    raise Misread(f"unknown command {quoted(name)}; {meant(name, DEFAULT_KEYS)}")


def _key_list(raw: object) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names:
        raise Misread(f'{quoted(raw)} is not a list of keys; write one like ["x", "f2"]')
    return tuple(dict.fromkeys(_key(name) for name in names))


def _key(name: object) -> str:
    if not isinstance(name, str):
        raise Misread(f'{quoted(name)} is not a key; write it in quotes, as in "x"')
    key = "space" if name == " " else name
    *modifiers, last = _parts(key)
    is_character = len(last) == 1 and last.isprintable()
    if (not is_character and last not in NAMES) or not set(modifiers) <= set(_MODIFIERS):
        near = similar(last, NAMES, least_likeness=0.5)
        right = f'did you mean "{near}"?' if near else 'write one like "x", "f2" or "ctrl+x"'
        raise Misread(f"unknown key {quoted(name)}; {right}")
    if key in FIXED:
        raise Misread(f'"{key}" always means: {FIXED[key]}; choose another key')
    return key


def _parts(key: str) -> list[str]:
    """Return the modifiers of a key and, last, the key itself, which may be a plus sign."""
    modifiers, plus, last = key.rpartition("+")
    if plus and not last:
        modifiers, last = modifiers.removesuffix("+"), "+"
    return [*(modifiers.split("+") if modifiers else []), last]
