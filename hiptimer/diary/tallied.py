"""What the diary is summed up as: the days on which something was done, and how much of what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.plan.timeline import Dose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.plan.feelings import Feelings


@dataclass(frozen=True, slots=True)
class DayDone:
    """How many workouts began on `day`, where they were done, in which any effort was done.

    So many of them are `complete`; the others ended early.
    """

    day: date
    workouts: int
    complete: int


def days_done(workouts: Iterable[RecordedWorkout]) -> tuple[DayDone, ...]:
    """Return the days on which anything was done, the first first."""
    by_day: dict[date, list[bool]] = defaultdict(list)
    for workout in workouts:
        if workout.has_effort_done:
            by_day[workout.started_at.date()].append(workout.is_complete)
    return tuple(DayDone(day, len(all_), sum(all_)) for day, all_ in sorted(by_day.items()))


@dataclass(frozen=True, slots=True)
class DoneExercise:
    """An exercise of a circuit that was done at some time, under the names it had last."""

    circuit_id: str
    circuit_title: str
    exercise_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in so many efforts together: seconds, or reps where the dose counts them."""

    efforts: int = 0
    amount: float = 0.0

    @property
    def each(self) -> float | None:
        """The mean of an effort; None where there was none."""
        return self.amount / self.efforts if self.efforts else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of an exercise was done in one workout, left and right apart.

    `unsided` are efforts without a side, and those in which the sides take turns. `paired` are left
    and right in those rounds of those sets that were done on both sides, and nothing of the others;
    None where there was no such round. Efforts that were skipped or broken off count nowhere.
    """

    workout_id: int
    circuit_id: str
    exercise_id: str
    title: str
    started_at: datetime
    dose: Dose
    left: Done
    right: Done
    unsided: Done
    paired: tuple[float, float] | None

    @property
    def total(self) -> Done:
        """All that was done of it."""
        every = (self.left, self.right, self.unsided)
        return Done(sum(it.efforts for it in every), sum(it.amount for it in every))

    @property
    def is_in_reps(self) -> bool:
        """Whether it is counted in reps, not in seconds."""
        return self.dose in (Dose.REPS, Dose.FREE)


@dataclass(frozen=True, slots=True)
class Felt:
    """What was said of one workout: pain before, after and on the next morning, and effort."""

    workout_id: int
    circuit_id: str
    started_at: datetime
    feelings: Feelings
