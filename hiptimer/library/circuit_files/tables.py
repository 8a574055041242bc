"""The tables of a circuit file, key by key: names, types, defaults, what each means.

pydantic models, and the source of the JSON Schema. Each attribute bears
the name of its key; `CircuitTable.circuit` converts the tables into the circuit model.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from hiptimer.circuit.amounts import ONCE, Range
from hiptimer.circuit.model import Block, Circuit, Order, OwnFigure
from hiptimer.library.circuit_files.exercise_table import STRICT, ExerciseTable
from hiptimer.library.circuit_files.values import (
    About,
    Id,
    Name,
    Recovery,
    Reminders,
    RestLength,
    RestLengths,
    Seconds,
    Sets,
    Text,
    slug,
)
from hiptimer.library.circuit_files.writing import DEFAULT_REST_BETWEEN_BLOCKS

if TYPE_CHECKING:
    from pydantic.config import JsonDict

MOST_EXERCISES = 100
_EXERCISES_OR_BLOCKS: JsonDict = {"oneOf": [{"required": [key]} for key in ("exercise", "block")]}


class BlockTable(BaseModel):
    """Sets of exercises, done before the next block begins."""

    model_config = STRICT

    title: Name
    """What the block is called: "Warm-up"."""
    id: Id | None = None
    """The name for choices on the command line; by default derived from `title`."""
    sets: Sets = ONCE
    """How many sets; a range offers a choice, and fewer can always be chosen."""
    order: Order | None = None
    """circuit: all exercises, then the next set; straight: all sets of one, then the next."""
    switch: Seconds | None = None
    """The time to change sides; the circuit's by default."""
    rest_between_exercises: RestLength | None = None
    """The pause between two exercises; the circuit's by default."""
    rest_between_sets: RestLengths | None = None
    """The pause between two sets, or a list of one for each gap; the circuit's by default."""
    rest: RestLength | None = None
    """The pause before this block; the circuit's `rest_between_blocks` by default."""
    remind: Reminders | None = None
    """How long before the end of times and rests words tell the time to go."""
    exercise: Annotated[list[ExerciseTable], Field(min_length=1, max_length=MOST_EXERCISES)]
    """The exercises of the block, in order: one [[block.exercise]] each."""

    @property
    def resolved_id(self) -> str:
        """The id given, else the slug of the title; empty if that has no usable characters."""
        return self.id or slug(self.title)

    def block(self, order: Order) -> Block:
        """Return the block, in the circuit's `order` by default; requires tables without faults."""
        return Block(
            id=self.resolved_id,
            title=self.title,
            sets=self.sets,
            order=self.order or order,
            switch_seconds=self.switch,
            rest_between_exercises=self.rest_between_exercises,
            rest_between_sets=self.rest_between_sets,
            rest=self.rest,
            remind_seconds=self.remind,
            exercises=tuple(table.exercise() for table in self.exercise),
        )


class CircuitTable(BaseModel):
    """A circuit for hiptimer: blocks or sets of exercises, each with its dose."""

    model_config = ConfigDict(**STRICT, json_schema_extra=_EXERCISES_OR_BLOCKS)

    title: Name
    """What the circuit is called: at most 60 characters, 24 per word."""
    author: Text = ""
    """Who prescribed it."""
    source: Text = ""
    """Where it was published."""
    url: Text = ""
    """Where it can be read."""
    about: About = ""
    """What it is for; may have several lines."""
    warning: Text = ""
    """Shown before the first start and in the details: when to stop, when to see a clinician."""
    recovery: Recovery | None = None
    """How long to recover before doing it again: "36h", "2 days"."""
    sets: Sets = ONCE
    """How many sets; a range offers a choice, and fewer can always be chosen."""
    order: Order = "circuit"
    """circuit: all exercises, then the next set; straight: all sets of one, then the next."""
    prepare: Seconds = 10.0
    """The time to get ready, once, before the first effort."""
    switch: Seconds = 5.0
    """The time to change sides."""
    rest_between_exercises: RestLength = Range.single(15.0)
    """The pause between two exercises, if the next one has no `prepare` of its own."""
    rest_between_sets: RestLengths = (Range.single(60.0),)
    """The pause between two sets, or a list of one for each gap; "ready" waits for you."""
    rest_between_blocks: RestLength = DEFAULT_REST_BETWEEN_BLOCKS
    """The pause between two blocks."""
    remind: Reminders = ()
    """How long before the end of times and rests words tell the time to go."""
    exercise: Annotated[list[ExerciseTable], Field(min_length=1, max_length=MOST_EXERCISES)] = []
    """The exercises, in order: one [[exercise]] each."""
    block: Annotated[list[BlockTable], Field(min_length=1, max_length=MOST_EXERCISES)] = []
    """The blocks, in order: one [[block]] each, with its [[block.exercise]] tables."""
    figure: Annotated[dict[str, Any], Field(max_length=MOST_EXERCISES)] = {}
    """Figures that belong to this file: [figure.NAME], written like a figure file."""

    def circuit(self) -> Circuit:
        """Return the circuit; requires tables without faults."""
        return Circuit(
            title=self.title,
            author=self.author,
            source=self.source,
            url=self.url,
            about=self.about.strip(),
            warning=self.warning,
            recovery_hours=self.recovery,
            prepare_seconds=self.prepare,
            switch_seconds=self.switch,
            rest_between_exercises=self.rest_between_exercises,
            rest_between_sets=self.rest_between_sets,
            rest_between_blocks=self.rest_between_blocks,
            remind_seconds=self.remind,
            blocks=self._blocks(),
            figures=tuple(
                OwnFigure(name, json.dumps(table, sort_keys=True))
                for name, table in sorted(self.figure.items())
            ),
        )

    def _blocks(self) -> tuple[Block, ...]:
        if self.block:
            return tuple(table.block(self.order) for table in self.block)
        exercises = tuple(table.exercise() for table in self.exercise)
        return (Block(sets=self.sets, order=self.order, exercises=exercises),)
