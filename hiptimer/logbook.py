"""The diary, to be looked through: what it comes to, each workout, and those deleted from it.

As the diary may not be readable at all, everything here that reads it or writes to it raises
`diary.unreadable.UNREADABLE`.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.diary.copies import choices_of
from hiptimer.diary.database import open_to_read
from hiptimer.diary.deleting import put_back, take_out
from hiptimer.diary.locks import Held
from hiptimer.diary.reading import details, last_finished, workouts
from hiptimer.diary.tallies import days_done, exercises_done, felt, tallies
from hiptimer.progress.suggestions import COUNTED, PastWorkout, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit
    from hiptimer.diary.recorded import Details, RecordedWorkout
    from hiptimer.diary.tallied import DayDone, DoneExercise, Felt, Tally
    from hiptimer.diary.transfer import WholeWorkout
    from hiptimer.progress.suggestions import Suggestion


class CannotDelete(Exception):
    """A workout that stays where it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the diary on the day `today`: workouts the last first, days the first first."""

    today: date
    days: tuple[DayDone, ...] = ()
    workouts: tuple[RecordedWorkout, ...] = ()
    exercises: tuple[DoneExercise, ...] = ()


class Logbook:
    """Looks through the diary in `folder`, which need not be there.

    What is deleted is gone from the diary at once, and kept here to be brought back.
    """

    def __init__(self, folder: Path, wall_clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._wall_clock = wall_clock
        self._deleted: list[WholeWorkout] = []

    def contents(self) -> Contents:
        """Return what there is."""
        today = self._wall_clock().date()
        connection = open_to_read(self._folder)
        if connection is None:
            return Contents(today)
        with closing(connection):
            return Contents(
                today, days_done(connection), workouts(connection), exercises_done(connection)
            )

    def tallies(self, exercise: DoneExercise, since: datetime | None) -> tuple[Tally, ...]:
        """Return how much of an exercise was done in each workout, the first first."""
        connection = open_to_read(self._folder)
        if connection is None:
            return ()
        with closing(connection):
            return tallies(
                connection,
                since=since,
                circuit_id=exercise.circuit_id,
                exercise_id=exercise.exercise_id,
            )

    def felt(self, since: datetime | None) -> tuple[Felt, ...]:
        """Return what was said of pain and effort, the first workout first."""
        connection = open_to_read(self._folder)
        if connection is None:
            return ()
        with closing(connection):
            return felt(connection, since=since)

    def details(self, workout: RecordedWorkout) -> Details | None:
        """Return all there is of a workout; None where it has gone."""
        connection = open_to_read(self._folder)
        if connection is None:
            return None
        with closing(connection):
            found = details(connection, workout)
        return found if found.efforts else None

    def suggesting(
        self, circuit: Circuit, circuit_id: str
    ) -> Callable[[Choices], Suggestion | None]:
        """Return what tells what is suggested to somebody with such choices for a circuit."""
        past = []
        connection = open_to_read(self._folder)
        if connection is not None:
            with closing(connection):
                found = last_finished(connection, circuit_id, COUNTED)
            # What another version wrote says nothing of what this one would do.
            with suppress(KeyError, TypeError, ValueError):
                past = [PastWorkout(done, choices_of(chosen)) for done, chosen in found]
        return partial(suggestion, circuit, past=past, now=self._wall_clock())

    @property
    def can_bring_back(self) -> bool:
        """Whether a workout was deleted that is not back yet."""
        return bool(self._deleted)

    def delete(self, workout: RecordedWorkout) -> None:
        """Delete a workout from the diary.

        Raises:
            CannotDelete: it runs.

        """
        try:
            deleted = take_out(self._folder, workout.key, self._wall_clock().timestamp())
        except Held:
            raise CannotDelete("It runs still: what runs cannot be deleted") from None
        if deleted:
            self._deleted.append(deleted)

    def bring_back(self) -> str | None:
        """Put the workout back that was deleted last, and return its key; None where none was."""
        if not self._deleted:
            return None
        put_back(self._folder, self._deleted[-1], self._wall_clock().timestamp())
        return self._deleted.pop().key
