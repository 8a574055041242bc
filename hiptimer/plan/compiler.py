"""Compilation of a circuit with choices into a timeline of phases with cues."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.amounts import value_at
from hiptimer.plan.cues import effort_cues, pause_cues
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS, Effort, Movement
from hiptimer.plan.order import visits
from hiptimer.plan.pauses import prepare_seconds
from hiptimer.plan.timeline import Gear, Phase, PhaseKind, Timeline
from hiptimer.plan.wording import announcement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.order import Turn, Visit
    from hiptimer.plan.pauses import Pause


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
    for index, (pause, effort) in enumerate(steps):
        gear = gear_between(before, effort)
        announced_by = announcement(PhaseKind.WORK, effort, gear)
        if pause.seconds != 0:
            cues = pause_cues(pause.kind, effort, gear, pause.seconds)
            _append(phases, Phase(pause.kind, effort, pause.seconds, 0.0, cues, gear))
            announced_by = ""
        cues = effort_cues(effort, effort.seconds, announced_by)
        ends_set = index + 1 < len(steps) and not steps[index + 1].effort.is_in_set_of(effort)
        work = Phase(PhaseKind.WORK, effort, effort.seconds, 0.0, cues, gear, ends_set=ends_set)
        _append(phases, work)
        before = effort
    return Timeline(
        id=circuit_id,
        title=circuit.title,
        author=circuit.author,
        source=circuit.source,
        sets=choices.sets(circuit.main_block),
        phases=tuple(phases),
    )


def _append(phases: list[Phase], phase: Phase) -> None:
    """Append a phase that starts when the last one ends."""
    starts = phases[-1].starts + phases[-1].target_seconds if phases else 0.0
    phases.append(phase._replace(starts=starts, number=len(phases)))


class _Step(NamedTuple):
    pause: Pause
    effort: Effort


def _steps(circuit: Circuit, choices: Choices) -> Iterator[_Step]:
    for visit in visits(circuit, choices):
        content = visit.content
        movement = _movement(circuit, content.exercise, choices)
        for turn in content.turns:
            pause = visit.pause if turn is content.turns[0] else turn.pause
            yield _Step(pause, _effort(circuit, choices, visit, turn, movement))


def _effort(
    circuit: Circuit, choices: Choices, visit: Visit, turn: Turn, movement: Movement
) -> Effort:
    exercise, block, dosed = visit.content.exercise, visit.block, turn.dosed
    prepare = prepare_seconds(exercise, choices) if exercise.prepare else None
    ready_seconds = (block.origin or circuit).prepare_seconds
    lead_in = ready_seconds if prepare is None else prepare
    return Effort(
        movement=movement,
        side=turn.side,
        set=visit.set,
        sets=choices.sets(block),
        round=turn.round,
        rounds=turn.rounds,
        dose=dosed.dose,
        target_seconds=dosed.target_seconds,
        cap_seconds=dosed.cap_seconds,
        reps=dosed.reps,
        tempo=dosed.tempo,
        stages=exercise.stages,
        lead_in_seconds=max(SHORT_LEAD_IN_SECONDS, lead_in),
        block=block.id,
        block_title=block.title,
        is_isometric=dosed.is_isometric,
        target_reps=dosed.target_reps,
        cap_reps=dosed.cap_reps,
        asked_seconds=dosed.asked_seconds,
        load=value_at(exercise.load, turn.number, turn.side),
        remind_seconds=_reminders(circuit, block, exercise),
    )


def _reminders(circuit: Circuit, block: Block, exercise: Exercise) -> tuple[float, ...]:
    nearest = (exercise.remind_seconds, block.remind_seconds, circuit.remind_seconds)
    return next(it for it in nearest if it is not None)


def _movement(circuit: Circuit, exercise: Exercise, choices: Choices) -> Movement:
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
        own_figure=circuit.own_figure(exercise),
        cue=exercise.cue,
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
