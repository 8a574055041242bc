"""The settings file: created with a comment for each setting, and changed without losing any."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from textwrap import fill
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from hiptimer.foundation.atomic_file import make_private_folder, write_replacement
from hiptimer.foundation.bounded_file import MissingFile, UnreadableFile, read_bounded
from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.toml import lines as toml_lines
from hiptimer.foundation.toml.document import BYTE_ORDER_MARK, parse
from hiptimer.foundation.toml.faults import NotToml
from hiptimer.foundation.toml.files import Problem
from hiptimer.session.settings.keys import DEFAULT_KEYS, FIXED, NAMES
from hiptimer.session.settings.keys_in_file import (
    default_keys_line,
    keys_line,
    ways_to_change_keys,
)
from hiptimer.session.settings.reading import LARGEST_FILE_BYTES, MOST_TOKENS, parse_problem
from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hiptimer.session.settings.kinds import Value

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class UnwritableSettings(Exception):
    """The settings cannot be saved: the file is unreadable or cannot be written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


def write(
    path: Path,
    values: Mapping[str, Value],
    keys: Mapping[str, tuple[str, ...] | None] = MappingProxyType({}),
) -> None:
    """Set `values`, by their names in the file, and leave everything else in it unchanged.

    `keys` are those of commands; None removes the line of a command, which has its default then. A
    missing file is created. One that cannot be parsed, or in which a value cannot be set, is not
    changed.

    Raises:
        UnwritableSettings: nothing was written.

    """
    try:
        text = _text(path)
        changed = text
        for key, value in values.items():
            changed = _changed(path, changed, key, SETTINGS[key].kind.file_value(value))
        for command, them in keys.items():
            changed = _with_keys(path, changed, command, them)
        if changed == text and path.exists():
            return
        make_private_folder(path.parent)
        write_replacement(path, changed.encode(), is_private=True)
    except NotToml as error:
        problem = parse_problem(path, error, "Until then no setting is saved")
        raise UnwritableSettings(problem) from None
    except UnreadableFile as error:
        raise UnwritableSettings(
            Problem(path, None, f"{error}. Until then no setting is saved")
        ) from None
    except OSError as error:
        raise UnwritableSettings(
            Problem(path, None, f"it cannot be written: {reason(error)}")
        ) from None


def initial_text() -> str:
    """Return the initial file: each setting with its meaning and its default."""
    defaults = Settings()
    parts = [
        _comment(
            "The settings of hiptimer. A line like #volume = 100 shows a default; remove the # to "
            "change it. hiptimer keeps your comments."
        )
    ]
    for key, setting in SETTINGS.items():
        comment = _comment(f"{setting.means}.")
        parts.append(f"{comment}\n{_default_line(key, setting.value(defaults))}")
    fixed = ", ".join(FIXED)
    keys = _comment(
        "The keys of the workout screen: a list for each command. A key is a character or one of "
        f"{', '.join(NAMES)}, with ctrl+, alt+ or shift+ in front of it if needed. {fixed} cannot "
        "be changed."
    )
    lists = "\n".join(map(default_keys_line, DEFAULT_KEYS))
    parts.append(f"[keys]\n{keys}\n{lists}")
    return "\n\n".join(parts) + "\n"


def _text(path: Path) -> str:
    """Return the content of the file. Raises UnreadableFile, or NotToml if it is not TOML."""
    try:
        data = read_bounded(path, LARGEST_FILE_BYTES)
    except MissingFile:
        return initial_text()
    parse(data, MOST_TOKENS)
    return data.removeprefix(BYTE_ORDER_MARK).decode()


def _changed(path: Path, text: str, key: str, written: bool | int | str) -> str:
    """Return the `text` of the file with the setting `key`, and nothing else, changed.

    Raises:
        UnwritableSettings: it cannot be set without changing another setting.

    """
    document = tomllib.loads(text)
    wanted = _content({**document, key: written})
    if _content(document) == wanted:
        return text
    line = f"{key} = {tomlkit.item(written).as_string()}"
    changed = _first_with(wanted, _candidates(text, key, written, line))
    if changed is None:
        where = toml_lines.key_lines(text).get((key,))
        message = f"{key} cannot be changed here; replace it with {line} above the first table"
        raise UnwritableSettings(Problem(path, where, message))
    return changed


def _with_keys(path: Path, text: str, command: str, keys: tuple[str, ...] | None) -> str:
    """Return the `text` of the file with the keys of a command, and nothing else, changed.

    Raises:
        UnwritableSettings: they cannot be set without changing something else.

    """
    document = tomllib.loads(text)
    table = document.get("keys", {})
    if isinstance(table, dict):
        if keys is None and command not in table:
            return text
        rest = {name: it for name, it in table.items() if name != command}
        changed = {**document, "keys": rest if keys is None else {**rest, command: [*keys]}}
        ways = ways_to_change_keys(text, command, keys)
        if (found := _first_with(_content(changed), ways)) is not None:
            return found
    where = toml_lines.key_lines(text).get(("keys",))
    line = keys_line(command, keys or DEFAULT_KEYS[command])
    message = f"the keys of {command} cannot be changed here; write {line} under [keys]"
    raise UnwritableSettings(Problem(path, where, message))


def _first_with(wanted: str, candidates: Iterable[str]) -> str | None:
    """Return the first candidate whose content is `wanted`, so that nothing else changes."""
    for candidate in candidates:
        with suppress(tomllib.TOMLDecodeError):
            if _content(tomllib.loads(candidate)) == wanted:
                return candidate
    return None


def _content(document: Mapping[str, Any]) -> str:
    """Return a text that is equal for two documents only if their values are, in any order."""
    return json.dumps(document, sort_keys=True, default=repr)


def _candidates(text: str, key: str, written: bool | int | str, line: str) -> Iterator[str]:
    """Yield the ways to set `key`: at its value, its commented default, or above the tables."""
    lines = _LINE.findall(text)
    first_table = toml_lines.first_table_line(text) or len(lines) + 1
    top, tables = lines[: first_table - 1], "".join(lines[first_table - 1 :])
    with suppress(TOMLKitError):
        document = tomlkit.parse("".join(top))
        if key in document:
            document[key] = written
            yield tomlkit.dumps(document) + tables
    newline = "\r\n" if "\r\n" in text else "\n"
    default = _default_line(key, SETTINGS[key].value(Settings()))
    at = next((at for at, it in enumerate(top) if it.rstrip("\r\n") == default), None)
    if at is not None:
        yield "".join([*top[:at], line + newline, *top[at + 1 :]]) + tables
    # A multi-line string may end in a line that looks like a comment.
    for at in (_place(top, tables), len(top)):
        before, after = "".join(top[:at]), "".join(top[at:]) + tables
        # Without a line end, the new line would become part of the last one.
        before += newline if before and not before.endswith("\n") else ""
        yield before + line + newline + after


def _place(top: Sequence[str], tables: str) -> int:
    """Return the index of a new setting among the lines above the tables.

    It follows the last value or, without one, all comments except that of the first table.
    """
    place = len(top)
    while place and _is_remark(top[place - 1]):
        place -= 1
    if place or not tables:
        return place or len(top)
    blank = [at for at, it in enumerate(top, 1) if not it.strip()]
    return blank[-1] if blank else 0


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _default_line(key: str, value: Value) -> str:
    return f"#{key} = {tomlkit.item(SETTINGS[key].kind.file_value(value)).as_string()}"


def _comment(words: str) -> str:
    return fill(words, width=100, initial_indent="# ", subsequent_indent="# ")
