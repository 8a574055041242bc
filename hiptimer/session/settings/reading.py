"""Reads settings from the text of a settings file, with everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hiptimer.foundation.bounded_file import KIBIBYTE, MissingFile, UnreadableFile, read_bounded
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.spelling import meant
from hiptimer.foundation.toml import lines as toml_lines
from hiptimer.foundation.toml.document import parse
from hiptimer.foundation.toml.faults import Misread, NotToml, Part
from hiptimer.foundation.toml.files import MOST_PROBLEMS, Problem, problems
from hiptimer.session.settings.keys import read_keys
from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiptimer.foundation.toml.faults import Where

LARGEST_FILE_BYTES = 64 * KIBIBYTE
"""Ample: a file with every setting and a comment on each is about 2 KiB."""

_KEYS = "keys"
_ALL_DEFAULT = "every setting has its default"
_OF_CIRCUITS = re.compile(r",? or (write )?\[\[exercise\]\]")
"""The part of a message that applies only to circuit files."""

MOST_TOKENS = 10_000
"""Ten times as many as all settings with comments. Changing a longer file would be slow."""


@dataclass(frozen=True)
class LoadedSettings:
    """The settings of a file; an invalid setting has its default.

    `given` are the names of the valid settings in the file.
    """

    path: Path
    settings: Settings = field(default_factory=Settings)
    given: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[Where, int] = field(default_factory=dict)

    def problem(self, key: str, message: str) -> Problem:
        """Return a problem with the value of `key` that was found when it was used."""
        return Problem(self.path, self.lines.get((key,)), f"{key}: {printable(message)}")


def read(path: Path) -> LoadedSettings:
    """Return the settings of the file at `path`; the defaults if there is none."""
    try:
        parsed = parse(read_bounded(path, LARGEST_FILE_BYTES), MOST_TOKENS)
    except MissingFile:
        return LoadedSettings(path)
    except UnreadableFile as error:
        problem = Problem(path, None, f"{error}. Until then {_ALL_DEFAULT}")
        return LoadedSettings(path, problems=(problem,))
    except NotToml as error:
        problem = parse_problem(path, error, f"Until then {_ALL_DEFAULT}")
        return LoadedSettings(path, problems=(problem,))
    values: dict[str, Any] = {}
    lines = toml_lines.key_lines(parsed.text)
    found = problems(path, lines, _faults(parsed.document, values))
    given = frozenset(key for key, setting in SETTINGS.items() if setting.attribute in values)
    return LoadedSettings(path, Settings(**values), given, found, lines)


def parse_problem(path: Path, error: NotToml, consequence: str) -> Problem:
    """Return why the file at `path` cannot be parsed, and the consequence."""
    message = _OF_CIRCUITS.sub("", error.message)
    return Problem(path, error.line, f"{message}. {consequence}")


def _faults(document: Mapping[str, Any], values: dict[str, Any]) -> Iterator[Part]:
    """Add the valid settings to `values`, by attribute, and yield what is wrong and where.

    Only the first unknown settings get a suggestion, since the search for one is slow.
    """
    unknown = 0
    for key, raw in document.items():
        try:
            if key == _KEYS:
                values[_KEYS], wrong = read_keys(raw)
                for part in wrong:
                    command = printable(str(part.within[0]))
                    yield Part((key, *part.within), f"{key}.{command}: {part.message}")
            elif key in SETTINGS:
                setting = SETTINGS[key]
                values[setting.attribute] = setting.kind.read(raw)
            else:
                unknown += 1
                yield Part((key,), _unknown(key) if unknown <= MOST_PROBLEMS else quoted(key))
        except Misread as misread:
            yield Part((key,), f"{key}: {misread.message}")


def _unknown(key: str) -> str:
    known = (*SETTINGS, _KEYS)
    return f"unknown setting {quoted(key)}; {meant(key, known)}"
