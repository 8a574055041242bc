"""Strategies for circuits, choices, and the actions of a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import AnyDose, FreeReps, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.circuit.model import Block, Circuit, Exercise, Stage
from hiptimer.plan.choices import Choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.offers import ListOffer, offers
from hiptimer.workout.playhead import Command

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline

IDS = ("pulses", "stretch", "climber")


def seconds(low: float, high: float) -> st.SearchStrategy[float]:
    """Return lengths in tenths of a second, which floats cannot represent exactly."""
    return st.integers(round(low * 10), round(high * 10)).map(lambda tenths: tenths / 10)


def pauses() -> st.SearchStrategy[float]:
    """Return lengths of pauses, many of them zero."""
    return st.one_of(st.just(0.0), seconds(0.1, 25.0))


def _range(low: float, values: list[float]) -> Range:
    ends = sorted({low, *values})
    return Range(ends[0], ends[-1], ends[len(ends) // 2])


def _second_ranges(low: float, high: float) -> st.SearchStrategy[Range]:
    return st.builds(_range, seconds(low, high), st.lists(seconds(low, high), max_size=2))


def _count_ranges(most: int) -> st.SearchStrategy[Range]:
    counts = st.integers(1, most).map(float)
    return st.builds(_range, counts, st.lists(counts, max_size=2))


@st.composite
def _tempos(draw: st.DrawFn) -> tuple[TempoBeat, ...]:
    lengths = draw(st.lists(_second_ranges(0.3, 2.0), min_size=1, max_size=4))
    return tuple(TempoBeat(f"beat {number}", it) for number, it in enumerate(lengths))


@st.composite
def _open_holds(draw: st.DrawFn) -> OpenHold:
    target = draw(seconds(0.5, 30.0))
    return OpenHold(target, target + draw(pauses()))


def doses() -> st.SearchStrategy[AnyDose]:
    """Return doses of every type."""
    return st.one_of(
        st.builds(Timed, _second_ranges(0.5, 30.0), st.booleans()),
        _open_holds(),
        st.builds(PacedReps, _count_ranges(5), _tempos()),
        st.builds(PacedTime, _second_ranges(0.5, 15.0), _tempos()),
        st.builds(FreeReps, _count_ranges(5), st.none() | seconds(0.5, 20.0)),
    )


@st.composite
def _exercises(draw: st.DrawFn, id_: str) -> Exercise:
    dose = draw(doses())
    ats = draw(st.lists(seconds(0.0, 30.0), unique=True, max_size=2))
    has_stages = not isinstance(dose, FreeReps)
    return Exercise(
        id=id_,
        name=id_.capitalize(),
        dose=dose,
        word="WORK",
        sides=draw(st.sampled_from(["none", "each", "alternate", "left", "right"])),
        first_side=draw(st.sampled_from(["left", "right"])),
        rounds=draw(_count_ranges(2)),
        rest_seconds=draw(pauses()),
        switch_seconds=draw(st.none() | pauses()),
        prepare_seconds=draw(st.none() | pauses()),
        variants=tuple(draw(st.sampled_from([(), ("one",), ("one", "two")]))),
        equipment=tuple(draw(st.sets(st.sampled_from(["band", "chair"])))),
        stages=tuple(Stage(at, f"at {at}") for at in sorted(ats)) if has_stages else (),
    )


@st.composite
def _blocks(draw: st.DrawFn, id_: str | None, exercise_ids: tuple[str, ...]) -> Block:
    return Block(
        id=id_,
        title=id_.capitalize() if id_ else "",
        sets=draw(_count_ranges(3)),
        order=draw(st.sampled_from(["circuit", "straight"])),
        switch_seconds=draw(st.none() | pauses()) if id_ else None,
        rest_between_exercises_seconds=draw(st.none() | pauses()) if id_ else None,
        rest_between_sets_seconds=draw(st.none() | pauses()) if id_ else None,
        rest_seconds=draw(st.none() | pauses()) if id_ else None,
        exercises=tuple(draw(_exercises(id_)) for id_ in exercise_ids),
    )


@st.composite
def circuits(draw: st.DrawFn, *, with_blocks: bool = False) -> Circuit:
    """Return circuits of one to three short exercises, some with pauses of zero length."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    split = draw(st.integers(0, len(ids) - 1))
    parts: list[tuple[str | None, tuple[str, ...]]] = [(None, ids)]
    if with_blocks and split:
        parts = [("warm-up", ids[:split]), ("main", ids[split:])]
    return Circuit(
        title="Random",
        prepare_seconds=draw(pauses()),
        switch_seconds=draw(pauses()),
        rest_between_exercises_seconds=draw(pauses()),
        rest_between_sets_seconds=draw(pauses()),
        rest_between_blocks_seconds=draw(pauses()) if with_blocks else 60.0,
        blocks=tuple(draw(_blocks(id_, its)) for id_, its in parts),
    )


@st.composite
def choices_for(draw: st.DrawFn, circuit: Circuit) -> Choices:
    """Return choices that `circuit` offers."""
    picks: dict[str, float | str] = {
        block.sets_name: float(draw(st.integers(1, int(block.sets.high))))
        for block in circuit.blocks
    }
    for offer in (offer for exercise in circuit.exercises for offer in offers(exercise)):
        if not draw(st.booleans()):
            continue
        name = f"{offer.exercise.id}.{offer.key}"
        if isinstance(offer, ListOffer):
            picks[name] = draw(st.sampled_from(offer.values))
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
        prepare_seconds=draw(st.none() | pauses()),
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


@st.composite
def plans(draw: st.DrawFn) -> Planned:
    """Return random circuits with random choices, laid out."""
    circuit = draw(circuits(with_blocks=True))
    choices = draw(choices_for(circuit))
    return Planned(circuit, choices, compile_timeline(circuit, choices, "random"))


@dataclass(frozen=True)
class Act:
    """An action of the person after a delay. `seconds` applies to commands that extend a phase."""

    after_seconds: float
    command: Command
    seconds: float = 5.0


def acts() -> st.SearchStrategy[list[Act]]:
    """Return sequences of actions: mostly sensible ones, at varied intervals."""
    commands = st.sampled_from([it for it in Command if it not in (Command.START, Command.STOP)])
    waits = st.one_of(st.just(0.0), seconds(0.1, 3.0), st.floats(0.0, 40.0))
    changes = st.sampled_from([5.0, -5.0, -60.0])
    ending = st.builds(Act, waits, st.sampled_from([Command.STOP, Command.TIME, Command.START]))
    middle = st.lists(st.builds(Act, waits, commands, changes), max_size=25)
    return st.tuples(middle, ending).map(lambda both: [*both[0], both[1]])
