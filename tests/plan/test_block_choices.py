"""What can be chosen of a circuit with blocks, and of its rests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiptimer.circuit.amounts import READY, Range
from hiptimer.circuit.doses import TimedOrToFatigue, ToFatigue
from hiptimer.circuit.model import Block, Circuit
from hiptimer.plan.choices import (
    chosen_sets_of_blocks,
    default_choices,
    with_pick,
    with_sets,
    with_skipped,
    with_start,
)
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.offers import ChoiceError, RangeOffer, all_offers
from tests.conftest import circuit, exercise, timed


def block(id_: str, low: float, high: float, *names: str) -> Block:
    return Block(
        id=id_,
        title=id_.capitalize(),
        sets=Range(low, high, low),
        exercises=tuple(exercise(name, timed(10)) for name in names),
    )


def of(*blocks: Block) -> Circuit:
    return replace(circuit(), blocks=blocks)


WARM_UP, MAIN, END = (
    block("warm-up", 1, 1, "march"),
    block("main", 2, 4, "a", "b"),
    block("end", 2, 2, "c"),
)
TRIAL = of(WARM_UP, MAIN, END)
DEFAULT = default_choices(TRIAL)


def test_each_block_has_its_sets() -> None:
    assert dict(DEFAULT.picks) == {"warm-up.sets": 1.0, "main.sets": 2.0, "end.sets": 2.0}
    assert chosen_sets_of_blocks(TRIAL, DEFAULT) == "Main sets: 2 (prescribed 2–4), End sets: 2"


@pytest.mark.parametrize(
    ("blocks", "name"),
    [
        ((WARM_UP, MAIN, END), "main.sets"),
        ((WARM_UP, END), "end.sets"),
        ((MAIN,), "main.sets"),
        ((WARM_UP,), "warm-up.sets"),
    ],
)
def test_sets_alone_are_those_of_the_only_block_with_several(
    blocks: tuple[Block, ...], name: str
) -> None:
    trial = of(*blocks)
    assert with_sets(trial, default_choices(trial), 1).picks[name] == 1


@pytest.mark.parametrize(
    "blocks",
    [(MAIN, replace(END, sets=Range(1, 2, 1))), (END, replace(MAIN, sets=Range.single(3)))],
)
def test_sets_alone_are_refused_if_they_could_be_of_several_blocks(
    blocks: tuple[Block, ...],
) -> None:
    trial = of(*blocks)
    with pytest.raises(ChoiceError, match=r"sets of which block\? choose with one of: .*main.sets"):
        with_sets(trial, default_choices(trial), 1)


@pytest.mark.parametrize(
    ("place", "block_id", "number", "exercise_id"),
    [
        ("main", "main", 1, None),
        ("main.2", "main", 2, None),
        ("main.2.b", "main", 2, "b"),
        ("end.1.c", "end", 1, "c"),
    ],
)
def test_a_start_names_a_block_then_a_set_then_an_exercise(
    place: str, block_id: str, number: int, exercise_id: str | None
) -> None:
    choices = with_start(TRIAL, DEFAULT, place)
    start = (choices.from_block, choices.from_set, choices.from_exercise)
    assert start == (block_id, number, exercise_id)
    first = compile_timeline(TRIAL, choices, "trial").phases[-1 if place == "end.2" else 0].effort
    assert (first.block, first.set) == (block_id, number)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("2", "2: name a block: warm-up, main, end"),
        ("main.3", "main.3: name a set from 1 to 2"),
        ("main.1.zzz", "no exercise 'zzz'"),
    ],
)
def test_a_start_that_there_is_not_is_refused(place: str, message: str) -> None:
    with pytest.raises(ChoiceError, match=message):
        with_start(TRIAL, DEFAULT, place)


def test_a_block_is_skipped_with_all_its_exercises_but_not_the_last_one() -> None:
    assert with_skipped(TRIAL, DEFAULT, "main").without == {"a", "b"}
    assert with_skipped(TRIAL, DEFAULT, "a").without == {"a"}
    with pytest.raises(ChoiceError, match="every exercise is skipped"):
        with_skipped(of(MAIN), default_choices(of(MAIN)), "main")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("main.sets", "main.sets: 5 is outside 1-4"),
        ("main.reps", "main.reps offers no choice; main offers: main.sets=1-4"),
        ("mian.sets", "no exercise 'mian'; did you mean 'main'?"),
        ("rest_between_sets", "rest_between_sets offers no choice; the circuit offers: none"),
    ],
)
def test_a_pick_that_is_not_offered_is_refused(name: str, message: str) -> None:
    with pytest.raises(ChoiceError) as raised:
        with_pick(TRIAL, DEFAULT, name, "5")
    assert str(raised.value).startswith(message)


def test_a_rest_that_is_inherited_is_one_choice_and_an_own_one_another() -> None:
    span = Range(5.0, 30.0, 10.0)
    rests = replace(
        TRIAL,
        rest_between_sets=(span,),
        rest_between_blocks=READY,
        blocks=(WARM_UP, replace(MAIN, rest=span), replace(END, rest_between_sets=(span,))),
    )
    names = [name for name in all_offers(rests) if "rest" in name]
    assert names == ["rest_between_sets", "main.rest", "end.rest_between_sets"]
    choices = with_pick(rests, default_choices(rests), "rest_between_sets", "25s")
    choices = with_pick(rests, choices, "main.rest", "7s")
    pauses = [
        it.seconds for it in compile_timeline(rests, choices, "trial").phases if not it.is_effort
    ]
    assert pauses == [10.0, 7.0, 15.0, 25.0, 15.0, None, 10.0]


def test_fatigue_comes_after_the_high_end_of_a_range() -> None:
    dose = TimedOrToFatigue(Range(15.0, 30.0, 15.0), ToFatigue(15.0, 30.0, isometric=False), True)
    trial = circuit(exercise("pulses", dose))
    offer = all_offers(trial)["pulses.time"]
    assert (offer.default, offer.words()) == ("fatigue", "15s-30s or fatigue")
    assert isinstance(offer, RangeOffer)
    assert offer.read(" Fatigue ") == "fatigue"
    up = [offer.next_value(value, +1) for value in (29.0, 30.0, "fatigue")]
    assert up == ["30s", "fatigue", None]
    assert offer.next_value("fatigue", -1) == "30s"
