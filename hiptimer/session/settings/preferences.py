"""The active settings of a session: those of the file, overridden by the command line."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.session.settings.keys import Keys
    from hiptimer.session.settings.kinds import Value
    from hiptimer.session.settings.reading import LoadedSettings


class Preferences:
    """Starts with the settings in `reading`, overridden by those `asked` for, by attribute.

    Without a `reading` there is no file, and nothing is saved beyond the session.

    Later changes take effect immediately and are saved in the file. `complaints` are lines for the
    person: what is wrong with the file, and what could not be saved.
    """

    def __init__(
        self, reading: LoadedSettings | None = None, asked: Mapping[str, Any] | None = None
    ) -> None:
        self.asked = dict(asked or {})
        self.settings = replace(reading.settings if reading else Settings(), **self.asked)
        self.complaints = [str(problem) for problem in reading.problems] if reading else []
        self._reading = reading

    @property
    def path(self) -> Path | None:
        """The file that contains the settings."""
        return self._reading.path if self._reading else None

    def change(self, values: Mapping[str, Value]) -> None:
        """Apply `values`, by their names in the file, and save them."""
        changed: dict[str, Any] = {SETTINGS[key].attribute: value for key, value in values.items()}
        self.settings = replace(self.settings, **changed)
        self._save(values)

    def change_keys(self, keys: Keys) -> None:
        """Apply `keys`, and save those of the commands that have others than before."""
        before, self.settings = self.settings.keys, replace(self.settings, keys=keys)
        changed = {it: keys.wished.get(it) for it in DEFAULT_KEYS if keys.of(it) != before.of(it)}
        self._save({}, changed)

    def _save(
        self,
        values: Mapping[str, Value],
        keys: Mapping[str, tuple[str, ...] | None] = MappingProxyType({}),
    ) -> None:
        from hiptimer.session.settings.file import UnwritableSettings, write

        if self._reading is None:
            return
        try:
            write(self._reading.path, values, keys)
        except UnwritableSettings as error:
            self._complain(str(error))

    def save_volume(self, volume: int, *, is_muted: bool) -> None:
        """Save the final volume of a workout for the next one, if it has changed."""
        now: dict[str, Value] = {"volume": volume, "muted": is_muted}
        changed = {key: it for key, it in now.items() if SETTINGS[key].value(self.settings) != it}
        if changed:
            self.change(changed)

    def refuse(self, key: str, message: str, instead: Value) -> None:
        """Replace a value of the file that proved wrong by `instead`, and complain about it."""
        changed: dict[str, Any] = {SETTINGS[key].attribute: instead}
        self.settings = replace(self.settings, **changed)
        problem = self._reading.problem(key, message) if self._reading else message
        self._complain(str(problem))

    def _complain(self, complaint: str) -> None:
        if complaint not in self.complaints:
            self.complaints.append(complaint)
