"""The sums of the diary: the days on which something was done, and how much of each exercise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.plan.effort import Dose
    from hiptimer.plan.feelings import Feelings


@dataclass(frozen=True, slots=True)
class DayDone:
    """The number of workouts with any effort done that began on `day`, in local time.

    `complete` is how many of them were complete; the others ended early. They took `spent_seconds`
    in total, pauses included.
    """

    day: date
    workouts: int
    complete: int
    spent_seconds: float = 0.0


def days_done(workouts: Iterable[RecordedWorkout]) -> tuple[DayDone, ...]:
    """Return the days on which anything was done, oldest first."""
    by_day: dict[date, list[RecordedWorkout]] = defaultdict(list)
    for workout in workouts:
        if workout.has_effort_done:
            by_day[workout.started_at.date()].append(workout)
    return tuple(
        DayDone(
            day,
            len(done),
            sum(it.is_complete for it in done),
            sum(it.spent_seconds for it in done),
        )
        for day, done in sorted(by_day.items())
    )


@dataclass(frozen=True, slots=True)
class PastExercise:
    """An exercise of a circuit that was done at some time, with its most recent titles and dose."""

    circuit_id: str
    circuit_title: str
    exercise_id: str
    title: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum and the best of a number of efforts, in seconds, or in reps if the dose has them."""

    efforts: int = 0
    amount: float = 0.0
    best: float = 0.0

    @property
    def each(self) -> float | None:
        """The mean per effort; None if there was none."""
        return self.amount / self.efforts if self.efforts else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of an exercise was done in one workout, separately for left and right.

    `unsided` are efforts without a side, and those with alternating sides. `paired` are left and
    right in only those rounds of a set that were done on both sides; None if there was no such
    round. Efforts that were skipped, restarted or stopped do not count. The reps of `unconfirmed`
    efforts are the planned ones, without a count.
    """

    workout_id: int
    circuit_id: str
    exercise_id: str
    title: str
    started_at: datetime
    dose: Dose
    left: Amount
    right: Amount
    unsided: Amount
    paired: tuple[float, float] | None
    unconfirmed: int = 0

    @property
    def total(self) -> Amount:
        """The sum over all sides."""
        every = (self.left, self.right, self.unsided)
        return Amount(
            sum(it.efforts for it in every),
            sum(it.amount for it in every),
            max(it.best for it in every),
        )

    @property
    def is_in_reps(self) -> bool:
        """Whether it is counted in reps rather than in seconds."""
        return self.dose.counts_reps


@dataclass(frozen=True, slots=True)
class WorkoutFeelings:
    """The ratings of one workout: pain before, after and on the next morning, and effort."""

    workout_id: int
    circuit_id: str
    started_at: datetime
    feelings: Feelings
