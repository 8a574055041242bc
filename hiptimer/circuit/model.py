"""What a circuit prescribes: sets of exercises, each with its dose.

Frozen values, made once from a circuit file and checked there; nothing here knows how a file
spells them. A dose is a type, so that nobody downstream asks which keys a file had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]
Sides = Literal["none", "each", "alternate", "left", "right"]
Order = Literal["circuit", "straight"]

FREE_REP_SECONDS = 3.0
"""What plans count for an untimed rep where the file gives no target."""


@dataclass(frozen=True, slots=True)
class Range:
    """What may be chosen: from `low` to `high`, `default` where nobody chooses.

    Seconds, or whole numbers where it is a range of counts. All three are equal where there is
    nothing to choose.
    """

    low: float
    high: float
    default: float

    @classmethod
    def single(cls, value: float) -> Range:
        """Return a range that offers nothing but `value`."""
        return cls(value, value, value)

    @property
    def is_choice(self) -> bool:
        """Whether there is more than one value to choose from."""
        return self.low < self.high


ONCE = Range.single(1)


@dataclass(frozen=True, slots=True)
class Stage:
    """Words at a moment inside a time or a hold."""

    at: float
    say: str


@dataclass(frozen=True, slots=True)
class TempoBeat:
    """One part of a rep as prescribed: "drive" for 1 s, "hold" for 5 to 10 s."""

    name: str
    seconds: Range


@dataclass(frozen=True, slots=True)
class Timed:
    """Moving, or holding still where `isometric`, for a time."""

    seconds: Range
    isometric: bool


@dataclass(frozen=True, slots=True)
class OpenHold:
    """Holding still to fatigue. Plans count the target; the cap ends it at the latest."""

    target_seconds: float
    cap_seconds: float


@dataclass(frozen=True, slots=True)
class PacedReps:
    """So many reps a side, in a tempo."""

    reps: Range
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class PacedTime:
    """As many whole reps in a tempo as fit into a time."""

    seconds: Range
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class FreeReps:
    """So many reps a side, at the person's own pace.

    `target_seconds` is what plans count for the effort; None is `FREE_REP_SECONDS` a rep.
    """

    reps: Range
    target_seconds: float | None


AnyDose = Timed | OpenHold | PacedReps | PacedTime | FreeReps


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement with its dose.

    A round is all its sides. `switch_seconds` None is the circuit's; `prepare_seconds` None means
    that the circuit's rest between exercises stands before it. `word` is the one on the screen.
    """

    id: str
    name: str
    dose: AnyDose
    word: str
    sides: Sides = "none"
    first_side: Side = "left"
    side_means: str = ""
    rounds: Range = ONCE
    rest_seconds: float = 0.0
    switch_seconds: float | None = None
    prepare_seconds: float | None = None
    how: tuple[str, ...] = ()
    tip: str = ""
    warning: str = ""
    variants: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Sets of exercises, with what stands between them.

    In "circuit" order a set is all exercises once, then comes the next set; in "straight" order
    all sets of one exercise come before the next exercise.
    """

    title: str
    author: str = ""
    source: str = ""
    url: str = ""
    about: str = ""
    warning: str = ""
    sets: Range
    order: Order
    prepare_seconds: float
    switch_seconds: float
    rest_between_exercises_seconds: float
    rest_between_sets_seconds: float
    exercises: tuple[Exercise, ...]
