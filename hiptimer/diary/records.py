"""The records read from the diary.

An attempt is the event that was recorded; its moment counts from the start of the workout.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.effort import Dose
from hiptimer.workout.playhead import EarlierPart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiptimer.plan.effort import EffortSide
    from hiptimer.plan.feelings import Feelings
    from hiptimer.workout.events import EffortEnded, PainSaid
    from hiptimer.workout.playhead import Place


class Outcome(StrEnum):
    """Whether the timeline was followed to its end, regardless of how much was done.

    A workout that is still running is also unfinished.
    """

    UNFINISHED = "unfinished"
    FINISHED = "finished"
    STOPPED = "stopped"


class Ending(StrEnum):
    """How a workout ended, judged by how much of it was done."""

    COMPLETE = "complete"
    EARLY = "ended early"
    NO_EFFORT_DONE = "no effort done"
    UNFINISHED = "unfinished"


class PauseKind(StrEnum):
    """Why a workout paused: the person, the machine's sleep, or the end of the program."""

    PAUSED = "paused"
    SLEPT = "slept"
    INTERRUPTED = "left"


@dataclass(frozen=True, slots=True)
class RecordedWorkout:
    """The summary of a workout.

    `started_at` and `ended_at` are the local time where it was done. `spent_seconds` is the time
    from start to end, including pauses, but not the time during which it was interrupted. It counts
    if it `has_effort_done`; `completeness` defines that and `efforts_complete`.
    """

    id: int
    key: str
    circuit_id: str
    title: str
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome
    spent_seconds: float
    efforts_planned: int
    efforts_complete: int
    has_effort_done: bool

    @property
    def is_complete(self) -> bool:
        """Whether every planned effort reached its target."""
        return self.efforts_complete == self.efforts_planned

    @property
    def ending(self) -> Ending:
        """How the workout ended."""
        if self.is_complete:
            return Ending.COMPLETE
        if self.ended_at is None:
            return Ending.UNFINISHED
        return Ending.EARLY if self.has_effort_done else Ending.NO_EFFORT_DONE


@dataclass(frozen=True, slots=True)
class RecordedEffort:
    """A planned effort. `index` is its phase on the timeline of the workout.

    `block` is the id of its block, None in a circuit without blocks; `set` counts within it.
    `reps` are None for reps to fatigue, which have `target_reps`. `circuit_id` is given if several
    circuits were joined.
    """

    index: int
    exercise_id: str
    title: str
    variant: str
    set: int
    round: int
    side: EffortSide | None
    dose: Dose
    target_seconds: float
    reps: int | None
    block: str | None = None
    target_reps: int | None = None
    circuit_id: str | None = None

    @property
    def planned_reps(self) -> int | None:
        """The prescribed reps, or the target of reps to fatigue."""
        return self.target_reps if self.reps is None else self.reps


class RecordedPause(NamedTuple):
    """A pause of a workout, including the lead-in; `began_at` counts from the start.

    `seconds` are measured by the workout's clock, None if the workout ended during the pause;
    `away_seconds` by a clock that includes the machine's sleep or the time between two programs.
    """

    kind: PauseKind
    began_at: float
    seconds: float | None
    away_seconds: float

    @property
    def length_seconds(self) -> float:
        """The length of the pause for the person, from both clocks together."""
        seconds = self.seconds or 0.0
        if self.kind is PauseKind.INTERRUPTED:
            return seconds + self.away_seconds
        # Some clocks keep running while the machine sleeps, so they already include that time.
        return max(seconds, self.away_seconds)


class Details(NamedTuple):
    """All records of a workout: planned efforts, attempts in order, pauses, one load per exercise.

    `feelings` are the ratings before, after and on the next morning.
    """

    workout: RecordedWorkout
    efforts: tuple[RecordedEffort, ...]
    attempts: tuple[EffortEnded, ...]
    pauses: tuple[RecordedPause, ...]
    loads: Mapping[str, str]
    feelings: Feelings


class Unfinished(NamedTuple):
    """A workout that can be resumed at `place`; `coming` is the effort there or the next one.

    `circuit`, `choices` and `digest` are the copy of its plan. `interrupted_at` is the last time at
    which it was known to run.
    """

    workout: RecordedWorkout
    place: Place
    coming: RecordedEffort
    interrupted_at: datetime
    attempts: tuple[EffortEnded, ...]
    pains: tuple[PainSaid, ...]
    circuit: str
    choices: str
    digest: str

    def earlier(self, *, restarts_effort: bool = False) -> EarlierPart:
        """Return the state from which a workout resumes it."""
        spent_seconds = self.workout.spent_seconds
        return EarlierPart(self.place, self.attempts, spent_seconds, restarts_effort, self.pains)

    @property
    def is_in_open_hold(self) -> bool:
        """Whether it was interrupted during a hold to fatigue, which can also be restarted."""
        is_under_way = self.place.index == self.coming.index and self.place.elapsed > 0
        return is_under_way and self.coming.dose is Dose.OPEN
