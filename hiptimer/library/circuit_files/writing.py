"""From a circuit back to a document that `read` turns into the same circuit.

The spelling is normalized: each duration is a float, and each id is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.circuit.model import FreeReps, OpenHold, PacedReps, PacedTime, Timed

if TYPE_CHECKING:
    from hiptimer.circuit.model import AnyDose, Circuit, Exercise, Range, TempoBeat

Document = dict[str, Any]


def document(circuit: Circuit) -> Document:
    """Return the document of `circuit`: texts, numbers, lists and tables only."""
    (block,) = circuit.blocks
    return _given(
        title=circuit.title,
        author=circuit.author,
        source=circuit.source,
        url=circuit.url,
        about=circuit.about,
        warning=circuit.warning,
        sets=_counts(block.sets),
        order=block.order,
        prepare=float(circuit.prepare_seconds),
        switch=float(circuit.switch_seconds),
        rest_between_exercises=float(circuit.rest_between_exercises_seconds),
        rest_between_sets=float(circuit.rest_between_sets_seconds),
        exercise=[_exercise(exercise) for exercise in circuit.exercises],
    )


def _exercise(exercise: Exercise) -> Document:
    has_first_side = exercise.sides in ("each", "alternate")
    return _given(
        name=exercise.name,
        id=exercise.id,
        sides=exercise.sides,
        first_side=exercise.first_side if has_first_side else None,
        side_means=exercise.side_means,
        rounds=_counts(exercise.rounds),
        rest=float(exercise.rest_seconds),
        switch=_length(exercise.switch_seconds),
        prepare=_length(exercise.prepare_seconds),
        word=exercise.word,
        how=list(exercise.how),
        tip=exercise.tip,
        warning=exercise.warning,
        variants=list(exercise.variants),
        equipment=list(exercise.equipment),
        stages=[{"at": float(stage.at), "say": stage.say} for stage in exercise.stages],
        figure=exercise.figure,
        **_dose(exercise.dose),
    )


def _dose(dose: AnyDose) -> Document:
    match dose:
        case Timed(seconds, isometric):
            return {"hold" if isometric else "time": _seconds(seconds)}
        case OpenHold(target_seconds, cap_seconds):
            return {"hold": "fatigue", "target": float(target_seconds), "cap": float(cap_seconds)}
        case PacedReps(reps, tempo):
            return {"reps": _counts(reps), "tempo": _tempo(tempo)}
        case PacedTime(seconds, tempo):
            return {"time": _seconds(seconds), "tempo": _tempo(tempo)}
        case FreeReps(reps, target):
            return {"reps": _counts(reps), "target": _length(target)}


def _tempo(tempo: tuple[TempoBeat, ...]) -> list[list[Any]]:
    return [[beat.name, _seconds(beat.seconds)] for beat in tempo]


def _seconds(range_: Range) -> float | Document:
    if not range_.is_choice:
        return float(range_.default)
    ends = {"from": range_.low, "to": range_.high, "default": range_.default}
    return {key: float(end) for key, end in ends.items()}


def _length(seconds: float | None) -> float | None:
    return None if seconds is None else float(seconds)


def _counts(range_: Range) -> int | Document:
    if not range_.is_choice:
        return int(range_.default)
    ends = {"from": range_.low, "to": range_.high, "default": range_.default}
    return {key: int(end) for key, end in ends.items()}


def _given(**keys: Any) -> Document:
    """Return the keys without empty lists and texts."""
    return {key: value for key, value in keys.items() if value not in (None, "", [])}
