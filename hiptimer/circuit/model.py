"""What a circuit prescribes: blocks of exercises, each with its dose.

Frozen values, made once from a circuit file and checked there; nothing here knows how a file
spells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hiptimer.circuit.amounts import NO_TIME, ONCE

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import Amount, Load, Range, Rest
    from hiptimer.circuit.doses import AnyDose

Side = Literal["left", "right"]
Sides = Literal["none", "each", "alternate", "left", "right"]
SideOrder = Literal["by-round", "by-side"]
Order = Literal["circuit", "straight"]


@dataclass(frozen=True, slots=True)
class Stage:
    """Words at a moment inside a time or a hold.

    They describe what is done until the next stage, or an event that happens `once`.
    """

    at: float
    say: str
    once: bool = False


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure in the circuit's own file: its name, and its table as JSON."""

    name: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement with its dose.

    A round covers all its sides; with `side_order` "by-side", all rounds of one side come first.
    `switch_seconds` None means the block's value; `prepare` None means the block's rest between
    exercises; `remind_seconds` None means the block's. `word` is the large word on the screen,
    `cue` the one thing that keeps the exercise right. With `pain` "none" it must not hurt at all.
    """

    id: str
    name: str
    dose: AnyDose
    word: str
    sides: Sides = "none"
    first_side: Side = "left"
    side_order: SideOrder = "by-round"
    side_means: str = ""
    rounds: Amount = ONCE
    rest: Rest = NO_TIME
    switch_seconds: float | None = None
    prepare: Rest | None = None
    remind_seconds: tuple[float, ...] | None = None
    load: Load = ""
    cue: str = ""
    how: tuple[str, ...] = ()
    tip: str = ""
    warning: str = ""
    pain: Literal["", "none"] = ""
    variants: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The circuit from which a block of joined circuits comes, and its time to get ready."""

    circuit_id: str
    prepare_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Sets of exercises, done before the next block begins.

    In "circuit" order a set is all exercises once, then comes the next set; in "straight" order
    all sets of one exercise come before the next exercise. A circuit without blocks is one block
    with no `id` and no `title`. `rest` is the pause before the block; of `rest_between_sets`, one
    for each gap, the last is repeated. What is None is the circuit's. Blocks of joined
    circuits have an `origin`.
    """

    id: str | None = None
    title: str = ""
    sets: Range = ONCE
    order: Order = "circuit"
    switch_seconds: float | None = None
    rest_between_exercises: Rest | None = None
    rest_between_sets: tuple[Rest, ...] | None = None
    rest: Rest | None = None
    remind_seconds: tuple[float, ...] | None = None
    origin: Origin | None = None
    exercises: tuple[Exercise, ...]

    @property
    def sets_name(self) -> str:
        """The name under which the number of sets is chosen: "main.sets", or "sets"."""
        return "sets" if self.id is None else f"{self.id}.sets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Blocks of exercises, with the pauses between them.

    `recovery_hours` is how long to recover before the circuit is done again, None if the source
    does not say. `figures` are those of its own file.
    """

    title: str
    author: str = ""
    source: str = ""
    url: str = ""
    about: str = ""
    warning: str = ""
    recovery_hours: float | None = None
    prepare_seconds: float
    switch_seconds: float
    rest_between_exercises: Rest
    rest_between_sets: tuple[Rest, ...]
    rest_between_blocks: Rest
    remind_seconds: tuple[float, ...] = ()
    blocks: tuple[Block, ...]
    figures: tuple[OwnFigure, ...] = ()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of all blocks, in order."""
        return tuple(exercise for block in self.blocks for exercise in block.exercises)

    def own_figure(self, exercise: Exercise) -> OwnFigure | None:
        """Return the figure of `exercise` if it is one of the circuit's own file."""
        name = exercise.figure or exercise.id
        return next((it for it in self.figures if it.name == name), None)

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
