"""A figure shown alone, without an exercise: a movement that goes through its poses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.circuit.amounts import NO_TIME, Range, TempoBeat
from hiptimer.circuit.doses import PacedReps, Timed
from hiptimer.circuit.model import Block, Circuit, Exercise, Stage
from hiptimer.drawing.figure.preview import Preview, previews
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan

if TYPE_CHECKING:
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.figure.figure import Figure

_BEAT_SECONDS: Final = 1.5
_STAGE_SECONDS: Final = 10.0


def demonstration(figure: Figure) -> Preview:
    """Return a preview of an exercise made for `figure`: with its beats, stages or cycle."""
    stages = tuple(
        Stage(number * _STAGE_SECONDS, pose) for number, pose in enumerate(figure.stages)
    )
    exercise = Exercise(
        id=figure.name, name=figure.name, word="WORK", dose=_dose(figure), stages=stages
    )
    circuit = Circuit(
        title=figure.name,
        prepare_seconds=0.0,
        switch_seconds=0.0,
        rest_between_exercises=NO_TIME,
        rest_between_sets=(NO_TIME,),
        rest_between_blocks=NO_TIME,
        blocks=(Block(exercises=(exercise,)),),
    )
    timeline = Plan(circuit, figure.name, default_choices(circuit)).timeline
    return next(previews(timeline, {figure.name: figure}))


def _dose(figure: Figure) -> AnyDose:
    if figure.beats and not figure.stages:
        length = Range.single(_BEAT_SECONDS)
        return PacedReps(Range.single(2), tuple(TempoBeat(beat, length) for beat in figure.beats))
    seconds = max(1, len(figure.stages)) * _STAGE_SECONDS
    return Timed(Range.single(seconds), isometric=bool(figure.stages))
