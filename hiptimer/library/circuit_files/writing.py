"""From a circuit back to a document that `read` turns into the same circuit.

The spelling is normalized: each duration is a float, and each id is given. A key that plans in the
diary may lack is written only if it differs from its default, so that they keep their digest.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from hiptimer.circuit.amounts import Range, Ready, Varying
from hiptimer.circuit.doses import (
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.circuit.amounts import Rest, TempoBeat
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.model import Block, Circuit, Exercise, Stage

Document = dict[str, Any]
T = TypeVar("T")

DEFAULT_REST_BETWEEN_BLOCKS = Range.single(60.0)


def document(circuit: Circuit) -> Document:
    """Return the document of `circuit`: texts, numbers, lists and tables only."""
    first, has_blocks = circuit.blocks[0], circuit.blocks[0].id is not None
    between_blocks = circuit.rest_between_blocks
    is_default = between_blocks == DEFAULT_REST_BETWEEN_BLOCKS
    recovery = circuit.recovery_hours
    exercises = [_exercise(it) for it in first.exercises]
    return _given(
        title=circuit.title,
        author=circuit.author,
        source=circuit.source,
        url=circuit.url,
        about=circuit.about,
        warning=circuit.warning,
        recovery=None if recovery is None else f"{recovery:g}h",
        sets=None if has_blocks else _counts(first.sets),
        order=None if has_blocks else first.order,
        prepare=float(circuit.prepare_seconds),
        switch=float(circuit.switch_seconds),
        rest_between_exercises=_rest(circuit.rest_between_exercises),
        rest_between_sets=_rests(circuit.rest_between_sets),
        rest_between_blocks=None if is_default else _rest(between_blocks),
        remind=list(circuit.remind_seconds),
        exercise=None if has_blocks else exercises,
        block=[_block(block) for block in circuit.blocks] if has_blocks else None,
        figure={it.name: json.loads(it.document) for it in circuit.figures} or None,
    )


def copy_document(circuit: Circuit) -> Document:
    """Return a document of `circuit` with what only joined circuits have, for `read_copy`."""
    copy = document(circuit)
    for table, block in zip(copy.get("block", ()), circuit.blocks, strict=False):
        if block.origin:
            table["origin"] = asdict(block.origin)
    return copy


def _block(block: Block) -> Document:
    return _given(
        title=block.title,
        id=block.id,
        sets=_counts(block.sets),
        order=block.order,
        switch=_length(block.switch_seconds),
        rest_between_exercises=_rest(block.rest_between_exercises),
        rest_between_sets=_rests(block.rest_between_sets),
        rest=_rest(block.rest),
        exercise=[_exercise(exercise) for exercise in block.exercises],
    ) | _reminders(block.remind_seconds)


def _exercise(exercise: Exercise) -> Document:
    has_first_side = exercise.sides in ("each", "alternate")
    return _given(
        name=exercise.name,
        id=exercise.id,
        sides=exercise.sides,
        first_side=exercise.first_side if has_first_side else None,
        side_order=None if exercise.side_order == "by-round" else exercise.side_order,
        side_means=exercise.side_means,
        rounds=_amount(exercise.rounds, _counts),
        rest=_rest(exercise.rest),
        switch=_length(exercise.switch_seconds),
        prepare=_rest(exercise.prepare),
        load=_amount(exercise.load, str),
        cue=exercise.cue,
        word=exercise.word,
        how=list(exercise.how),
        tip=exercise.tip,
        warning=exercise.warning,
        pain=exercise.pain,
        variants=list(exercise.variants),
        equipment=list(exercise.equipment),
        stages=[_stage(stage) for stage in exercise.stages],
        figure=exercise.figure,
        **_dose(exercise.dose),
    ) | _reminders(exercise.remind_seconds)


def _stage(stage: Stage) -> Document:
    written: Document = {"at": float(stage.at), "say": stage.say}
    return written | {"once": True} if stage.once else written


def _reminders(seconds: tuple[float, ...] | None) -> Document:
    # An empty list replaces the reminders of the circuit.
    return {} if seconds is None else {"remind": list(seconds)}


def _dose(dose: AnyDose) -> Document:
    match dose:
        case Timed(seconds, isometric):
            return {_lasting(isometric): _amount(seconds, _seconds)}
        case ToFatigue(isometric=isometric):
            return {_lasting(isometric): "fatigue", **_target_and_cap(dose)}
        case TimedOrToFatigue(seconds, to_fatigue, is_to_fatigue_by_default):
            default = "fatigue" if is_to_fatigue_by_default else float(seconds.default)
            ends = {"from": float(seconds.low), "to": float(seconds.high), "default": default}
            key = _lasting(to_fatigue.isometric)
            return {key: ends | {"fatigue": True}, **_target_and_cap(to_fatigue)}
        case PacedTime(seconds, tempo):
            return {"time": _amount(seconds, _seconds), "tempo": _tempo(tempo)}
        case _:
            return _reps_dose(dose)


def _reps_dose(dose: PacedReps | FreeReps | RepsToFatigue) -> Document:
    match dose:
        case PacedReps(reps, tempo):
            return {"reps": _amount(reps, _counts), "tempo": _tempo(tempo)}
        case FreeReps(reps, target):
            return {"reps": _amount(reps, _counts), "target": _length(target)}
        case RepsToFatigue(target_reps, cap_reps, tempo):
            written = {"reps": "fatigue", "target": target_reps, "cap": cap_reps}
            return written | {"tempo": _tempo(tempo) or None}


def _lasting(isometric: bool) -> str:
    return "hold" if isometric else "time"


def _target_and_cap(dose: ToFatigue) -> Document:
    return {"target": float(dose.target_seconds), "cap": float(dose.cap_seconds)}


def _tempo(tempo: tuple[TempoBeat, ...]) -> list[list[Any]]:
    return [[beat.name, _beat(beat)] for beat in tempo]


def _beat(beat: TempoBeat) -> float | Document:
    seconds = _seconds(beat.seconds)
    if beat.role is None and not beat.say:
        return seconds
    return _given(seconds=seconds, role=beat.role, say=beat.say)


def _amount(value: T | Varying[T], write: Callable[[T], Any]) -> Any:
    if not isinstance(value, Varying):
        return write(value)
    left = [write(it) for it in value.left]
    # A list of one value is the same on both sides, and so is read back as a list.
    if value.left == value.right:
        return left
    return {"left": left[0], "right": write(value.right[0])}


def _rests(rests: tuple[Rest, ...] | None) -> Any:
    if rests is None or len(rests) == 1:
        return None if rests is None else _rest(rests[0])
    return [_rest(rest) for rest in rests]


def _rest(rest: Rest | None) -> Any:
    if isinstance(rest, Ready):
        return "ready"
    return None if rest is None else _seconds(rest)


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
