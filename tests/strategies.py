"""Strategies for circuits, choices, and the actions of a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range, Varying, values_of
from hiptimer.circuit.doses import PacedTime, Timed, TimedOrToFatigue, ToFatigue
from hiptimer.circuit.model import Block, Circuit, Exercise, Stage
from hiptimer.plan.choices import Choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.dosing import FATIGUE, dose_key
from hiptimer.plan.offers import ListOffer, all_offers
from hiptimer.workout.playhead import Command
from tests.dose_strategies import (
    count_ranges,
    doses,
    few,
    made_once,
    one_of_these,
    or_none,
    pauses,
    rests,
    seconds,
    varied,
)

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import Amount, Rest
    from hiptimer.circuit.model import Sides
    from hiptimer.plan.timeline import Timeline

IDS = ("pulses", "stretch", "climber")


@made_once
def _moments(low: float, high: float) -> st.SearchStrategy[tuple[float, ...]]:
    return st.lists(seconds(low, high), max_size=2, unique=True).map(tuple)


@made_once
@st.composite
def _exercises(draw: st.DrawFn, id_: str, most_sets: int) -> Exercise:
    sides: Sides = draw(one_of_these("none", "each", "alternate", "left", "right"))
    rounds: Amount = draw(count_ranges(3))
    if sides == "each" and draw(st.booleans()):
        left, right = draw(few(3)), draw(few(3))
        rounds = left if left == right else Varying((left,), (right,))
    most_rounds = int(max(it.high for it in values_of(rounds)))
    most = most_rounds if most_rounds > 1 else most_sets
    dose = draw(doses(sides, most))
    ats = draw(_moments(0.0, 30.0))
    has_stages = isinstance(dose, Timed | ToFatigue | TimedOrToFatigue | PacedTime)
    loads = one_of_these("", "4 kg", "6 kg")
    return Exercise(
        id=id_,
        name=id_.capitalize(),
        dose=dose,
        word="WORK",
        sides=sides,
        first_side=draw(one_of_these("left", "right")),
        side_means=draw(one_of_these("", "knee up")),
        side_order=draw(one_of_these("by-round", "by-side")),
        rounds=rounds,
        rest=draw(rests()),
        switch_seconds=draw(or_none(pauses())),
        prepare=draw(or_none(rests())),
        remind_seconds=draw(or_none(_moments(0.5, 12.0))),
        load=draw(varied(loads, loads, sides, most)),
        cue=draw(one_of_these("", "Slowly")),
        pain=draw(one_of_these("", "none")),
        variants=tuple(draw(one_of_these((), ("one",), ("one", "two")))),
        equipment=tuple(draw(st.sets(one_of_these("band", "chair")))),
        stages=tuple(
            Stage(at, f"at {at}", once=draw(st.booleans())) for at in sorted(ats) if has_stages
        ),
    )


@made_once
def _rests_between_sets(most_sets: int) -> st.SearchStrategy[tuple[Rest, ...]]:
    one = rests().map(lambda rest: (rest,))
    if most_sets <= 2:
        return one
    lengths = pauses().map(Range.single)
    return one | st.lists(lengths, min_size=2, max_size=most_sets - 1).map(tuple)


@made_once
@st.composite
def _blocks(draw: st.DrawFn, id_: str | None, exercise_ids: tuple[str, ...]) -> Block:
    sets = draw(count_ranges(4))
    return Block(
        id=id_,
        title=id_.capitalize() if id_ else "",
        sets=sets,
        order=draw(one_of_these("circuit", "straight")),
        switch_seconds=draw(or_none(pauses())) if id_ else None,
        rest_between_exercises=draw(or_none(rests())) if id_ else None,
        rest_between_sets=draw(or_none(_rests_between_sets(int(sets.high)))) if id_ else None,
        rest=draw(or_none(rests())) if id_ else None,
        remind_seconds=draw(one_of_these(None, (), (3.5,))) if id_ else None,
        exercises=tuple(draw(_exercises(it, int(sets.high))) for it in exercise_ids),
    )


@made_once
@st.composite
def circuits(draw: st.DrawFn) -> Circuit:
    """Return circuits of one to three short exercises, some with pauses of zero length."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    split = draw(st.integers(0, len(ids) - 1))
    parts: list[tuple[str | None, tuple[str, ...]]] = [(None, ids)]
    if split:
        parts = [("warm-up", ids[:split]), ("main", ids[split:])]
    blocks = tuple(draw(_blocks(id_, its)) for id_, its in parts)
    most_sets = max(int(block.sets.high) for block in blocks)
    return Circuit(
        title="Random",
        recovery_hours=draw(one_of_these(None, 36.0)),
        prepare_seconds=draw(pauses()),
        switch_seconds=draw(pauses()),
        rest_between_exercises=draw(rests()),
        rest_between_sets=draw(_rests_between_sets(most_sets)),
        rest_between_blocks=draw(rests()),
        remind_seconds=draw(one_of_these((), (5.0,))),
        blocks=blocks,
    )


def _as_a_file_may_have_it(exercise: Exercise) -> Exercise:
    """Return an exercise without what a file cannot say together."""
    sides, dose = exercise.sides, exercise.dose
    if sides == "alternate" and dose_key(exercise) == "hold":
        sides = "left"
    match dose:
        case ToFatigue(cap_seconds=end):
            pass
        case TimedOrToFatigue(to_fatigue=ToFatigue(cap_seconds=end)):
            pass
        case Timed(seconds) | PacedTime(seconds):
            end = max(it.high for it in values_of(seconds))
        case _:
            end = 0.0
    return replace(
        exercise,
        sides=sides,
        first_side=exercise.first_side if sides in ("each", "alternate") else "left",
        stages=tuple(stage for stage in exercise.stages if stage.at < end),
    )


def circuits_of_files() -> st.SearchStrategy[Circuit]:
    """Return circuits that files can describe."""

    def of_file(circuit: Circuit) -> Circuit:
        blocks = (
            replace(block, exercises=tuple(map(_as_a_file_may_have_it, block.exercises)))
            for block in circuit.blocks
        )
        return replace(circuit, blocks=tuple(blocks))

    return circuits().map(of_file)


@st.composite
def choices_for(draw: st.DrawFn, circuit: Circuit) -> Choices:
    """Return choices that `circuit` offers."""
    picks: dict[str, float | str] = {
        block.sets_name: float(draw(st.integers(1, int(block.sets.high))))
        for block in circuit.blocks
    }
    for name, offer in all_offers(circuit).items():
        if name in picks or not draw(st.booleans()):
            continue
        if isinstance(offer, ListOffer):
            picks[name] = draw(st.sampled_from(offer.values))
        elif offer.to_fatigue and draw(st.booleans()):
            picks[name] = FATIGUE
        elif offer.unit == "count":
            low, high = int(offer.range.low), int(offer.range.high)
            picks[name] = float(draw(st.integers(low, high)))
        else:
            picks[name] = draw(seconds(offer.range.low, offer.range.high))
    ids = [exercise.id for exercise in circuit.exercises]
    without = draw(st.sets(st.sampled_from(ids), max_size=len(ids) - 1))
    chosen = Choices(
        picks=picks,
        without=frozenset(without),
        prepare_seconds=draw(or_none(pauses())),
    )
    today = [
        (block, exercise.id)
        for block in circuit.blocks
        for exercise in block.exercises
        if exercise.id not in without
    ]
    if not draw(st.booleans()):
        return chosen
    block, place = draw(st.sampled_from(today))
    return replace(
        chosen,
        from_block=block.id,
        from_set=draw(st.integers(1, chosen.sets(block))),
        from_exercise=draw(st.sampled_from([None, place])),
    )


@dataclass(frozen=True)
class Planned:
    """A circuit, choices for it, and the timeline of both."""

    circuit: Circuit
    choices: Choices
    timeline: Timeline


@made_once
@st.composite
def plans(draw: st.DrawFn) -> Planned:
    """Return random circuits with random choices, laid out."""
    circuit = draw(circuits())
    choices = draw(choices_for(circuit))
    return Planned(circuit, choices, compile_timeline(circuit, choices, "random"))


@dataclass(frozen=True)
class Act:
    """An action of the person after a delay. `seconds` applies to commands that extend a phase."""

    after_seconds: float
    command: Command
    seconds: float = 5.0


@made_once
def acts() -> st.SearchStrategy[list[Act]]:
    """Return sequences of actions: mostly sensible ones, at varied intervals."""
    commands = st.sampled_from([it for it in Command if it not in (Command.START, Command.STOP)])
    waits = st.one_of(st.just(0.0), seconds(0.1, 3.0), st.floats(0.0, 40.0))
    changes = one_of_these(5.0, -5.0, -60.0)
    ending = st.builds(Act, waits, one_of_these(Command.STOP, Command.TIME, Command.START))
    middle = st.lists(st.builds(Act, waits, commands, changes), max_size=25)
    return st.tuples(middle, ending).map(lambda both: [*both[0], both[1]])
