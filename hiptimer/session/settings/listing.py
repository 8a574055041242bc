"""The active settings, as lines and as an object for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.foundation.text.printable import printable
from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.session.settings.reading import LoadedSettings


def settings_lines(reading: LoadedSettings) -> Iterator[str]:
    """Yield each setting with its value, then each command with its keys."""
    settings = reading.settings
    for key, setting in SETTINGS.items():
        yield f"  {key:13} {printable(setting.kind.words(setting.value(settings)))}"
    yield "Keys of the workout screen"
    for command in DEFAULT_KEYS:
        yield f"  {command:13} {settings.keys.words(command)}"


def settings_as_json(reading: LoadedSettings) -> dict[str, Any]:
    """Return the active settings, each value as written in the file, and the problems."""
    settings = reading.settings
    return {
        "format": 1,
        "path": str(reading.path),
        "exists": reading.path.exists(),
        "settings": {
            key: setting.kind.file_value(setting.value(settings))
            for key, setting in SETTINGS.items()
        },
        "keys": {command: list(settings.keys.of(command)) for command in DEFAULT_KEYS},
        "problems": [str(problem) for problem in reading.problems],
    }
