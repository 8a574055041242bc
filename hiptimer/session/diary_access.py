"""A session's access to the diary; loaded when a diary is first needed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from hiptimer.diary import database
from hiptimer.diary.diary import Diary
from hiptimer.diary.unreadable import UNREADABLE, skipped_words, unreadable_words
from hiptimer.history import last_time
from hiptimer.session import morning_after, resuming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.history.formats.unsaved import Unsaved
    from hiptimer.history.logbook import Logbook
    from hiptimer.workout.hold_marks import HoldKey

_Found = TypeVar("_Found")


class DiaryAccess:
    """Reads the diary in `folder`, and opens it for writing. Has no state: threads may share it."""

    nothing_known = last_time.LastTime()

    def __init__(self, folder: Path, wall_clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._wall_clock = wall_clock

    def diary(self, unsaved: Callable[[], Unsaved]) -> Diary:
        """Return what writes to the diary, and to `unsaved` if the diary cannot be written."""
        return Diary(self._folder, self._wall_clock, unsaved)

    def logbook(self) -> Logbook:
        """Return what lists, deletes and restores its workouts; loaded when first needed."""
        from hiptimer.history.logbook import Logbook

        return Logbook(self._folder, self._wall_clock)

    def is_in_use(self, patience_seconds: float) -> bool:
        """Return whether another program is still using it after so many seconds."""
        return database.is_in_use(self._folder, patience_seconds)

    def read(self, read: Callable[[], _Found], otherwise: _Found) -> _Found:
        """Return the result of `read`, or `otherwise` if the diary is unreadable."""
        with suppress(*UNREADABLE):
            return read()
        return otherwise

    def skipped_words(self) -> list[str]:
        """Return which of its workouts cannot be read."""
        return skipped_words(self._folder)

    def last_interrupted(self) -> resuming.Resumable | None:
        """Return the workout that can be resumed."""
        return resuming.last_interrupted(self._folder, self._wall_clock())

    def take(
        self, resumable: resuming.Resumable, *, restarts_effort: bool
    ) -> resuming.ClaimedWorkout:
        """Claim a workout to resume.

        Raises:
            CannotResume: that is no longer possible.

        """
        try:
            return resuming.claim(self._folder, resumable, restarts_effort=restarts_effort)
        except UNREADABLE as error:
            raise resuming.CannotResume(unreadable_words(error)) from None

    def last_holds(self, circuit_id: str) -> Mapping[HoldKey, float]:
        """Return how long each open hold of a circuit was held when it last was."""
        return last_time.last_holds(self._folder, circuit_id)

    def last_time(self, circuit: Circuit, circuit_id: str) -> last_time.LastTime:
        """Return the choices and answers of the last time."""
        return last_time.last_time(self._folder, circuit, circuit_id)

    def days_since_done(self) -> Mapping[str, int]:
        """Return how many days ago each circuit was last done, the most recent first."""
        return last_time.days_since_done(self._folder, self._wall_clock().date())

    def morning_after(self) -> morning_after.MorningAfter | None:
        """Return the workout to ask about the next morning."""
        return morning_after.morning_after(self._folder, self._wall_clock())
