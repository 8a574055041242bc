"""Saves workouts that could not be written to the diary as single exports, to be added later."""

from __future__ import annotations

import re
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.diary.locks import is_held
from hiptimer.diary.unwritable import UNWRITABLE, unwritable_words
from hiptimer.foundation.atomic_file import write_replacement
from hiptimer.history.formats.importing import import_json
from hiptimer.history.formats.json_file import json_text
from hiptimer.history.formats.json_reading import BadDiary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.diary.workout_copies import WorkoutCopy

_NAME = re.compile(r"unsaved-([0-9a-f]{1,64})\.json")


class Unsaved:
    """The files of workouts that could not be written to the diary in `folder`.

    If that folder cannot be written either, they go into the folder for temporary files.
    """

    def __init__(self, folder: Path, elsewhere: Path | None = None) -> None:
        self._folder = folder
        self._elsewhere = elsewhere or Path(tempfile.gettempdir())

    def save(self, workout: WorkoutCopy) -> str:
        """Save a workout, and return a description of its location.

        Raises:
            OSError: no folder can be written.

        """
        text = "".join(json_text([workout.plan], [workout])).encode()
        beside, elsewhere = self._paths(workout.key)
        try:
            beside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_replacement(beside, text, is_private=True)
        except OSError:
            write_replacement(elsewhere, text, is_private=True)
            return (
                f"Your workout is saved in {elsewhere}:"
                f" `hiptimer import {elsewhere}` adds it to the diary."
            )
        return f"Your workout is saved in {beside} and added to the diary at the next start."

    def remove(self, key: str) -> None:
        """Remove the workout `key`, which is now in the diary."""
        for path in self._paths(key):
            with suppress(OSError):
                path.unlink()

    def import_all(self, now: float) -> Iterator[str]:
        """Add the workouts saved beside the diary to it, and yield a line about each file.

        `now` is in seconds since 1970. A file that cannot be added is kept.
        """
        # Sorted for a stable order of messages.
        for path in sorted(self._folder.glob("unsaved-*.json")):
            found = _NAME.fullmatch(path.name)
            if found and not self._is_running(found[1]):
                yield self._take_in(path, now)

    def _is_running(self, key: str) -> bool:
        """Return whether the workout `key` is running in a program, which will write it itself."""
        with suppress(OSError):
            return is_held(self._folder, key)
        return False

    def _take_in(self, path: Path, now: float) -> str:
        try:
            with path.open("rb") as file:
                import_json(file, self._folder, now)
        except BadDiary as error:
            aside = _put_aside(path)
            return f"A workout cannot be added to the diary: {error}. It is kept as {aside}."
        except UNWRITABLE as error:
            return f"{path} is not in the diary yet. {unwritable_words(error)}"
        with suppress(OSError):
            path.unlink()
        return "A workout that could not be saved earlier is in the diary now."

    def _paths(self, key: str) -> tuple[Path, Path]:
        name = f"unsaved-{key}.json"
        return self._folder / name, self._elsewhere / name


def _put_aside(path: Path) -> Path:
    """Rename a file to the first free name that is not searched again."""
    for number in count(1):
        aside = path.with_name(f"{path.stem}-damaged-{number}.json")
        if not aside.exists():
            break
    with suppress(OSError):
        return path.rename(aside)
    return path
