from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range, TempoBeat
from hiptimer.circuit.doses import FreeReps, PacedReps, PacedTime
from hiptimer.circuit.model import Block
from hiptimer.plan.choices import (
    Choices,
    chosen_sets_words,
    default_choices,
    with_exercise_skipped,
    with_pick,
    with_prepare,
    with_sets,
    with_start,
)
from hiptimer.plan.offers import ChoiceError, RangeOffer, all_offers, offers
from tests.conftest import circuit, exercise, open_hold, picks_but_sets, timed
from tests.strategies import choices_for, circuits

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit

TEMPO = (TempoBeat("lift", Range(1, 2.5, 1)), TempoBeat("lower", Range.single(2)))
PULSES = exercise(
    "pulses",
    timed(15, 30),
    sides="each",
    first_side="right",
    rounds=Range(1, 3, 2),
    variants=("heel pressed", "heel hovering", "straight leg"),
)
MARCH = exercise("banded-march", PacedReps(Range(5, 12, 8), TEMPO), sides="alternate")
SQUAT = exercise("split-squat", open_hold())
TRIAL = circuit(PULSES, MARCH, SQUAT, sets=Range(3, 4, 3))
DEFAULT = default_choices(TRIAL)


def keys(of: object) -> list[str]:
    return [offer.key for one in TRIAL.exercises if one is of for offer in offers(one)]


def picked(name: str, text: str, choices: Choices = DEFAULT) -> float | str:
    return with_pick(TRIAL, choices, name, text).picks[name]


def test_the_default_choices_contain_only_the_sets() -> None:
    assert Choices({"sets": 3.0}) == DEFAULT


def test_an_exercise_offers_what_it_leaves_open_and_nothing_else() -> None:
    assert keys(PULSES) == ["variant", "time", "rounds", "first_side", "side"]
    assert keys(MARCH) == ["reps", "tempo.lift", "first_side"]
    assert keys(SQUAT) == []


def test_every_dose_offers_its_own_range() -> None:
    hold = exercise("a", timed(10, 20, isometric=True))
    free = exercise("a", FreeReps(Range(5, 9, 5), None))
    climb = exercise("a", PacedTime(Range(30, 60, 30), TEMPO))
    assert [offer.key for offer in offers(hold)] == ["hold"]
    assert [offer.key for offer in offers(free)] == ["reps"]
    assert [offer.key for offer in offers(climb)] == ["time", "tempo.lift"]


def test_offers_say_their_default_and_what_can_be_chosen() -> None:
    variant, time, rounds, first_side, side = offers(PULSES)
    assert (variant.default, variant.words()) == (
        "heel pressed",
        "heel pressed, heel hovering, straight leg",
    )
    assert (time.default, time.words(), time.value_words(22.5)) == (15, "15s-30s", "22.5s")
    assert (rounds.default, rounds.words(), rounds.value_words(2.0)) == (2, "1-3", "2")
    assert (first_side.default, first_side.words()) == ("right", "right, left")
    assert (side.default, side.value_words("left")) == ("each", "left")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("pulses.time", "20s", 20.0),
        ("pulses.time", "20", 20.0),
        ("pulses.time", "22.5s", 22.5),
        ("pulses.time", "15s", 15.0),
        ("pulses.time", "30s", 30.0),
        ("pulses.rounds", "1", 1.0),
        ("banded-march.reps", "12", 12.0),
        ("banded-march.tempo.lift", "1.5s", 1.5),
        ("pulses.variant", "heel hovering", "heel hovering"),
        ("pulses.variant", "HEEL PRESSED", "heel pressed"),
        ("pulses.variant", "str", "straight leg"),
        ("pulses.variant", "2", "heel hovering"),
        ("pulses.first_side", "left", "left"),
        ("pulses.side", "right", "right"),
    ],
)
def test_a_value_inside_an_offer_can_be_picked(name: str, text: str, value: float | str) -> None:
    assert picked(name, text) == value


def test_the_last_pick_wins_and_the_others_stay() -> None:
    once = with_pick(TRIAL, DEFAULT, "pulses.time", "20s")
    twice = with_pick(TRIAL, with_pick(TRIAL, once, "pulses.rounds", "3"), "pulses.time", "25s")
    assert picks_but_sets(twice) == {"pulses.time": 25.0, "pulses.rounds": 3.0}
    assert picks_but_sets(once) == {"pulses.time": 20.0}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("pulses.time", "31s", "pulses.time: 31s is outside 15s-30s"),
        ("pulses.time", "14.9s", "pulses.time: 14.9s is outside 15s-30s"),
        ("pulses.time", "-20s", "pulses.time: '-20s' is not a time in 15s-30s"),
        ("pulses.time", "nan", "pulses.time: 'nan' is not a time in 15s-30s"),
        ("pulses.time", "", "pulses.time: '' is not a time in 15s-30s"),
        ("pulses.rounds", "1.5", "pulses.rounds: '1.5' is not a whole number in 1-3"),
        ("pulses.rounds", "0", "pulses.rounds: 0 is outside 1-3"),
        (
            "pulses.variant",
            "heel",
            "pulses.variant: 'heel' is not one of: heel pressed, heel hovering, straight leg",
        ),
        ("pulses.side", "", "pulses.side: '' is not one of: each, left, right"),
        ("pulses.side", "4", "pulses.side: '4' is not one of: each, left, right"),
        ("pulses.side", "none", "pulses.side: 'none' is not one of: each, left, right"),
        (
            "banded-march.tempo.lower",
            "1s",
            (
                "banded-march.tempo.lower offers no choice; banded-march offers: "
                "banded-march.reps=5-12; banded-march.tempo.lift=1s-2.5s; "
                "banded-march.first_side=left, right"
            ),
        ),
        ("split-squat.hold", "1s", "split-squat.hold offers no choice; split-squat offers: none"),
        ("split-squat", "1s", "split-squat offers no choice; split-squat offers: none"),
        (
            "puls.time",
            "20s",
            ("no exercise 'puls'; did you mean 'pulses'? known: pulses, banded-march, split-squat"),
        ),
        ("xxx.time", "20s", "no exercise 'xxx'; known: pulses, banded-march, split-squat"),
    ],
)
def test_a_pick_that_is_not_offered_is_refused_with_what_could_be_chosen(
    name: str, text: str, message: str
) -> None:
    with pytest.raises(ChoiceError) as refused:
        picked(name, text)
    assert str(refused.value) == message


@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize("name", ["pulses.rounds", "pulses.time", "pulses.variant"])
def test_a_huge_number_is_refused_like_any_other(name: str, digits: int) -> None:
    with pytest.raises(ChoiceError):
        picked(name, "9" * digits)
    with pytest.raises(ChoiceError):
        with_start(TRIAL, DEFAULT, "9" * digits)
    with pytest.raises(ChoiceError):
        with_prepare(DEFAULT, "9" * digits)


@pytest.mark.parametrize("sets", [1, 2, 3, 4])
def test_sets_go_from_one_up_to_the_most_prescribed(sets: int) -> None:
    assert with_sets(TRIAL, DEFAULT, sets).picks == {"sets": sets}


@pytest.mark.parametrize("sets", [-1, 0, 5])
def test_other_numbers_of_sets_are_refused(sets: int) -> None:
    with pytest.raises(ChoiceError, match=f"{sets} sets: choose 1-4"):
        with_sets(TRIAL, DEFAULT, sets)


def test_fewer_sets_than_prescribed_are_marked() -> None:
    assert chosen_sets_words(TRIAL.main_block, 2).startswith("2 (prescribed 3")
    assert chosen_sets_words(Block(sets=Range.single(3), exercises=()), 2) == "2 (prescribed 3)"
    assert chosen_sets_words(Block(sets=Range.single(3), exercises=()), 3) == "3"


def test_exercises_can_be_skipped_but_not_all_of_them() -> None:
    one_less = with_exercise_skipped(TRIAL, DEFAULT, "pulses")
    two_less = with_exercise_skipped(TRIAL, one_less, "banded-march")
    assert two_less.without == {"pulses", "banded-march"}
    with pytest.raises(ChoiceError, match="every exercise is skipped"):
        with_exercise_skipped(TRIAL, two_less, "split-squat")


def test_skipping_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(ChoiceError, match="did you mean 'split-squat'"):
        with_exercise_skipped(TRIAL, DEFAULT, "split-sqat")


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("20s", 20), ("1m30s", 90), ("1h", 3600)])
def test_the_time_to_get_ready_is_any_time_up_to_an_hour(text: str, seconds: float) -> None:
    assert with_prepare(DEFAULT, text).prepare_seconds == seconds


@pytest.mark.parametrize("text", ["1h1s", "3601"])
def test_more_than_an_hour_to_get_ready_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError, match="too long"):
        with_prepare(DEFAULT, text)


@pytest.mark.parametrize("text", ["", "soon", "-5", "-5s", "inf", "1.2.3"])
def test_an_invalid_time_to_get_ready_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError, match="write one such as 20s"):
        with_prepare(DEFAULT, text)


def test_a_start_is_a_set_or_an_exercise_in_a_set() -> None:
    assert with_start(TRIAL, DEFAULT, "2") == replace(DEFAULT, from_set=2)
    from_march = with_start(TRIAL, DEFAULT, "3.banded-march")
    assert (from_march.from_set, from_march.from_exercise) == (3, "banded-march")


@pytest.mark.parametrize("place", ["0", "4", "", "x", "-1", "pulses", "1.5.5"])
def test_a_start_that_is_not_there_today_is_refused(place: str) -> None:
    with pytest.raises(ChoiceError):
        with_start(TRIAL, DEFAULT, place)


def test_a_start_at_a_skipped_exercise_is_refused() -> None:
    without = with_exercise_skipped(TRIAL, DEFAULT, "pulses")
    with pytest.raises(ChoiceError, match="pulses is skipped today"):
        with_start(TRIAL, without, "1.pulses")


@given(circuits())
def test_every_offered_value_can_be_chosen(one: Circuit) -> None:
    for name, offer in all_offers(one).items():
        if isinstance(offer, RangeOffer):
            numbers, _, fatigue = offer.words().partition(" or ")
            low, high = numbers.split("-") if "-" in numbers else (numbers, numbers)
            assert bool(fatigue) is offer.to_fatigue
            if fatigue:
                assert with_pick(one, default_choices(one), name, fatigue).picks[name] == fatigue
            assert with_pick(one, default_choices(one), name, low).picks[name] == offer.range.low
            assert with_pick(one, default_choices(one), name, high).picks[name] == offer.range.high
        else:
            for value in offer.words().split(", "):
                assert with_pick(one, default_choices(one), name, value).picks[name] == value


@given(st.data())
def test_every_value_an_offer_writes_can_be_read_again(data: st.DataObject) -> None:
    one = data.draw(circuits())
    chosen = data.draw(choices_for(one))
    for offer in all_offers(one).values():
        value = chosen.value(offer)
        assert offer.read(offer.value_words(value)) == value
