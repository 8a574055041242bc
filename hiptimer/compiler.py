"""Circuit and choices in, timeline out: the only place that knows the order of things.

Between each two efforts stands exactly one phase, never two added together: a rest, or, where the
same exercise goes on with the other side, a switch that is long enough to change over.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from hiptimer.circuit import FREE_REP_SECONDS, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.cues import effort_cues, pause_cues
from hiptimer.timeline import (
    SHORT_LEAD_IN_SECONDS,
    Beat,
    Dose,
    Effort,
    Gear,
    Kind,
    Movement,
    Phase,
    Timeline,
)
from hiptimer.words import announcement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit, Exercise, Range, TempoBeat
    from hiptimer.timeline import EffortSide


class NothingToDo(ValueError):
    """Every effort of a circuit is zero seconds long."""


def compile_timeline(circuit: Circuit, choices: Choices, circuit_id: str) -> Timeline:
    """Lay `circuit` out in time with today's `choices`.

    Raises:
        NothingToDo: no effort is longer than zero seconds.

    """
    work = [step for step in _steps(circuit, choices) if step[1].target_seconds > 0]
    if not work:
        raise NothingToDo("nothing to do: every effort is zero seconds long")
    phases: list[Phase] = []
    starts = 0.0
    before: tuple[Exercise, Effort] | None = None
    for index, (exercise, effort) in enumerate(work):
        kind, seconds = _pause(circuit, choices, before, (exercise, effort))
        after = work[index + 1][1] if index + 1 < len(work) else None
        gear = _gear(before[1] if before else None, effort)
        announced_by = announcement(Kind.WORK, effort, gear)
        if seconds > 0:
            cues = pause_cues(kind, effort, gear, seconds)
            phases.append(Phase(kind, effort, seconds, starts, cues, gear))
            starts += seconds
            announced_by = ""
        cues = effort_cues(effort, effort.seconds, announced_by)
        ends_set = after is not None and _is_new_set(effort, after)
        phases.append(
            Phase(Kind.WORK, effort, effort.seconds, starts, cues, gear, ends_set=ends_set)
        )
        starts += effort.target_seconds
        before = exercise, effort
    return Timeline(
        id=circuit_id,
        title=circuit.title,
        author=circuit.author,
        source=circuit.source,
        sets=choices.sets,
        phases=tuple(phases),
    )


def _steps(circuit: Circuit, choices: Choices) -> Iterator[tuple[Exercise, Effort]]:
    today = [exercise for exercise in circuit.exercises if exercise.id not in choices.without]
    numbers = range(1, choices.sets + 1)
    if circuit.order == "circuit":
        order = [(exercise, number) for number in numbers for exercise in today]
    else:
        order = [(exercise, number) for exercise in today for number in numbers]
    for exercise, number in dropwhile(lambda step: not _is_start(choices, *step), order):
        for effort in _efforts(circuit, exercise, choices, number):
            yield exercise, effort


def _is_start(choices: Choices, exercise: Exercise, set_number: int) -> bool:
    is_exercise = choices.from_exercise in (None, exercise.id)
    return is_exercise and set_number == choices.from_set


def _efforts(
    circuit: Circuit, exercise: Exercise, choices: Choices, set_number: int
) -> Iterator[Effort]:
    movement = _movement(exercise, choices)
    dosed = _dosed(exercise, choices)
    rounds = int(choices.number(exercise, "rounds", exercise.rounds))
    prepare = exercise.prepare_seconds
    lead_in = circuit.prepare_seconds if prepare is None else prepare
    for round_number in range(1, rounds + 1):
        for side in _sides(exercise, choices):
            yield Effort(
                movement=movement,
                side=side,
                set=set_number,
                sets=choices.sets,
                round=round_number,
                rounds=rounds,
                dose=dosed.dose,
                target_seconds=dosed.target_seconds,
                cap_seconds=dosed.cap_seconds,
                reps=dosed.reps,
                tempo=dosed.tempo,
                stages=exercise.stages,
                lead_in_seconds=max(SHORT_LEAD_IN_SECONDS, lead_in),
            )


def _movement(exercise: Exercise, choices: Choices) -> Movement:
    default_variant = exercise.variants[0] if exercise.variants else ""
    first_side = choices.text(exercise, "first_side", exercise.first_side)
    return Movement(
        id=exercise.id,
        title=exercise.name,
        word=exercise.word,
        first_side="left" if first_side == "left" else "right",
        side_means=exercise.side_means,
        variant=choices.text(exercise, "variant", default_variant),
        how=exercise.how,
        tip=exercise.tip,
        warning=exercise.warning,
        equipment=exercise.equipment,
        figure=exercise.figure,
    )


def _sides(exercise: Exercise, choices: Choices) -> tuple[EffortSide | None, ...]:
    if exercise.sides == "none":
        return (None,)
    if exercise.sides == "alternate":
        return ("alternate",)
    chosen = choices.text(exercise, "side", exercise.sides)
    if chosen == "each":
        first = choices.text(exercise, "first_side", exercise.first_side)
        return ("left", "right") if first == "left" else ("right", "left")
    return ("left",) if chosen == "left" else ("right",)


@dataclass(frozen=True, slots=True)
class _Dosed:
    """A dose with today's values put in."""

    dose: Dose
    target_seconds: float
    cap_seconds: float | None = None
    reps: int | None = None
    tempo: tuple[Beat, ...] = ()


def _dosed(exercise: Exercise, choices: Choices) -> _Dosed:
    sides = 2 if exercise.sides == "alternate" else 1

    def chosen(key: str, range_: Range) -> float:
        return choices.number(exercise, key, range_)

    def beats(tempo: Iterable[TempoBeat]) -> tuple[Beat, ...]:
        return tuple(Beat(it.name, chosen(f"tempo.{it.name}", it.seconds)) for it in tempo)

    match exercise.dose:
        case Timed(seconds, isometric=True):
            return _Dosed(Dose.HOLD, chosen("hold", seconds))
        case Timed(seconds):
            return _Dosed(Dose.TIME, chosen("time", seconds))
        case OpenHold(target_seconds, cap_seconds):
            return _Dosed(Dose.OPEN, target_seconds, cap_seconds=cap_seconds)
        case PacedReps(reps, tempo):
            return _paced(int(chosen("reps", reps)) * sides, beats(tempo))
        case PacedTime(seconds, tempo):
            return _paced(_whole_reps(chosen("time", seconds), beats(tempo), sides), beats(tempo))
        case free:
            count = int(chosen("reps", free.reps)) * sides
            given = free.target_seconds
            planned = count * FREE_REP_SECONDS if given is None else given
            return _Dosed(Dose.FREE, planned, reps=count)


def _paced(count: int, tempo: tuple[Beat, ...]) -> _Dosed:
    return _Dosed(Dose.REPS, count * sum(beat.seconds for beat in tempo), reps=count, tempo=tempo)


def _whole_reps(seconds: float, tempo: tuple[Beat, ...], multiple: int) -> int:
    fitting = int(seconds / sum(beat.seconds for beat in tempo) + 1e-6)
    return max(multiple, fitting - fitting % multiple)


def _pause(
    circuit: Circuit,
    choices: Choices,
    before: tuple[Exercise, Effort] | None,
    coming: tuple[Exercise, Effort],
) -> tuple[Kind, float]:
    """Return the kind and length of the one phase that stands before an effort."""
    exercise, effort = coming
    if before is None:
        prepare = choices.prepare_seconds
        return Kind.PREPARE, circuit.prepare_seconds if prepare is None else prepare
    last_exercise, last = before
    if exercise.id != last_exercise.id and (circuit.order == "straight" or effort.set == last.set):
        prepare = exercise.prepare_seconds
        seconds = circuit.rest_between_exercises_seconds if prepare is None else prepare
    elif effort.set != last.set:
        seconds = circuit.rest_between_sets_seconds
        if circuit.order == "circuit":
            seconds = max(seconds, exercise.prepare_seconds or 0.0)
    elif effort.round != last.round:
        seconds = exercise.rest_seconds
    else:
        seconds = 0.0
    if exercise.id == last_exercise.id and effort.side != last.side:
        own = exercise.switch_seconds
        switch = circuit.switch_seconds if own is None else own
        if switch >= seconds:
            return Kind.SWITCH, switch
    return Kind.REST, seconds


def _is_new_set(effort: Effort, after: Effort) -> bool:
    return effort.set != after.set


def _gear(before: Effort | None, effort: Effort) -> Gear:
    had = before.movement.equipment if before else ()
    needs = effort.movement.equipment
    return Gear(
        on=tuple(item for item in needs if item not in had),
        off=tuple(item for item in had if item not in needs),
        stays=tuple(item for item in needs if item in had),
    )
