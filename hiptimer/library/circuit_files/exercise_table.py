"""The table of an exercise in a circuit file, key by key: names, types, defaults, what each means.

pydantic models, and the source of the JSON Schema. Each attribute bears the name of its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from hiptimer.circuit.amounts import NO_TIME, ONCE, Range, Varying
from hiptimer.circuit.doses import (
    AnyDose,
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)
from hiptimer.circuit.model import Exercise, Side, SideOrder, Sides, Stage
from hiptimer.library.circuit_files.values import (
    FATIGUE,
    Cue,
    DistinctTexts,
    Figure,
    FilledText,
    Hold,
    Id,
    LoadText,
    Name,
    OrFatigue,
    Reminders,
    Reps,
    RestLength,
    Rounds,
    Seconds,
    Target,
    Tempo,
    Text,
    Time,
    Word,
    slug,
)

if TYPE_CHECKING:
    from pydantic.config import JsonDict

DEFAULT_TARGET_SECONDS = 30.0
DEFAULT_CAP_SECONDS = 90.0
DEFAULT_TARGET_REPS = 10
DEFAULT_CAP_REPS = 30
STRICT = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True)
_ONE_DOSE: JsonDict = {"oneOf": [{"required": [key]} for key in ("time", "hold", "reps")]}


class StageTable(BaseModel):
    """Words at a moment within a time or a hold."""

    model_config = STRICT

    at: Seconds
    """How long after the start of the effort the words appear."""
    say: FilledText
    """The words that are shown and said: "rotate"."""
    once: bool = False
    """Whether it is an event ("turn around"), shown for 3 s, instead of lasting to the next."""


class ExerciseTable(BaseModel):
    """One movement with exactly one dose: `time`, `hold` or `reps`."""

    model_config = ConfigDict(**STRICT, json_schema_extra=_ONE_DOSE)

    name: Name
    """What the exercise is called on the screen: at most 60 characters, 24 per word."""
    id: Id | None = None
    """The name for choices on the command line; by default derived from `name`."""
    sides: Sides = "none"
    """each: one side, then the other; alternate: every other rep; left, right: that one."""
    first_side: Side = "left"
    """The side that begins, if sides are each or alternate."""
    side_order: SideOrder = "by-round"
    """by-round: left, right, left, right; by-side: all rounds of one side, then of the other."""
    side_means: Text = ""
    """What "left" means here: "knee up", "foot in front"; shown and said with the side."""
    rounds: Rounds = ONCE
    """How many times all its sides are done before the next exercise; may differ by side."""
    rest: RestLength = NO_TIME
    """The pause between rounds; "ready" lasts until you are ready."""
    switch: Seconds | None = None
    """The time to change sides; the block's or circuit's by default."""
    prepare: RestLength | None = None
    """The time to get into this exercise, instead of the rest between exercises before it."""
    remind: Reminders | None = None
    """How long before the end of its times and rests words tell the time to go."""
    load: LoadText = ""
    """What it is prescribed with: "8 kg"; may differ by round, set or side."""
    cue: Cue = ""
    """The one thing that keeps the exercise right: said at the start, shown while it is done."""
    word: Word = ""
    """The one word on the screen: "STRETCH", "ROLL"; HOLD or WORK by default."""
    how: list[FilledText] = []
    """The steps, in order."""
    tip: Text = ""
    """The most important advice."""
    warning: Text = ""
    """What to look out for in this exercise."""
    pain: Literal["none"] | None = None
    """none: any pain at all is too much in this exercise."""
    variants: DistinctTexts = []
    """Versions of the exercise to choose from before the start; the first is the default."""
    equipment: DistinctTexts = []
    """What is worn or used; changes are derived from the exercises before and after."""
    stages: list[StageTable] = []
    """Words at moments within a time or a hold, in increasing order."""
    figure: Figure = ""
    """The name of a figure that shows the movement."""
    time: Time | None = None
    """Dose: keep moving for this time, or to "fatigue"; with a tempo, the nearest whole reps."""
    hold: Hold | None = None
    """Dose: hold still for this time, or to "fatigue", which counts up until it is ended."""
    reps: Reps | None = None
    """Dose: reps per side, or to "fatigue"; with a tempo paced, without one it waits for you."""
    tempo: Tempo | None = None
    """The beats of a rep in order: with reps or time. "3-0-1" is lower, pause, lift."""
    target: Target | None = None
    """What plans count: for fatigue a time (30 s) or reps (10), for untimed reps 3 s per rep."""
    cap: Target | None = None
    """What ends an effort to fatigue: a time (90 s by default) or reps (30)."""

    @property
    def resolved_id(self) -> str:
        """The id given, else the slug of the name; empty if the name has no usable characters."""
        return self.id or slug(self.name)

    @property
    def target_and_cap(self) -> tuple[float, float]:
        """When an effort to fatigue reaches its target, and when it is ended: seconds, or reps."""
        target, cap = DEFAULT_TARGET_SECONDS, DEFAULT_CAP_SECONDS
        if self.reps == FATIGUE:
            target, cap = DEFAULT_TARGET_REPS, DEFAULT_CAP_REPS
        for lasting in (self.time, self.hold):
            if isinstance(lasting, OrFatigue):
                target, cap = lasting.range.low, lasting.range.high
        return (
            target if self.target is None else self.target,
            cap if self.cap is None else self.cap,
        )

    @property
    def dose(self) -> AnyDose:
        """The dose; requires an exercise without faults."""
        if self.reps is not None:
            return self._reps_dose(self.reps)
        is_isometric = self.hold is not None
        lasting = self.hold if is_isometric else self.time
        target, cap = self.target_and_cap
        to_fatigue = ToFatigue(float(target), float(cap), is_isometric)
        if isinstance(lasting, str):
            return to_fatigue
        if isinstance(lasting, OrFatigue):
            return TimedOrToFatigue(lasting.range, to_fatigue, lasting.is_default)
        if lasting is None:
            raise ValueError("an exercise has exactly one dose")
        return PacedTime(lasting, self.tempo) if self.tempo else Timed(lasting, is_isometric)

    def _reps_dose(self, reps: Range | Varying[Range] | Literal["fatigue"]) -> AnyDose:
        if isinstance(reps, str):
            target, cap = map(int, self.target_and_cap)
            return RepsToFatigue(target, cap if self.tempo else None, self.tempo or ())
        if self.tempo:
            return PacedReps(reps, self.tempo)
        return FreeReps(reps, None if self.target is None else float(self.target))

    def exercise(self) -> Exercise:
        """Return the exercise; requires a table without faults."""
        return Exercise(
            id=self.resolved_id,
            name=self.name,
            dose=self.dose,
            word=self.word or ("WORK" if self.hold is None else "HOLD"),
            sides=self.sides,
            first_side=self.first_side,
            side_order=self.side_order,
            side_means=self.side_means,
            rounds=self.rounds,
            rest=self.rest,
            switch_seconds=self.switch,
            prepare=self.prepare,
            remind_seconds=self.remind,
            load=self.load,
            cue=self.cue,
            how=tuple(self.how),
            tip=self.tip,
            warning=self.warning,
            pain=self.pain or "",
            variants=tuple(self.variants),
            equipment=tuple(self.equipment),
            stages=tuple(Stage(it.at, it.say, it.once) for it in self.stages),
            figure=self.figure,
        )
