"""The keys of a command in the text of a settings file."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.exceptions import TOMLKitError

from hiptimer.session.settings.keys import DEFAULT_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator


def keys_line(command: str, keys: tuple[str, ...]) -> str:
    """Return the line that gives a command its keys."""
    return f"{command} = {tomlkit.item(list(keys)).as_string()}"


def default_keys_line(command: str) -> str:
    """Return the comment that shows the default keys of a command."""
    return f"#{keys_line(command, DEFAULT_KEYS[command])}"


def ways_to_change_keys(text: str, command: str, keys: tuple[str, ...] | None) -> Iterator[str]:
    """Yield `text` with the keys of a command changed in different ways, the neatest first.

    With None the command has its default keys again. Not each way is right for every file.
    """
    if keys is None:
        yield from _ways_to_remove(text, command)
        return
    line = keys_line(command, keys)
    yield _with_line(text, re.escape(default_keys_line(command)), line)
    with suppress(TOMLKitError):
        document = tomlkit.parse(text)
        table = document.get("keys")
        if isinstance(table, dict):
            table[command] = list(keys)
            yield tomlkit.dumps(document)
    newline = "\r\n" if "\r\n" in text else "\n"
    end = "" if text.endswith("\n") else newline
    before = f"{text}{end}{newline}" if text else ""
    yield f"{before}[keys]{newline}{line}{newline}"


def _ways_to_remove(text: str, command: str) -> Iterator[str]:
    yield _with_line(text, rf"{command} = \[[^\]\n]*\]", default_keys_line(command))
    with suppress(TOMLKitError):
        document = tomlkit.parse(text)
        table = document.get("keys")
        if isinstance(table, dict) and command in table:
            del table[command]
            yield tomlkit.dumps(document)


def _with_line(text: str, pattern: str, line: str) -> str:
    """Return `text` with the first line that matches `pattern` replaced."""
    return re.sub(rf"(?m)^{pattern}(?=\r?$)", lambda _: line, text, count=1)
