"""What the diary is read back as. An attempt is the event it was, its moment from the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hiptimer.plan.timeline import Dose
from hiptimer.workout.playhead import Earlier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiptimer.plan.feelings import Feelings
    from hiptimer.plan.timeline import EffortSide
    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.playhead import Place


class Outcome(StrEnum):
    """Whether the timeline was followed to its end, which says nothing of what was done.

    A workout that still runs is unfinished, too.
    """

    UNFINISHED = "unfinished"
    FINISHED = "finished"
    STOPPED = "stopped"


class Ending(StrEnum):
    """How a workout ended, by what was done of it."""

    COMPLETE = "complete"
    EARLY = "ended early"
    NO_EFFORT_DONE = "no effort done"
    UNFINISHED = "unfinished"


class PauseKind(StrEnum):
    """Why a workout stood still: a person, the machine's sleep, or the end of the program."""

    PAUSED = "paused"
    SLEPT = "slept"
    INTERRUPTED = "left"


@dataclass(frozen=True, slots=True)
class RecordedWorkout:
    """A workout in one line.

    `started_at` and `ended_at` are by the clock on the wall where it was done. `spent_seconds` is
    the time from start to end, pauses included, but not the time it was interrupted for. It counts
    if it `has_effort_done`; what that and `efforts_complete` mean is defined in `completeness`.
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
        """Whether every planned effort came to what was planned."""
        return self.efforts_complete == self.efforts_planned

    @property
    def ending(self) -> Ending:
        """How it ended."""
        if self.is_complete:
            return Ending.COMPLETE
        if self.ended_at is None:
            return Ending.UNFINISHED
        return Ending.EARLY if self.has_effort_done else Ending.NO_EFFORT_DONE


@dataclass(frozen=True, slots=True)
class RecordedEffort:
    """An effort as it was planned. `index` is its phase on the timeline of the workout."""

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


@dataclass(frozen=True, slots=True)
class RecordedPause:
    """A stretch in which a workout stood still, lead-in included; `began_at` from its start.

    `seconds` are by the clock the workout is told the time by, None where it ended with the pause;
    `away_seconds` by a clock that knew of the machine's sleep, or of the time between two programs.
    """

    kind: PauseKind
    began_at: float
    seconds: float | None
    away_seconds: float

    @property
    def length_seconds(self) -> float:
        """How long the person's pause was, by both clocks together."""
        seconds = self.seconds or 0.0
        if self.kind is PauseKind.INTERRUPTED:
            return seconds + self.away_seconds
        # Some clocks go on while the machine sleeps, and have counted it already.
        return max(seconds, self.away_seconds)


@dataclass(frozen=True, slots=True)
class Details:
    """All of a workout: efforts as planned, every attempt in order, pauses, a load an exercise.

    `feelings` are what was said before, after and on the morning that followed.
    """

    workout: RecordedWorkout
    efforts: tuple[RecordedEffort, ...]
    attempts: tuple[EffortEnded, ...]
    pauses: tuple[RecordedPause, ...]
    loads: Mapping[str, str]
    feelings: Feelings


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A workout that can be gone on with: at `place`, which `coming` is about or comes next to.

    `circuit`, `choices` and `digest` are the copy of its plan. `interrupted_at` is when it was last
    known to run.
    """

    workout: RecordedWorkout
    place: Place
    coming: RecordedEffort
    interrupted_at: datetime
    attempts: tuple[EffortEnded, ...]
    circuit: str
    choices: str
    digest: str

    def earlier(self, *, restarts_effort: bool = False) -> Earlier:
        """Return what a workout is to be told that goes on with it."""
        spent_seconds = self.workout.spent_seconds
        return Earlier(self.place, self.attempts, spent_seconds, restarts_effort=restarts_effort)

    @property
    def is_in_open_hold(self) -> bool:
        """Whether it was interrupted in a hold to fatigue, which can also be restarted."""
        is_under_way = self.place.index == self.coming.index and self.place.elapsed > 0
        return is_under_way and self.coming.dose is Dose.OPEN
