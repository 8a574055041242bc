"""The tables of a circuit file, key by key: names, types, defaults, what each means.

pydantic models, and the source of the JSON Schema. Each attribute bears
the name of its key; `CircuitTable.circuit` converts the tables into the circuit model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from hiptimer.circuit.model import (
    ONCE,
    AnyDose,
    Block,
    Circuit,
    Exercise,
    FreeReps,
    OpenHold,
    Order,
    PacedReps,
    PacedTime,
    Range,
    Side,
    Sides,
    Stage,
    Timed,
)
from hiptimer.library.circuit_files.values import (
    About,
    DistinctTexts,
    Figure,
    FilledText,
    Hold,
    Id,
    Name,
    Seconds,
    SecondsRange,
    Tempo,
    Text,
    UpTo20,
    UpTo200,
    Word,
    slug,
)

if TYPE_CHECKING:
    from pydantic.config import JsonDict

DEFAULT_TARGET_SECONDS = 30.0
DEFAULT_CAP_SECONDS = 90.0
_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True)
_ONE_DOSE: JsonDict = {"oneOf": [{"required": [key]} for key in ("time", "hold", "reps")]}


class StageTable(BaseModel):
    """Words at a moment within a time or a hold."""

    model_config = _STRICT

    at: Seconds
    """How long after the start of the effort the words appear."""
    say: FilledText
    """The words that are shown and said: "rotate"."""


class ExerciseTable(BaseModel):
    """One movement with exactly one dose: `time`, `hold` or `reps`."""

    model_config = ConfigDict(**_STRICT, json_schema_extra=_ONE_DOSE)

    name: Name
    """What the exercise is called on the screen: at most 60 characters, 24 per word."""
    id: Id | None = None
    """The name for choices on the command line; by default derived from `name`."""
    sides: Sides = "none"
    """each: one side, then the other; alternate: every other rep; left, right: that one."""
    first_side: Side = "left"
    """The side that begins, if sides are each or alternate."""
    side_means: Text = ""
    """What "left" means here: "knee up", "foot in front"; shown and said with the side."""
    rounds: UpTo20 = ONCE
    """How many times all its sides are done before the next exercise."""
    rest: Seconds = 0.0
    """The pause between rounds."""
    switch: Seconds | None = None
    """The time to change sides; the circuit's by default."""
    prepare: Seconds | None = None
    """The time to get into this exercise, instead of the rest between exercises before it."""
    word: Word = ""
    """The one word on the screen: "STRETCH", "ROLL"; HOLD or WORK by default."""
    how: list[FilledText] = []
    """The steps, in order."""
    tip: Text = ""
    """The most important advice."""
    warning: Text = ""
    """What to look out for in this exercise."""
    variants: DistinctTexts = []
    """Versions of the exercise to choose from before the start; the first is the default."""
    equipment: DistinctTexts = []
    """What is worn or used; changes are derived from the exercises before and after."""
    stages: list[StageTable] = []
    """Words at moments within a time or a hold, in increasing order."""
    figure: Figure = ""
    """The name of a figure that shows the movement."""
    time: SecondsRange | None = None
    """Dose: keep moving for this time; with a tempo, as many whole reps as fit."""
    hold: Hold | None = None
    """Dose: hold still for this time, or to "fatigue", which counts up until it is ended."""
    reps: UpTo200 | None = None
    """Dose: reps per side; with a tempo they are paced, without one the workout waits for you."""
    tempo: Tempo | None = None
    """The beats of a rep in order, from a name to a duration: with reps or time."""
    target: Seconds | None = None
    """What plans count for a hold to fatigue (default 30 s) or untimed reps (3 s per rep)."""
    cap: Seconds | None = None
    """What ends a hold to fatigue at the latest; 90 s by default."""

    @property
    def resolved_id(self) -> str:
        """The id given, else the slug of the name; empty if the name has no usable characters."""
        return self.id or slug(self.name)

    @property
    def target_and_cap_seconds(self) -> tuple[float, float]:
        """When a hold to fatigue reaches its target, and when it is ended."""
        return (
            DEFAULT_TARGET_SECONDS if self.target is None else self.target,
            DEFAULT_CAP_SECONDS if self.cap is None else self.cap,
        )

    @property
    def dose(self) -> AnyDose:
        """The dose; requires an exercise without faults."""
        match self.time, self.hold, self.reps:
            case Range() as seconds, None, None:
                return (
                    PacedTime(seconds, self.tempo)
                    if self.tempo
                    else Timed(seconds, isometric=False)
                )
            case None, Range() as seconds, None:
                return Timed(seconds, isometric=True)
            case None, "fatigue", None:
                return OpenHold(*self.target_and_cap_seconds)
            case None, None, Range() as reps:
                return PacedReps(reps, self.tempo) if self.tempo else FreeReps(reps, self.target)
        raise ValueError("an exercise has exactly one dose")

    def exercise(self) -> Exercise:
        """Return the exercise; requires a table without faults."""
        return Exercise(
            id=self.resolved_id,
            name=self.name,
            dose=self.dose,
            word=self.word or ("WORK" if self.hold is None else "HOLD"),
            sides=self.sides,
            first_side=self.first_side,
            side_means=self.side_means,
            rounds=self.rounds,
            rest_seconds=self.rest,
            switch_seconds=self.switch,
            prepare_seconds=self.prepare,
            how=tuple(self.how),
            tip=self.tip,
            warning=self.warning,
            variants=tuple(self.variants),
            equipment=tuple(self.equipment),
            stages=tuple(Stage(stage.at, stage.say) for stage in self.stages),
            figure=self.figure,
        )


class CircuitTable(BaseModel):
    """A circuit for hiptimer: sets of exercises, each with its dose."""

    model_config = _STRICT

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
    sets: UpTo20 = ONCE
    """How many sets; a range offers a choice, and fewer can always be chosen."""
    order: Order = "circuit"
    """circuit: all exercises, then the next set; straight: all sets of one, then the next."""
    prepare: Seconds = 10.0
    """The time to get ready, once, before the first effort."""
    switch: Seconds = 5.0
    """The time to change sides."""
    rest_between_exercises: Seconds = 15.0
    """The pause between two exercises, if the next one has no `prepare` of its own."""
    rest_between_sets: Seconds = 60.0
    """The pause between two sets."""
    exercise: Annotated[list[ExerciseTable], Field(min_length=1, max_length=50)]
    """The exercises, in order: one [[exercise]] each."""

    def circuit(self) -> Circuit:
        """Return the circuit; requires tables without faults."""
        return Circuit(
            title=self.title,
            author=self.author,
            source=self.source,
            url=self.url,
            about=self.about.strip(),
            warning=self.warning,
            prepare_seconds=self.prepare,
            switch_seconds=self.switch,
            rest_between_exercises_seconds=self.rest_between_exercises,
            rest_between_sets_seconds=self.rest_between_sets,
            rest_between_blocks_seconds=60.0,
            blocks=(
                Block(
                    sets=self.sets,
                    order=self.order,
                    exercises=tuple(table.exercise() for table in self.exercise),
                ),
            ),
        )
