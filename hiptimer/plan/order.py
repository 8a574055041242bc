"""The order of efforts and pauses in a workout, with their lengths.

The compiler turns these into phases with cues; `plan.lengths` only adds them up.
"""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.dosing import (
    dosed,
    most_rounds,
    number_in,
    rounds_today,
    sides_today,
    varies_by_set,
)
from hiptimer.plan.pauses import Pause, Pauses
from hiptimer.plan.timeline import PhaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.dosing import Dosed
    from hiptimer.plan.effort import EffortSide


class Turn(NamedTuple):
    """One effort of a visit, the pause before it, and when it starts after the visit's start.

    The pause before the first turn of a visit is the visit's. `rounds` are those of its side, and
    `number` is the place of the turn in what varies by round or set.
    """

    round: int
    rounds: int
    number: int
    side: EffortSide | None
    dosed: Dosed
    starts: float
    pause: Pause


class Content(NamedTuple):
    """All rounds and sides of one exercise in one set.

    `seconds` is how long it takes from the start of its first effort, `phases` are its efforts and
    the pauses between them.
    """

    exercise: Exercise
    turns: tuple[Turn, ...]
    seconds: float
    phases: int


class Visit(NamedTuple):
    """One exercise in one set of a block, and the pause before its first effort."""

    pause: Pause
    content: Content
    block: Block
    set: int


class _Step(NamedTuple):
    """One exercise in one set, before it is known what comes before it."""

    pauses: Pauses
    content: Content
    set: int


Contents = dict[tuple[str, object, int], Content]
"""Contents by exercise, chosen rounds and set, for choices that differ in nothing else."""


def visits(circuit: Circuit, choices: Choices, known: Contents | None = None) -> Iterator[Visit]:
    """Yield the visits in order; an exercise whose efforts take no time is omitted."""
    known = {} if known is None else known
    before: _Step | None = None
    steps = (step for block in circuit.blocks for step in _steps(circuit, block, choices, known))
    for step in dropwhile(lambda it: not _is_start(choices, it), steps):
        if not step.content.turns:
            continue
        if before is None:
            prepare = choices.prepare_seconds
            seconds = circuit.prepare_seconds if prepare is None else prepare
            pause = Pause(PhaseKind.PREPARE, seconds)
        else:
            pause = _pause_between(before, step)
        yield Visit(pause, step.content, step.pauses.block, step.set)
        before = step


def _steps(circuit: Circuit, block: Block, choices: Choices, known: Contents) -> Iterator[_Step]:
    pauses = Pauses(circuit, block, choices)
    numbers = range(1, choices.sets(block) + 1)
    today = [
        _contents(pauses, exercise, choices, numbers, known)
        for exercise in block.exercises
        if exercise.id not in choices.without
    ]
    if block.order == "circuit":
        return (_Step(pauses, contents[it - 1], it) for it in numbers for contents in today)
    return (_Step(pauses, contents[it - 1], it) for contents in today for it in numbers)


def _is_start(choices: Choices, step: _Step) -> bool:
    is_block = choices.from_block in (None, step.pauses.block.id)
    is_exercise = choices.from_exercise in (None, step.content.exercise.id)
    return is_block and is_exercise and step.set == choices.from_set


def _pause_between(last: _Step, coming: _Step) -> Pause:
    pauses, exercise = coming.pauses, coming.content.exercise
    if last.pauses.block is not pauses.block:
        return pauses.before_block(exercise)
    is_same = exercise.id == last.content.exercise.id
    if coming.set != last.set and (is_same or pauses.block.order == "circuit"):
        changes_side = is_same and coming.content.turns[0].side != last.content.turns[-1].side
        return pauses.between_sets(exercise, last.set, changes_side=changes_side)
    return pauses.between_exercises(exercise)


def _contents(
    pauses: Pauses, exercise: Exercise, choices: Choices, sets: Sequence[int], known: Contents
) -> Sequence[Content]:
    """Return what is done of `exercise` in each set."""
    rounds = choices.picks.get(f"{exercise.id}.rounds")
    different = sets if varies_by_set(exercise) else sets[:1]
    for number in different:
        key = (exercise.id, rounds, number)
        if key not in known:
            known[key] = _content(pauses, exercise, choices, number)
    return [known[exercise.id, rounds, min(number, len(different))] for number in sets]


def _content(pauses: Pauses, exercise: Exercise, choices: Choices, set_number: int) -> Content:
    turns: list[Turn] = []
    ends = 0.0
    for number, rounds, side in _places(exercise, choices):
        at = number_in(exercise, number, set_number)
        dose = dosed(exercise, choices, at, side)
        if not dose.target_seconds:
            continue
        pause = _pause_before(pauses, exercise, turns[-1], number, side) if turns else _NO_PAUSE
        starts = ends + pause.planned_seconds
        turns.append(Turn(number, rounds, at, side, dose, starts, pause))
        ends = starts + dose.target_seconds
    phases = len(turns) + sum(turn.pause.seconds != 0 for turn in turns[1:])
    return Content(exercise, tuple(turns), ends, phases)


_NO_PAUSE = Pause(PhaseKind.REST, 0.0)


def _places(exercise: Exercise, choices: Choices) -> Iterator[tuple[int, int, EffortSide | None]]:
    """Yield the number of each round, how many there are on its side, and its side, in order."""
    sides = sides_today(exercise, choices)
    rounds = {side: rounds_today(exercise, choices, side) for side in sides}
    if exercise.side_order == "by-side":
        places = ((it, side) for side in sides for it in range(1, rounds[side] + 1))
    else:
        numbers = range(1, max(rounds.values()) + 1)
        places = ((it, side) for it in numbers for side in sides if it <= rounds[side])
    return ((number, rounds[side], side) for number, side in places)


def _pause_before(
    pauses: Pauses, exercise: Exercise, last: Turn, number: int, side: EffortSide | None
) -> Pause:
    changes_side = side != last.side
    if changes_side and exercise.side_order == "by-side" and most_rounds(exercise) > 1:
        return pauses.after_all_rounds(exercise)
    if number == last.round:
        return pauses.between_sides(exercise)
    return pauses.between_rounds(exercise, changes_side=changes_side)
