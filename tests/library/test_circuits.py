"""The shipped circuits, held against what their sources prescribe."""

from __future__ import annotations

import pytest

from hiptimer.circuit.amounts import ONCE, Range, TempoBeat
from hiptimer.circuit.doses import (
    AnyDose,
    FreeReps,
    PacedReps,
    PacedTime,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)
from hiptimer.circuit.model import Circuit, Exercise, Stage
from hiptimer.library import loading

IDS = loading.ids()


def shipped(id_: str) -> Circuit:
    circuit = loading.find(id_).circuit
    assert circuit is not None
    return circuit


def exercise(circuit_id: str, exercise_id: str) -> Exercise:
    (found,) = (it for it in shipped(circuit_id).exercises if it.id == exercise_id)
    return found


def moving(low: float, high: float | None = None, default: float | None = None) -> Timed:
    return Timed(span(low, high, default), isometric=False)


def span(low: float, high: float | None = None, default: float | None = None) -> Range:
    return Range(low, low if high is None else high, low if default is None else default)


def tempo(**beats: tuple[float, ...]) -> tuple[TempoBeat, ...]:
    return tuple(TempoBeat(name, span(*seconds)) for name, seconds in beats.items())


THIRTY_SECOND_HOLD = Timed(Range.single(30), isometric=True)


@pytest.mark.parametrize(
    ("id_", "sets", "prepare_seconds", "rest_between_sets_seconds", "exercises"),
    [
        (
            "whitt-hip-flexor",
            Range(3, 4, 3),
            30,
            75,
            ["pulses", "greatest-stretch", "mountain-climber", "split-squat-hold"],
        ),
        ("runner-warm-up", Range.single(1), 10, None, ["high-knees", "walking-lunges"]),
        ("runner-cool-down", Range.single(1), 15, None, ["kneeling-stretch", "cross-leg-stretch"]),
        (
            "runner-strength",
            Range.single(1),
            20,
            None,
            ["leg-lift", "banded-march", "banded-climber"],
        ),
        ("foam-rolling", Range.single(1), 20, None, ["front-of-the-hip", "it-band"]),
    ],
)
def test_a_circuit_has_its_exercises_in_order_and_its_sets(
    id_: str,
    sets: Range,
    prepare_seconds: float,
    rest_between_sets_seconds: float | None,
    exercises: list[str],
) -> None:
    circuit = shipped(id_)
    assert [it.id for it in circuit.exercises] == exercises
    assert (circuit.main_block.sets, circuit.prepare_seconds) == (sets, prepare_seconds)
    assert [block.order for block in circuit.blocks] == ["circuit"]
    if rest_between_sets_seconds is not None:
        assert circuit.rest_between_sets == (Range.single(rest_between_sets_seconds),)


@pytest.mark.parametrize(
    ("circuit_id", "exercise_id", "dose", "rounds"),
    [
        (
            "whitt-hip-flexor",
            "pulses",
            TimedOrToFatigue(
                span(15, 30), ToFatigue(15, 30, isometric=False), is_to_fatigue_by_default=True
            ),
            2,
        ),
        ("whitt-hip-flexor", "greatest-stretch", moving(30), 2),
        (
            "whitt-hip-flexor",
            "mountain-climber",
            PacedReps(
                Range.single(10),
                (
                    TempoBeat("drive", span(1), say="knee in"),
                    TempoBeat("return", span(3), say="slow return"),
                ),
            ),
            1,
        ),
        ("whitt-hip-flexor", "split-squat-hold", ToFatigue(30, 90, isometric=True), 2),
        ("runner-warm-up", "high-knees", moving(30), 2),
        ("runner-warm-up", "walking-lunges", moving(20, 60, 30), 1),
        ("runner-cool-down", "kneeling-stretch", THIRTY_SECOND_HOLD, 1),
        ("runner-cool-down", "cross-leg-stretch", THIRTY_SECOND_HOLD, 1),
        (
            "runner-strength",
            "leg-lift",
            PacedReps(span(20, 30), tempo(over=(2,), back=(2,))),
            (2, 3),
        ),
        (
            "runner-strength",
            "banded-march",
            PacedTime(span(60, 180), tempo(**{"raise": (1,), "hold": (5, 10), "lower": (2,)})),
            (1, 3),
        ),
        (
            "runner-strength",
            "banded-climber",
            PacedTime(span(30, 120), (*tempo(pull=(2,)), *tempo(**{"return": (2,)}))),
            (1, 3),
        ),
        ("foam-rolling", "front-of-the-hip", moving(30), 1),
        ("foam-rolling", "it-band", moving(30), 1),
    ],
)
def test_an_exercise_has_its_dose(
    circuit_id: str, exercise_id: str, dose: AnyDose, rounds: int | tuple[int, int]
) -> None:
    found = exercise(circuit_id, exercise_id)
    low, high = rounds if isinstance(rounds, tuple) else (rounds, rounds)
    assert (found.dose, found.rounds) == (dose, Range(low, high, low))


@pytest.mark.parametrize("circuit_id", ["runner-warm-up", "runner-strength"])
def test_sets_of_one_exercise_are_rounds_with_a_rest_between_them(
    circuit_id: str,
) -> None:
    seconds = 15.0 if circuit_id == "runner-warm-up" else 45.0
    several = [it for it in shipped(circuit_id).exercises if it.rounds != ONCE]
    assert [it.rest for it in several] == [Range.single(seconds)] * len(several)


@pytest.mark.parametrize(
    ("circuit_id", "exercise_id", "cue"),
    [
        ("whitt-hip-flexor", "pulses", "Short, strong pumps"),
        ("whitt-hip-flexor", "greatest-stretch", "Don't skip the rotation"),
        ("whitt-hip-flexor", "mountain-climber", "Fast in, three seconds out"),
        ("whitt-hip-flexor", "split-squat-hold", "Back foot off the ground"),
        ("runner-warm-up", "high-knees", ""),
        ("runner-warm-up", "walking-lunges", "Lower slowly"),
        ("runner-strength", "leg-lift", "Slowly, up and over"),
        ("runner-strength", "banded-march", ""),
        ("runner-strength", "banded-climber", "Core engaged, butt down"),
        ("foam-rolling", "front-of-the-hip", "Tender: stop, breathe in, roll on out"),
        ("foam-rolling", "it-band", "Tender: stop, breathe in, roll on out"),
    ],
)
def test_an_exercise_has_the_cue_that_keeps_it_right(
    circuit_id: str, exercise_id: str, cue: str
) -> None:
    found = exercise(circuit_id, exercise_id)
    assert (found.cue, found.pain) == (cue, "")


def test_any_pain_is_too_much_in_the_cool_down() -> None:
    cool_down = shipped("runner-cool-down").exercises
    assert [(it.pain, it.cue) for it in cool_down] == [("none", "Any pain: stop")] * 2


@pytest.mark.parametrize(
    ("circuit_id", "exercise_id", "sides", "side_means", "word"),
    [
        ("whitt-hip-flexor", "pulses", "each, left first", "knee up", "PULSE"),
        ("whitt-hip-flexor", "greatest-stretch", "each, left first", "foot in front", "STRETCH"),
        ("whitt-hip-flexor", "mountain-climber", "each, left first", "knee up", "WORK"),
        ("whitt-hip-flexor", "split-squat-hold", "each, left first", "foot in front", "HOLD"),
        ("runner-warm-up", "high-knees", "alternate, left first", "", "MARCH"),
        ("runner-warm-up", "walking-lunges", "alternate, right first", "", "LUNGE"),
        ("runner-cool-down", "kneeling-stretch", "each, left first", "knee down", "STRETCH"),
        ("runner-cool-down", "cross-leg-stretch", "each, right first", "leg in front", "STRETCH"),
        ("runner-strength", "leg-lift", "each, right first", "leg lifts", "LIFT"),
        ("runner-strength", "banded-march", "alternate, left first", "", "MARCH"),
        ("runner-strength", "banded-climber", "alternate, left first", "", "CLIMB"),
        ("foam-rolling", "front-of-the-hip", "each, left first", "hip on the roller", "ROLL"),
        ("foam-rolling", "it-band", "each, right first", "thigh on the roller", "ROLL"),
    ],
)
def test_an_exercise_has_its_sides_and_says_what_they_mean(
    circuit_id: str, exercise_id: str, sides: str, side_means: str, word: str
) -> None:
    found = exercise(circuit_id, exercise_id)
    assert f"{found.sides}, {found.first_side} first" == sides
    assert (found.side_means, found.word) == (side_means, word)


@pytest.mark.parametrize(
    ("circuit_id", "exercise_id", "switch_seconds", "prepare_seconds", "equipment"),
    [
        ("whitt-hip-flexor", "pulses", 8, None, ("heavy looped band",)),
        ("whitt-hip-flexor", "greatest-stretch", 8, 20, ()),
        ("whitt-hip-flexor", "mountain-climber", 10, 25, ("heavy looped band",)),
        ("whitt-hip-flexor", "split-squat-hold", 15, 25, ()),
        ("runner-warm-up", "high-knees", None, None, ()),
        ("runner-warm-up", "walking-lunges", None, 10, ()),
        ("runner-cool-down", "kneeling-stretch", 8, None, ()),
        ("runner-cool-down", "cross-leg-stretch", 5, 10, ()),
        ("runner-strength", "leg-lift", 10, None, ("bottle or weight",)),
        ("runner-strength", "banded-march", None, 25, ("resistance band",)),
        ("runner-strength", "banded-climber", None, 20, ("resistance band",)),
        ("foam-rolling", "front-of-the-hip", 10, None, ("foam roller",)),
        ("foam-rolling", "it-band", 15, 20, ("foam roller",)),
    ],
)
def test_an_exercise_leaves_time_to_change_over_and_to_get_into_it(
    circuit_id: str,
    exercise_id: str,
    switch_seconds: float | None,
    prepare_seconds: float | None,
    equipment: tuple[str, ...],
) -> None:
    found = exercise(circuit_id, exercise_id)
    assert found.switch_seconds == switch_seconds
    prepare = None if prepare_seconds is None else Range.single(prepare_seconds)
    assert found.prepare == prepare
    assert found.equipment == equipment


def test_the_stretch_sinks_rotates_and_leans_back_and_the_lunges_turn_around() -> None:
    assert exercise("whitt-hip-flexor", "greatest-stretch").stages == (
        Stage(0, "sink"),
        Stage(10, "rotate"),
        Stage(20, "lean back and sink"),
    )
    assert exercise("runner-warm-up", "walking-lunges").stages == (
        Stage(15, "turn around", once=True),
    )


def test_the_variants_are_those_of_the_source_and_the_preferred_one_is_first() -> None:
    pulses = exercise("whitt-hip-flexor", "pulses")
    assert pulses.variants == ("heel pressed into the floor", "straight leg hovering")
    hold = exercise("whitt-hip-flexor", "split-squat-hold")
    assert hold.variants == (
        "back foot hovering",
        "back foot on a low step",
        "hovering with running arms",
        "low step with running arms",
    )


@pytest.mark.parametrize("id_", IDS)
def test_no_exercise_leaves_a_person_on_the_mat_without_a_sound(id_: str) -> None:
    assert not any(isinstance(it.dose, FreeReps) for it in shipped(id_).exercises)


@pytest.mark.parametrize("id_", IDS)
def test_every_circuit_points_editors_to_the_schema_beside_it(id_: str) -> None:
    text = loading.find(id_).path.read_text("utf-8")
    assert text.startswith("#:schema ./schema.json\n")
