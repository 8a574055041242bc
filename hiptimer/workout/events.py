"""The events of a workout, in the order of the timeline.

Moments are engine times in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Cue


class EndedBy(StrEnum):
    """Who ended an attempt at an effort."""

    PERSON = "person"
    CAP = "cap"
    CLOCK = "clock"
    NEXT = "next"
    AGAIN = "again"
    STOP = "stop"
    PAIN = "pain"


DONE_BY: Final = frozenset({EndedBy.PERSON, EndedBy.CAP, EndedBy.CLOCK, EndedBy.PAIN})
"""The endings that keep what was done; the others skip an effort, break it off or stop in it."""


MOST_REPS: Final = 999
"""The most reps of one effort that a person can say."""


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """Phase `index` began at `moment`; if reached while paused, it begins when resumed."""

    moment: float
    index: int


@dataclass(frozen=True, slots=True)
class CueReached:
    """A cue of phase `index`, or of the lead-in before it, fell due at `moment`.

    `remaining` are the seconds from then to the end that a countdown there leads to; see
    `Phase.counted_down`.
    """

    moment: float
    index: int
    cue: Cue
    remaining: float | None


@dataclass(frozen=True, slots=True)
class EffortEnded:
    """An attempt at the effort of phase `index` ended after `seconds` and `reps` whole reps.

    `reach_seconds` more were measured but do not count: the time to reach the key. `confirmed` is
    whether the person said how much it was: False for the planned number of untimed reps without a
    count. It is None if it was measured, or recorded before this was kept. `reps` are also None for
    untimed reps that ended in pain, uncounted.
    """

    moment: float
    index: int
    by: EndedBy
    seconds: float
    reps: int | None
    reach_seconds: float = 0.0
    confirmed: bool | None = None

    @property
    def is_done(self) -> bool:
        """Whether anything of the effort was done and it was not skipped, broken off or stopped."""
        return self.is_kept and self.reps != 0

    @property
    def is_kept(self) -> bool:
        """Whether the effort began and was ended to be kept, even if it came to no rep."""
        return self.by in DONE_BY and self.seconds > 0


@dataclass(frozen=True, slots=True)
class PainSaid:
    """At `moment` the person said that the effort of phase `index` hurts or hurt.

    `pain` is from 0 to 10; None until it is rated. A later rating of the same effort
    replaces an earlier one.
    """

    moment: float
    index: int
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class ExerciseLeftOut:
    """The efforts of an exercise from phase `index` on were removed from the timeline."""

    moment: float
    exercise_id: str
    index: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The workout is paused from `moment` on."""

    moment: float


@dataclass(frozen=True, slots=True)
class LeadInBegan:
    """The person gets back into position, from `moment` on for `seconds`."""

    moment: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine slept for `seconds`; a running workout has been paused since `moment`."""

    moment: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The workout is resumed from `moment` on."""

    moment: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The workout ended: `finished` to its last effort, or stopped before."""

    moment: float
    finished: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The program ended at `moment` during the workout, which can be resumed later."""

    moment: float


@dataclass(frozen=True, slots=True)
class AttemptCorrected:
    """After the end, at `moment`, the person said the seconds or reps of phase `index`."""

    moment: float
    index: int
    seconds: float
    reps: int | None


Event = (
    PhaseBegan
    | CueReached
    | EffortEnded
    | PainSaid
    | ExerciseLeftOut
    | Paused
    | LeadInBegan
    | Resumed
    | Slept
    | Interrupted
    | Ended
    | AttemptCorrected
)
