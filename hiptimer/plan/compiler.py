"""Compilation of a circuit with choices into a timeline of phases with cues."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.cues import effort_cues, pause_cues
from hiptimer.plan.order import visits
from hiptimer.plan.timeline import (
    SHORT_LEAD_IN_SECONDS,
    Effort,
    Gear,
    Movement,
    Phase,
    PhaseKind,
    Timeline,
)
from hiptimer.plan.wording import announcement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.order import Pause, Turn, Visit


class NothingToDo(ValueError):
    """Every effort of a circuit is zero seconds long."""

    def __init__(self) -> None:
        super().__init__("nothing to do: every effort is zero seconds long")


def compile_timeline(circuit: Circuit, choices: Choices, circuit_id: str) -> Timeline:
    """Lay `circuit` out in time with today's `choices`.

    Raises:
        NothingToDo: no effort is longer than zero seconds.

    """
    steps = list(_steps(circuit, choices))
    if not steps:
        raise NothingToDo
    phases: list[Phase] = []
    before: Effort | None = None
    for index, (pause, effort, starts) in enumerate(steps):
        gear = gear_between(before, effort)
        announced_by = announcement(PhaseKind.WORK, effort, gear)
        if pause.seconds > 0:
            cues = pause_cues(pause.kind, effort, gear, pause.seconds)
            pause_starts = phases[-1].starts + phases[-1].target_seconds if phases else 0.0
            phases.append(Phase(pause.kind, effort, pause.seconds, pause_starts, cues, gear))
            announced_by = ""
        cues = effort_cues(effort, effort.seconds, announced_by)
        ends_set = index + 1 < len(steps) and not steps[index + 1].effort.is_in_set_of(effort)
        phases.append(
            Phase(PhaseKind.WORK, effort, effort.seconds, starts, cues, gear, ends_set=ends_set)
        )
        before = effort
    return Timeline(
        id=circuit_id,
        title=circuit.title,
        author=circuit.author,
        source=circuit.source,
        sets=choices.sets(circuit.main_block),
        phases=tuple(phases),
    )


class _Step(NamedTuple):
    pause: Pause
    effort: Effort
    starts: float


def _steps(circuit: Circuit, choices: Choices) -> Iterator[_Step]:
    ends = 0.0
    for visit in visits(circuit, choices):
        starts = ends + visit.pause.seconds
        content = visit.content
        movement = _movement(content.exercise, choices)
        for turn in content.turns:
            pause = visit.pause if turn is content.turns[0] else turn.pause
            effort = _effort(circuit, choices, visit, turn, movement)
            yield _Step(pause, effort, starts + turn.starts)
        ends = starts + content.seconds


def _effort(
    circuit: Circuit, choices: Choices, visit: Visit, turn: Turn, movement: Movement
) -> Effort:
    exercise, dosed = visit.content.exercise, visit.content.dosed
    prepare = exercise.prepare_seconds
    lead_in = circuit.prepare_seconds if prepare is None else prepare
    return Effort(
        movement=movement,
        side=turn.side,
        block=visit.block.id,
        block_title=visit.block.title,
        set=visit.set,
        sets=choices.sets(visit.block),
        round=turn.round,
        rounds=visit.content.rounds,
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


def gear_between(before: Effort | None, effort: Effort) -> Gear:
    """Return the changes of equipment from one effort to the next."""
    had = before.movement.equipment if before else ()
    needs = effort.movement.equipment
    return Gear(
        on=tuple(item for item in needs if item not in had),
        off=tuple(item for item in had if item not in needs),
        stays=tuple(item for item in needs if item in had),
    )
