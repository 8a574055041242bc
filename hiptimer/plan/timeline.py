"""A circuit laid out in time: phases in order, each with its cues.

Frozen values, made by the compiler and read by the engine and the screens.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort

BEAT_SOUNDS = frozenset({"drive", "beat", "return"})
"""The sounds with which the beats of a rep begin."""

SUM_DIGITS = 6
"""To how many digits lengths are added up, so that the order of adding makes no difference."""

WAITING_REST_SECONDS = 60.0
"""What plans count for a rest that lasts until the person is ready."""


class PhaseKind(StrEnum):
    """What a phase is for."""

    PREPARE = "prepare"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"


class Cue(NamedTuple):
    """Something to be heard or said, `at` seconds after the start of its phase."""

    at: float
    sound: str | None = None
    say: str | None = None

    def is_heard_in(self, seconds: float | None) -> bool:
        """Return whether it is heard in a phase that lasts `seconds`: also at its very end.

        A beat there would begin another rep, and is not heard.
        """
        if seconds is None or self.at < seconds:
            return True
        return self.at == seconds and self.sound not in BEAT_SOUNDS


class Gear(NamedTuple):
    """The equipment to put on, take off or keep on before the next effort."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


class Phase(NamedTuple):
    """One stretch of the timeline: an effort, or the pause that leads to `effort`.

    `seconds` is None if the person ends it. `starts` is the planned moment, counted from the start
    of the workout. `ends_set` is true for an effort that is the last of its set. `number` is its
    place on the timeline of the whole plan, of which phases may have been left out since.
    """

    kind: PhaseKind
    effort: Effort
    seconds: float | None
    starts: float
    cues: tuple[Cue, ...]
    gear: Gear = Gear()
    ends_set: bool = False
    number: int = 0

    @property
    def is_effort(self) -> bool:
        """Whether the person works in this phase, as opposed to getting ready for it."""
        return self.kind is PhaseKind.WORK

    @property
    def target_seconds(self) -> float:
        """What plans and totals count for this phase."""
        if self.seconds is not None:
            return self.seconds
        return self.effort.target_seconds if self.is_effort else WAITING_REST_SECONDS

    @property
    def waits(self) -> bool:
        """Whether it is a rest that lasts until the person is ready."""
        return self.seconds is None and not self.is_effort

    @property
    def cap_seconds(self) -> float | None:
        """The longest an open hold may last; None for every other phase."""
        return self.effort.cap_seconds if self.is_effort else None

    def counted_down(self, at: float, seconds: float | None) -> float | None:
        """Return the seconds from `at` to the end that a countdown there leads to.

        It is the end of the beat in paced reps, of a phase that lasts `seconds`, or else the cap of
        an open effort; None without any.
        """
        rep = self.effort.rep_at(at) if self.is_effort else None
        if rep:
            return rep.beat_remaining
        end = self.cap_seconds if seconds is None else seconds
        return None if end is None else end - at


class Timeline(NamedTuple):
    """A whole workout as planned: what `hiptimer show --json` prints."""

    id: str
    title: str
    author: str
    source: str
    sets: int
    phases: tuple[Phase, ...]

    @property
    def planned_seconds(self) -> float:
        """How long the workout takes if what the person ends takes as long as planned."""
        last = self.phases[-1]
        return round(last.starts + last.target_seconds, SUM_DIGITS)

    def next_effort(self, index: int) -> Phase | None:
        """Return the first effort after phase `index`, or None after the last."""
        return next((phase for phase in self.phases[index + 1 :] if phase.is_effort), None)
