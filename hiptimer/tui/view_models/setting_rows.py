"""The settings as rows: each with its value, and the values one step to either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.session.settings.kinds import OneOf
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.view_models.choice_rows import ChoiceRow

if TYPE_CHECKING:
    from hiptimer.session.settings.kinds import Value, ValueKind
    from hiptimer.session.settings.settings import Settings


def setting_rows(settings: Settings, themes: tuple[str, ...]) -> tuple[ChoiceRow[Value], ...]:
    """Return a row for each setting except the keys; `themes` are the available themes."""
    return tuple(_row(key, settings, themes) for key in SETTINGS)


def _row(key: str, settings: Settings, themes: tuple[str, ...]) -> ChoiceRow[Value]:
    setting = SETTINGS[key]
    kind: ValueKind = OneOf(themes) if key == "theme" else setting.kind
    value = setting.value(settings)
    return ChoiceRow(
        key, setting.label, kind.words(value), kind.step(value, -1), kind.step(value, +1)
    )
