"""The settings as rows, by group: each with its value, and the values one step to either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.session.settings.keys import DEFAULT_KEYS, command_words
from hiptimer.session.settings.kinds import OneOf
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.view_models.choice_row import ChoiceRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.session.settings.keys import Keys
    from hiptimer.session.settings.kinds import Value, ValueKind
    from hiptimer.session.settings.settings import Settings

TESTS: Final[Mapping[str, ChoiceRow[Value]]] = {
    "Sound": ChoiceRow("test_sound", "Test sound", "press Enter", None, None),
    "Voice": ChoiceRow("test_voice", "Test voice", "press Enter", None, None),
}
"""The test of a group, below its settings."""


def setting_rows(
    settings: Settings, found: Mapping[str, Mapping[str, str]]
) -> Mapping[str, tuple[ChoiceRow[Value], ...]]:
    """Return the rows of each group of settings except the keys.

    `found` are the values that some settings have here, each with its words, by setting.
    """
    groups: dict[str, list[ChoiceRow[Value]]] = {}
    for key, setting in SETTINGS.items():
        groups.setdefault(setting.group, []).append(_row(key, settings, found.get(key, {})))
    return {group: (*rows, *filter(None, [TESTS.get(group)])) for group, rows in groups.items()}


def key_rows(keys: Keys) -> tuple[ChoiceRow[Value], ...]:
    """Return a row for each command with its keys."""
    return tuple(
        ChoiceRow(it, command_words(it).capitalize(), keys.words(it), None, None)
        for it in DEFAULT_KEYS
    )


def _row(key: str, settings: Settings, found: Mapping[str, str]) -> ChoiceRow[Value]:
    setting = SETTINGS[key]
    kind: ValueKind = OneOf(tuple(found)) if found else setting.kind
    value = setting.value(settings)
    words = found.get(str(value)) or kind.words(value)
    return ChoiceRow(key, setting.label, words, kind.step(value, -1), kind.step(value, +1))
