"""The settings file: begun with a comment for everything, and changed without losing one."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import tomlkit

from hiptimer.circuit_file.document import NotToml, parse
from hiptimer.library import Problem
from hiptimer.settings.keys import DEFAULT_KEYS, FIXED, NAMES
from hiptimer.settings.reading import MOST_TOKENS, unparsed
from hiptimer.settings.settings import SETTINGS, Settings
from hiptimer.whole_file import whole_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.settings.kinds import Value

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unwritable(Exception):
    """The settings cannot be kept: the file holds what nobody can read, or cannot be written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


def write(path: Path, values: Mapping[str, Value]) -> None:
    """Set `values`, by their names in the file, and leave all else in it as it stands.

    A file that is not there is begun; one that cannot be parsed is not touched.

    Raises:
        Unwritable: nothing was written.

    """
    try:
        text = _text(path)
        changed = _changed(text, values)
        if changed == text and path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(changed.encode())
    except NotToml as error:
        problem = unparsed(path, error, "Until then no setting is kept")
        raise Unwritable(problem) from None
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise Unwritable(Problem(path, None, f"it cannot be written: {reason}")) from None


def beginning() -> str:
    """Return the file as it begins: each setting with what it means, and its default."""
    defaults = Settings()
    parts = [
        _comment(
            "What you prefer in hiptimer. A line like #volume = 100 shows a default; take the # "
            "away to change it. What hiptimer writes here leaves your comments where they are."
        )
    ]
    for key, setting in SETTINGS.items():
        comment = _comment(f"{setting.means}.")
        parts.append(f"{comment}\n{_default_line(key, setting.value(defaults))}")
    fixed = ", ".join(FIXED)
    keys = _comment(
        "The keys of the workout screen, for each command a list. A key is a character or one of "
        f"{', '.join(NAMES)}; ctrl+, alt+ and shift+ go before it. {fixed} stay what they are."
    )
    lists = "\n".join(f"#{command} = {_key_list(them)}" for command, them in DEFAULT_KEYS.items())
    parts.append(f"[keys]\n{keys}\n{lists}")
    return "\n\n".join(parts) + "\n"


def _text(path: Path) -> str:
    """Return what stands in the file. Raises NotToml where that cannot be parsed."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return beginning()
    parse(data, MOST_TOKENS)
    return data.removeprefix(_BYTE_ORDER_MARK).decode()


def _changed(text: str, values: Mapping[str, Value]) -> str:
    defaults = Settings()
    before = tomlkit.parse(text)
    for key in values:
        line = _default_line(key, SETTINGS[key].value(defaults))
        if key not in before:
            # The place where the file speaks of it is the place where it belongs.
            text = text.replace(f"\n{line}\n", f"\n{line[1:]}\n", 1)
    document = tomlkit.parse(text)
    for key, value in values.items():
        written = SETTINGS[key].kind.written(value)
        is_new = key not in document
        if is_new or document[key] != written:
            document[key] = written
    return tomlkit.dumps(document)


def _default_line(key: str, value: Value) -> str:
    return f"#{key} = {tomlkit.item(SETTINGS[key].kind.written(value)).as_string()}"


def _key_list(keys: tuple[str, ...]) -> str:
    return tomlkit.item(list(keys)).as_string()


def _comment(words: str) -> str:
    return fill(words, width=100, initial_indent="# ", subsequent_indent="# ")
