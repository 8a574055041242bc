"""The settings in force in a session: what the file says, and today's command line on top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiptimer.session.settings.kinds import Value
    from hiptimer.session.settings.reading import Reading


class Preferences:
    """Begins with what `reading` says of the file and, by attribute, what was `asked` for today.

    Without a `reading` there is no file, and nothing is kept beyond the session.

    What is changed later is in force at once and kept in the file. `complaints` are lines for the
    person: what is wrong with the file, and what could not be kept.
    """

    def __init__(
        self, reading: Reading | None = None, asked: Mapping[str, Any] | None = None
    ) -> None:
        self.asked = dict(asked or {})
        self.settings = replace(reading.settings if reading else Settings(), **self.asked)
        self.complaints = [str(problem) for problem in reading.problems] if reading else []
        self._reading = reading

    @property
    def path(self) -> Path | None:
        """The file that the settings are kept in."""
        return self._reading.path if self._reading else None

    def change(self, values: Mapping[str, Value]) -> None:
        """Put `values`, by their names in the file, in force and keep them."""
        from hiptimer.session.settings.file import Unwritable, write

        changed: dict[str, Any] = {SETTINGS[key].attribute: value for key, value in values.items()}
        self.settings = replace(self.settings, **changed)
        if self._reading is None:
            return
        try:
            write(self._reading.path, values)
        except Unwritable as error:
            self._complain(str(error))

    def keep_loudness(self, volume: int, *, is_muted: bool) -> None:
        """Begin the next workout as loud as the last one ended, where that has changed."""
        now: dict[str, Value] = {"volume": volume, "muted": is_muted}
        changed = {key: it for key, it in now.items() if SETTINGS[key].value(self.settings) != it}
        if changed:
            self.change(changed)

    def refuse(self, key: str, message: str, instead: Value) -> None:
        """Go without a value of the file that turned out to be wrong, and complain of it."""
        changed: dict[str, Any] = {SETTINGS[key].attribute: instead}
        self.settings = replace(self.settings, **changed)
        problem = self._reading.problem(key, message) if self._reading else message
        self._complain(str(problem))

    def _complain(self, complaint: str) -> None:
        if complaint not in self.complaints:
            self.complaints.append(complaint)
