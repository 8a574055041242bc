"""What a circuit prescribes: sets of exercises, each with its dose.

Frozen values, made once from a circuit file and checked there; nothing here knows how a file
spells them. Each kind of dose is a type, so other code need not know the keys of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]
Sides = Literal["none", "each", "alternate", "left", "right"]
Order = Literal["circuit", "straight"]

FREE_REP_SECONDS = 3.0
"""What plans count for an untimed rep if the file gives no target."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values to choose from: `low` to `high`, and the `default`.

    Seconds, or whole numbers in a range of counts. All three are equal if there is only one value.
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
    """Moving, or holding still if `isometric`, for a time."""

    seconds: Range
    isometric: bool


@dataclass(frozen=True, slots=True)
class OpenHold:
    """Holding still to fatigue. Plans count the target; the cap ends the hold."""

    target_seconds: float
    cap_seconds: float


@dataclass(frozen=True, slots=True)
class PacedReps:
    """A number of reps per side, in a tempo."""

    reps: Range
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class PacedTime:
    """As many whole reps in a tempo as fit into a time."""

    seconds: Range
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class FreeReps:
    """A number of reps per side, at the person's own pace.

    `target_seconds` is what plans count for the effort; None means `FREE_REP_SECONDS` per rep.
    """

    reps: Range
    target_seconds: float | None


AnyDose = Timed | OpenHold | PacedReps | PacedTime | FreeReps


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement with its dose.

    A round covers all its sides. `switch_seconds` None means the circuit's value; `prepare_seconds`
    None means the circuit's rest between exercises. `word` is the large word on the screen.
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
class Block:
    """Sets of exercises, done before the next block begins.

    In "circuit" order a set is all exercises once, then comes the next set; in "straight" order
    all sets of one exercise come before the next exercise. A circuit without blocks is one block
    with no `id` and no `title`. Seconds that are None are the circuit's.
    """

    id: str | None = None
    title: str = ""
    sets: Range = ONCE
    order: Order = "circuit"
    switch_seconds: float | None = None
    rest_between_exercises_seconds: float | None = None
    rest_between_sets_seconds: float | None = None
    rest_seconds: float | None = None
    exercises: tuple[Exercise, ...]

    @property
    def sets_name(self) -> str:
        """The name under which the number of sets is chosen: "main.sets", or "sets"."""
        return "sets" if self.id is None else f"{self.id}.sets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Blocks of exercises, with the pauses between them."""

    title: str
    author: str = ""
    source: str = ""
    url: str = ""
    about: str = ""
    warning: str = ""
    prepare_seconds: float
    switch_seconds: float
    rest_between_exercises_seconds: float
    rest_between_sets_seconds: float
    rest_between_blocks_seconds: float
    blocks: tuple[Block, ...]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of all blocks, in order."""
        return tuple(exercise for block in self.blocks for exercise in block.exercises)

    @property
    def block_of_sets(self) -> Block | None:
        """The block that a number of sets without a name is for; None if that is ambiguous.

        It is the only block that offers a range of sets, else the only one with several sets.
        """
        several = [it for it in self.blocks if it.sets.is_choice]
        several = several or [it for it in self.blocks if it.sets.high > 1] or [*self.blocks]
        return several[0] if len(several) == 1 else None

    @property
    def main_block(self) -> Block:
        """The block whose sets are counted as the circuit's: `block_of_sets`, else the largest."""
        return self.block_of_sets or max(self.blocks, key=lambda block: block.sets.high)
