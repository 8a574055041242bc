"""One effort as planned: a movement on a side with its dose, and the position within its reps."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import RoleName
    from hiptimer.circuit.model import OwnFigure, Side, Stage

# After a short pause the person is near the position: five seconds are enough to return.
SHORT_LEAD_IN_SECONDS = 5.0

ONCE_SECONDS = 3.0
"""How long the words of a stage that happens once are shown."""

EffortSide = Literal["left", "right", "alternate"]


class Dose(StrEnum):
    """How the end of an effort is decided."""

    TIME = "time"
    HOLD = "hold"
    OPEN = "open"
    REPS = "reps"
    FREE = "free"

    @property
    def counts_reps(self) -> bool:
        """Whether reps are counted, as opposed to seconds."""
        return self in (Dose.REPS, Dose.FREE)


class Beat(NamedTuple):
    """One part of a rep: "drive" for 1 s, "return" for 3 s.

    `role` is None if it follows from the name or the place; `say` is the word for the person,
    by default the name.
    """

    name: str
    seconds: float
    role: RoleName | None = None
    say: str = ""

    @property
    def word(self) -> str:
        """What is said and shown of it."""
        return self.say or self.name


class RepPosition(NamedTuple):
    """The position of a moment within paced reps. `rep` counts from 1."""

    rep: int
    side: Side | None
    beat: Beat
    beat_remaining: float
    began_at: float


class Movement(NamedTuple):
    """An exercise with today's choices, without its dose: the steps and the equipment."""

    id: str
    title: str
    word: str
    first_side: Side = "left"
    side_means: str = ""
    variant: str = ""
    how: tuple[str, ...] = ()
    tip: str = ""
    warning: str = ""
    equipment: tuple[str, ...] = ()
    figure: str = ""
    own_figure: OwnFigure | None = None
    cue: str = ""


class Effort(NamedTuple):
    """One effort: one movement on one side.

    `block` is the id of its block, None in a circuit without blocks; `set` counts within it.
    `target_seconds` is what plans count: the exact length if the clock ends the effort.
    `reps` are the movements of this effort: ten per side, alternating, are twenty. They are None
    for reps to fatigue, which have `target_reps` and, if they are paced, `cap_reps`.
    `asked_seconds` is the time to which paced reps are the nearest, None if reps are prescribed.
    `lead_in_seconds` is the time it takes to get into position.
    """

    movement: Movement
    side: EffortSide | None
    set: int
    sets: int
    round: int
    rounds: int
    dose: Dose
    target_seconds: float
    cap_seconds: float | None = None
    reps: int | None = None
    tempo: tuple[Beat, ...] = ()
    stages: tuple[Stage, ...] = ()
    lead_in_seconds: float = SHORT_LEAD_IN_SECONDS
    block: str | None = None
    block_title: str = ""
    is_isometric: bool = False
    target_reps: int | None = None
    cap_reps: int | None = None
    asked_seconds: float | None = None
    load: str = ""
    remind_seconds: tuple[float, ...] = ()

    def is_in_set_of(self, other: Effort) -> bool:
        """Return whether this effort and `other` are in the same set of the same block."""
        return (self.block, self.set) == (other.block, other.set)

    @property
    def is_in_last_set(self) -> bool:
        """Whether it is in the last set of a block with several."""
        return self.set == self.sets > 1

    @property
    def seconds(self) -> float | None:
        """How long this effort lasts; None if the person ends it."""
        is_ended_by_person = self.dose in (Dose.OPEN, Dose.FREE) or self.target_reps is not None
        return None if is_ended_by_person else self.target_seconds

    @property
    def planned_reps(self) -> int | None:
        """The reps that plans count: the prescribed ones, or the target of reps to fatigue."""
        return self.target_reps if self.reps is None else self.reps

    @property
    def most_reps(self) -> int:
        """The most paced reps that are possible; 0 if reps are not paced."""
        return (self.reps or self.cap_reps or 0) if self.tempo else 0

    @property
    def rep_seconds(self) -> float:
        """The length of one paced rep; 0.0 if reps are not paced."""
        return sum(beat.seconds for beat in self.tempo)

    def reps_done(self, elapsed: float) -> int:
        """Return how many whole paced reps fit into `elapsed` seconds."""
        if not self.most_reps:
            return 0
        return min(self.most_reps, int((elapsed + 1e-6) / self.rep_seconds))

    def rep_at(self, elapsed: float) -> RepPosition | None:
        """Return the rep and beat that `elapsed` falls into, or None if reps are not paced."""
        if not self.most_reps:
            return None
        rep = min(self.reps_done(elapsed), self.most_reps - 1)
        began_at = rep * self.rep_seconds
        into_rep = elapsed - began_at
        *earlier, beat = self.tempo
        for one in earlier:
            if into_rep < one.seconds - 1e-6:
                beat = one
                break
            into_rep -= one.seconds
        return RepPosition(
            rep=rep + 1,
            side=self._side_of(rep),
            beat=beat,
            beat_remaining=max(0.0, beat.seconds - into_rep),
            began_at=began_at,
        )

    def stage_at(self, elapsed: float) -> Stage | None:
        """Return the stage that `elapsed` falls into, or None if none has begun.

        A stage lasts until the next one; one that happens once lasts for three seconds.
        """
        begun = [
            stage
            for stage in self.stages
            if stage.at <= elapsed + 1e-6
            and not (stage.once and elapsed >= stage.at + ONCE_SECONDS)
        ]
        return max(begun, key=lambda stage: stage.at, default=None)

    def _side_of(self, rep: int) -> Side | None:
        if self.side != "alternate":
            return self.side
        first = self.movement.first_side
        other: Side = "right" if first == "left" else "left"
        return first if rep % 2 == 0 else other
