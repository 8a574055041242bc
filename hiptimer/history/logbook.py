"""The logbook for browsing the diary: sums, workouts, and deleted workouts."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from hiptimer.diary.database import open_to_read
from hiptimer.diary.deleting import delete_workout, restore_workout
from hiptimer.diary.last_times import last_workouts
from hiptimer.diary.locks import Held
from hiptimer.diary.plan_copies import circuit_of
from hiptimer.diary.queries import WorkoutList, details, workout_list
from hiptimer.diary.stored_choices import NoPlan
from hiptimer.diary.tally_queries import exercises_done, tallies
from hiptimer.diary.tally_records import days_done
from hiptimer.diary.unreadable import UNREADABLE, unreadable_words
from hiptimer.diary.valid_rows import unread_lines
from hiptimer.history.figures import Figures, read_figures
from hiptimer.history.last_time import remembered_choices
from hiptimer.history.progress.past_workout import past_workout
from hiptimer.history.progress.sides import TwoSided
from hiptimer.history.progress.suggestions import LOOKED_AT, suggestion
from hiptimer.plan.effort import Dose

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.last_times import PlannedWorkout
    from hiptimer.diary.records import Details, RecordedWorkout
    from hiptimer.diary.tally_records import DayDone, PastExercise, Tally
    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.history.progress.past_workout import PastWorkout
    from hiptimer.history.progress.plots import Period
    from hiptimer.history.progress.suggestions import Suggestion
    from hiptimer.plan.choices import Choices

    Suggester = Callable[[Choices, int | None], Suggestion | None]
    """A function of the choices and the current pain."""


_MOST_SEARCHED: Final = 20
"""How many exercises are searched for one with two sides; each is read from the diary."""


class Unreadable(Exception):
    """The diary cannot be read or written; the message says why."""


class CannotDelete(Exception):
    """A workout cannot be deleted or restored; the message says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of the diary on the day `today`: workouts newest first, days oldest first.

    Of the exercises, holds to fatigue come first, because their times say most about a person.
    `skipped` says in words which workouts could not be read; usually it is empty.
    """

    today: date
    days: tuple[DayDone, ...] = ()
    workouts: WorkoutList = field(default_factory=WorkoutList)
    exercises: tuple[PastExercise, ...] = ()
    skipped: str = ""

    @property
    def first_day(self) -> date:
        """The first day on which anything was done; today if there is none."""
        return min((it.day for it in self.days), default=self.today)


class Logbook:
    """Browses the diary in `folder`, which need not exist.

    A deleted workout is removed from the diary immediately, and kept here so that it can be
    restored while the program runs. All methods raise `Unreadable` if they cannot read or write.
    """

    def __init__(self, folder: Path, wall_clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._wall_clock = wall_clock
        self._deleted: list[WorkoutCopy] = []

    def contents(self, last_days: int | None = None) -> Contents:
        """Return the contents of the last `last_days` days, or all contents.

        Only the complete contents say which workouts could not be read.
        """
        now = self._wall_clock()
        since = None if last_days is None else now - timedelta(days=last_days)
        with self._opened() as connection:
            if connection is None:
                return Contents(now.date())
            workouts = workout_list(connection, since)
            return Contents(
                now.date(),
                days_done(it for it in workouts if it.started_at <= now),
                workouts,
                tuple(
                    sorted(
                        exercises_done(connection, since), key=lambda it: it.dose is not Dose.OPEN
                    )
                ),
                "" if since else " ".join(unread_lines(connection)),
            )

    def tallies(self, exercise: PastExercise, span: Period) -> tuple[Tally, ...]:
        """Return how much of an exercise was done in each workout, oldest first."""
        with self._opened() as connection:
            if connection is None:
                return ()
            return tallies(
                connection,
                since=span.since(self._wall_clock()),
                circuit_id=exercise.circuit_id,
                exercise_id=exercise.exercise_id,
            )

    def first_two_sided(self, exercises: Iterable[PastExercise], span: Period) -> TwoSided | None:
        """Return the first of the exercises that was done on both sides, if any."""
        for exercise in islice(exercises, _MOST_SEARCHED):
            done = self.tallies(exercise, span)
            if any(it.paired for it in done):
                return TwoSided(exercise.title, done)
        return None

    def figures(self, span: Period) -> Figures:
        """Return the figures of a period."""
        now = self._wall_clock()
        with self._opened() as connection:
            if connection is None:
                return Figures(now.date())
            return read_figures(connection, span.since(now), now)

    def details(self, workout: RecordedWorkout) -> Details | None:
        """Return all records of a workout; None if it no longer exists."""
        with self._opened() as connection:
            found = details(connection, workout) if connection else None
        return found if found and found.efforts else None

    def suggester(self, circuit: Circuit, circuit_id: str) -> Suggester:
        """Return a function that suggests choices for a circuit.

        If the diary cannot be read, its suggestions depend only on the current pain.
        """
        with suppress(Unreadable):
            return self._suggesting(
                circuit, _past(self._last_workouts(circuit_id), circuit, circuit_id)
            )
        return self.suggester_without_past(circuit)

    def suggester_without_past(self, circuit: Circuit) -> Suggester:
        """Return a function that suggests choices for a circuit by the current pain alone."""
        return self._suggesting(circuit, ())

    def suggestion_words(self, circuit_id: str) -> str:
        """Return in words what is suggested after the last workout of a circuit; usually empty.

        It applies to the circuit as it was then, and to its remembered choices.
        """
        found = self._last_workouts(circuit_id)
        alone = [it for it in found if it.details.workout.circuit_id == circuit_id]
        if not alone:
            return ""
        with suppress(NoPlan):
            circuit = circuit_of(alone[0].circuit)
            with self._opened() as connection:
                choices = connection and remembered_choices(connection, circuit, circuit_id)
            past = _past(found, circuit, circuit_id)
            told = self._suggesting(circuit, past)(choices, None) if choices else None
            return told.words if told else ""
        return ""

    def _last_workouts(self, circuit_id: str) -> tuple[PlannedWorkout, ...]:
        with self._opened() as connection:
            if connection is None:
                return ()
            return last_workouts(connection, circuit_id, LOOKED_AT, are_joined=True)

    def _suggesting(self, circuit: Circuit, past: Sequence[PastWorkout]) -> Suggester:
        def suggest(choices: Choices, pain_now: int | None = None) -> Suggestion | None:
            try:
                return suggestion(circuit, choices, past, pain_now, self._wall_clock())
            except (TypeError, ValueError):
                # Imported choices may be invalid.
                return None

        return suggest

    def delete(self, workout: RecordedWorkout) -> None:
        """Delete a workout from the diary.

        Raises:
            CannotDelete: it is running, or the diary cannot be written.

        """
        try:
            deleted = delete_workout(self._folder, workout.key, self._wall_clock().timestamp())
        except Held:
            raise CannotDelete("A workout that is running cannot be deleted.") from None
        except UNREADABLE as error:
            raise CannotDelete(f"Nothing was deleted. {unreadable_words(error)}") from None
        if deleted:
            self._deleted.append(deleted)

    @property
    def can_restore(self) -> bool:
        """Whether a workout was deleted that has not been restored."""
        return bool(self._deleted)

    def restore(self) -> str | None:
        """Restore the workout that was deleted last, and return its key; None if there is none.

        Raises:
            CannotDelete: the diary cannot be written; the workout can still be restored later.

        """
        if not self._deleted:
            return None
        try:
            restore_workout(self._folder, self._deleted[-1], self._wall_clock().timestamp())
        except UNREADABLE as error:
            raise CannotDelete(f"Not restored. {unreadable_words(error)}") from None
        return self._deleted.pop().key

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        try:
            with open_to_read(self._folder) as connection:
                yield connection
        except UNREADABLE as error:
            raise Unreadable(unreadable_words(error)) from None


def _past(
    found: Iterable[PlannedWorkout], circuit: Circuit, circuit_id: str
) -> Sequence[PastWorkout]:
    """Return the workouts as suggestions look at them; none if one has another version's plan."""
    with suppress(NoPlan):
        return [past_workout(it, circuit, circuit_id) for it in found]
    return ()
