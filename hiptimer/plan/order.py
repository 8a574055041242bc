"""The order of efforts and pauses in a workout, with their lengths.

The compiler turns these into phases with cues. The length of a workout needs only their lengths:
`planned_seconds` adds them up in the same way, a hundred times as fast.

Between two efforts there is exactly one pause, never the sum of two: a rest or, if the same
exercise continues with the other side, a switch that is long enough to change sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.model import FREE_REP_SECONDS, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.plan.timeline import Beat, Dose, PhaseKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.circuit.model import Block, Circuit, Exercise, Range, TempoBeat
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.timeline import EffortSide


@dataclass(frozen=True, slots=True)
class Dosed:
    """A dose with today's values. `target_seconds` is what plans count."""

    dose: Dose
    target_seconds: float
    cap_seconds: float | None = None
    reps: int | None = None
    tempo: tuple[Beat, ...] = ()


class Pause(NamedTuple):
    """The pause before an effort; zero seconds if there is none."""

    kind: PhaseKind
    seconds: float


class Turn(NamedTuple):
    """One effort of a visit, the pause before it, and when it starts after the visit's start.

    The pause before the first turn of a visit is the visit's.
    """

    round: int
    side: EffortSide | None
    starts: float
    pause: Pause


@dataclass(frozen=True, slots=True)
class Content:
    """All rounds and sides of one exercise: what is done in each set.

    `seconds` is how long it takes from the start of its first effort, `phases` are its efforts and
    the pauses between them.
    """

    exercise: Exercise
    dosed: Dosed
    rounds: int
    turns: tuple[Turn, ...]
    seconds: float
    phases: int


class Visit(NamedTuple):
    """One exercise in one set of a block, and the pause before its first effort."""

    pause: Pause
    content: Content
    block: Block
    set: int


def planned_seconds(circuit: Circuit, choices: Choices) -> float:
    """Return the length of the timeline without compiling it; 0.0 if there is nothing to do."""
    visit, starts, ends = None, 0.0, 0.0
    for visit in visits(circuit, choices):
        # Added in the same order as in the compiler, so that the sums are exactly equal.
        starts = ends + visit.pause.seconds
        ends = starts + visit.content.seconds
    if visit is None:
        return 0.0
    return starts + visit.content.turns[-1].starts + visit.content.dosed.target_seconds


def phase_count(circuit: Circuit, choices: Choices) -> int:
    """Return the number of phases of the timeline without compiling it."""
    return sum(
        visit.content.phases + (visit.pause.seconds > 0) for visit in visits(circuit, choices)
    )


def visits(circuit: Circuit, choices: Choices) -> Iterator[Visit]:
    """Yield the visits in order; an exercise whose efforts take no time is omitted."""
    pauses: dict[tuple[str, str, bool], Pause] = {}
    before: tuple[Block, Content, int] | None = None
    steps = (step for block in circuit.blocks for step in _steps(circuit, block, choices))
    for block, content, number in dropwhile(lambda step: not _is_start(choices, *step), steps):
        if content.dosed.target_seconds == 0:
            continue
        if before is None:
            prepare = choices.prepare_seconds
            seconds = circuit.prepare_seconds if prepare is None else prepare
            pause = Pause(PhaseKind.PREPARE, seconds)
        else:
            last_block, last, last_number = before
            is_new_set = (block, number) != (last_block, last_number)
            key = (last.exercise.id, content.exercise.id, is_new_set)
            if key not in pauses:
                pauses[key] = (
                    _between_visits(circuit, block, last, content, is_new_set=is_new_set)
                    if block is last_block
                    else _between_blocks(circuit, block, content)
                )
            pause = pauses[key]
        yield Visit(pause, content, block, number)
        before = block, content, number


def _steps(
    circuit: Circuit, block: Block, choices: Choices
) -> Iterator[tuple[Block, Content, int]]:
    today = [
        _content(circuit, block, exercise, choices)
        for exercise in block.exercises
        if exercise.id not in choices.without
    ]
    numbers = range(1, choices.sets(block) + 1)
    if block.order == "circuit":
        return ((block, content, number) for number in numbers for content in today)
    return ((block, content, number) for content in today for number in numbers)


def _is_start(choices: Choices, block: Block, content: Content, set_number: int) -> bool:
    is_block = choices.from_block in (None, block.id)
    is_exercise = choices.from_exercise in (None, content.exercise.id)
    return is_block and is_exercise and set_number == choices.from_set


def _between_visits(
    circuit: Circuit, block: Block, last: Content, coming: Content, *, is_new_set: bool
) -> Pause:
    exercise = coming.exercise
    is_same = exercise.id == last.exercise.id
    if is_new_set and (is_same or block.order == "circuit"):
        rest = _first(block.rest_between_sets_seconds, circuit.rest_between_sets_seconds)
        if block.order == "circuit":
            rest = max(rest, exercise.prepare_seconds or 0.0)
    else:
        rest = _first(
            exercise.prepare_seconds,
            block.rest_between_exercises_seconds,
            circuit.rest_between_exercises_seconds,
        )
    changes_side = is_same and coming.turns[0].side != last.turns[-1].side
    return _rest_or_switch(circuit, block, exercise, rest, changes_side=changes_side)


def _between_blocks(circuit: Circuit, block: Block, coming: Content) -> Pause:
    rest = _first(block.rest_seconds, circuit.rest_between_blocks_seconds)
    return Pause(PhaseKind.REST, max(rest, coming.exercise.prepare_seconds or 0.0))


def _first(*seconds: float | None) -> float:
    """Return the first length that is given; the last one, the circuit's, always is."""
    return next(it for it in seconds if it is not None)


def _rest_or_switch(
    circuit: Circuit, block: Block, exercise: Exercise, rest: float, *, changes_side: bool
) -> Pause:
    switch = _first(exercise.switch_seconds, block.switch_seconds, circuit.switch_seconds)
    if changes_side and switch >= rest:
        return Pause(PhaseKind.SWITCH, switch)
    return Pause(PhaseKind.REST, rest)


def _content(circuit: Circuit, block: Block, exercise: Exercise, choices: Choices) -> Content:
    dosed = _dosed(exercise, choices)
    rounds = int(choices.number(exercise, "rounds", exercise.rounds))
    sides = _sides(exercise, choices)
    pause_of_round = _rest_or_switch(
        circuit, block, exercise, exercise.rest_seconds, changes_side=len(sides) > 1
    )
    pause_of_side = _rest_or_switch(circuit, block, exercise, 0.0, changes_side=True)
    turns: list[Turn] = []
    starts = 0.0
    for number in range(1, rounds + 1):
        for side in sides:
            pause = pause_of_round if side == sides[0] else pause_of_side
            starts += pause.seconds if turns else 0.0
            turns.append(Turn(number, side, starts, pause))
            starts += dosed.target_seconds
    phases = len(turns) + sum(turn.pause.seconds > 0 for turn in turns[1:])
    return Content(exercise, dosed, rounds, tuple(turns), starts, phases)


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


def _dosed(exercise: Exercise, choices: Choices) -> Dosed:
    sides = 2 if exercise.sides == "alternate" else 1

    def chosen(key: str, range_: Range) -> float:
        return choices.number(exercise, key, range_)

    def beats(tempo: Iterable[TempoBeat]) -> tuple[Beat, ...]:
        return tuple(Beat(it.name, chosen(f"tempo.{it.name}", it.seconds)) for it in tempo)

    match exercise.dose:
        case Timed(seconds, isometric=True):
            return Dosed(Dose.HOLD, chosen("hold", seconds))
        case Timed(seconds):
            return Dosed(Dose.TIME, chosen("time", seconds))
        case OpenHold(target_seconds, cap_seconds):
            return Dosed(Dose.OPEN, target_seconds, cap_seconds=cap_seconds)
        case PacedReps(reps, tempo):
            return _paced(int(chosen("reps", reps)) * sides, beats(tempo))
        case PacedTime(seconds, tempo):
            return _paced(_whole_reps(chosen("time", seconds), beats(tempo), sides), beats(tempo))
        case free:
            count = int(chosen("reps", free.reps)) * sides
            given = free.target_seconds
            planned = count * FREE_REP_SECONDS if given is None else given
            return Dosed(Dose.FREE, planned, reps=count)


def _paced(count: int, tempo: tuple[Beat, ...]) -> Dosed:
    return Dosed(Dose.REPS, count * sum(beat.seconds for beat in tempo), reps=count, tempo=tempo)


def _whole_reps(seconds: float, tempo: tuple[Beat, ...], multiple: int) -> int:
    fitting = int(seconds / sum(beat.seconds for beat in tempo) + 1e-6)
    return max(multiple, fitting - fitting % multiple)
