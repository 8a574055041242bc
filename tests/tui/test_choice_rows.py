"""The choices of today as rows, before any screen shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps, PacedTime
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_fit, with_pick
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import fit_into_limit
from hiptimer.tui.view_models.choice_row import SCALE_MARKS, ChoiceRow
from hiptimer.tui.view_models.choice_rows import choice_rows
from hiptimer.tui.view_models.exercise_rows import ExerciseRow, exercise_rows
from tests.conftest import circuit, exercise, paced, timed
from tests.strategies import circuits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.plan.choices import Choices


def whitt() -> Circuit:
    found = loading.find("whitt-hip-flexor").circuit
    assert found
    return found


def rows(trial: Circuit, choices: Choices | None = None) -> dict[str, ChoiceRow[Choices]]:
    return {row.key: row for row in choice_rows(trial, choices or default_choices(trial))}


def values(trial: Circuit, key: str) -> list[str]:
    """Return all values of a row, by moving left to the end and then right."""
    choices = default_choices(trial)
    while (less := rows(trial, choices)[key].less) is not None:
        choices = less
    found = [rows(trial, choices)[key].value]
    while (more := rows(trial, choices)[key].more) is not None:
        choices = more
        found.append(rows(trial, choices)[key].value)
    return found


def exercises(trial: Circuit, choices: Choices | None = None) -> dict[str, ExerciseRow]:
    choices = choices or default_choices(trial)
    return {row.id: row for row in exercise_rows(trial, choices, choices, {})}


def steps(trial: Circuit) -> Iterator[Choices]:
    """Yield the choices that the time of a plank comes to, from the least to the most."""
    choices: Choices | None = default_choices(trial)
    while choices:
        yield choices
        choices = rows(trial, choices)["plank.time"].more


def test_there_is_a_row_for_all_that_a_circuit_leaves_open() -> None:
    assert list(rows(whitt())) == [
        "sets",
        "fit",
        "prepare",
        "pulses.variant",
        "pulses.time",
        "pulses.first_side",
        "pulses.side",
        "greatest-stretch.first_side",
        "greatest-stretch.side",
        "mountain-climber.first_side",
        "mountain-climber.side",
        "split-squat-hold.variant",
        "split-squat-hold.first_side",
        "split-squat-hold.side",
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("sets", [f"{number} (prescribed 3–4)" for number in (1, 2, 3, 4)]),
        ("pulses.time", ["15 s", "20 s", "25 s", "30 s", "to fatigue"]),
        ("pulses.side", ["both sides", "left only", "right only"]),
        ("pulses.first_side", ["left", "right"]),
        ("pulses.variant", ["heel pressed into the floor", "straight leg hovering"]),
    ],
)
def test_a_row_runs_from_one_end_to_the_other(key: str, expected: list[str]) -> None:
    assert values(whitt(), key) == expected


def test_a_range_is_crossed_in_round_steps_and_both_ends_are_reached() -> None:
    odd = circuit(exercise("plank", timed(7.0, 22.0)), exercise("march", timed(60.0, 100.0)))
    assert values(odd, "plank.time") == ["7 s", "10 s", "15 s", "20 s", "22 s"]
    short = circuit(exercise("plank", timed(5.0, 10.0)))
    assert values(short, "plank.time") == ["5 s", "6 s", "7 s", "8 s", "9 s", "10 s"]
    long = circuit(exercise("plank", timed(70.0, 135.0)))
    assert values(long, "plank.time") == [
        *("1 min 10 s", "1 min 15 s", "1 min 30 s", "1 min 45 s", "2 min", "2 min 15 s")
    ]


def test_the_time_limit_goes_down_to_the_shortest_workout_and_up_to_none() -> None:
    limits = values(whitt(), "fit")
    assert limits == ["10 min", "15 min", "20 min", "25 min", "30 min", "none"]
    short = circuit(exercise("plank", timed(60.0)), sets=Range.single(2))
    assert values(short, "fit") == ["2 min", "3 min", "none"]
    assert values(circuit(exercise("plank", timed(0.0))), "fit") == ["none"]


@pytest.mark.parametrize(
    ("key", "scale"),
    [
        ("sets", "1 ╌╌●─ 4"),
        ("pulses.time", "15 s ────────● 30 s"),
        ("pulses.side", ""),
        ("fit", ""),
    ],
)
def test_a_range_is_shown_as_a_scale(key: str, scale: str) -> None:
    assert rows(whitt())[key].scale == scale


def test_the_mark_of_a_scale_is_at_its_value() -> None:
    counts = exercise("plank", timed(10.0), rounds=Range(2, 4, 3))
    assert rows(circuit(counts))["plank.rounds"].scale == "2 ─●─ 4"
    many = exercise("plank", timed(10.0), rounds=Range(1, 20, 20))
    assert rows(circuit(many))["plank.rounds"].scale == "1 ────────● 20"
    assert rows(circuit(many))["sets"].scale == ""
    time = circuit(exercise("plank", timed(10.0, 50.0)))
    assert [it.scale for it in (rows(time, choices)["plank.time"] for choices in steps(time))] == [
        f"10 s {'─' * place}●{'─' * (8 - place)} 50 s" for place in (0, 1, 2, 3, 4, 5, 6, 7, 8)
    ]


def test_the_time_to_get_ready_is_never_less_than_none() -> None:
    trial = circuit(exercise("plank", timed(7.0)), prepare_seconds=7.0)
    row = rows(trial)["prepare"]
    assert row.less
    assert row.less.prepare_seconds == 5
    assert row.more
    assert row.more.prepare_seconds == 10
    least = rows(trial, rows(trial, row.less)["prepare"].less)["prepare"]
    assert least.value == "0 s"
    assert least.less is None


def test_a_skipped_exercise_has_no_choices_and_can_be_included_again() -> None:
    skipped = exercises(whitt())["pulses"].toggled
    assert skipped
    assert not any(key.startswith("pulses") for key in rows(whitt(), skipped))
    row = exercises(whitt(), skipped)["pulses"]
    assert (row.is_skipped, row.dose) == (True, "skipped")
    assert row.toggled == default_choices(whitt())


def test_the_last_exercise_cannot_be_skipped() -> None:
    assert exercises(circuit(exercise("plank", timed(7.0))))["plank"].toggled is None


def test_an_exercise_is_one_line_with_the_dose_of_today() -> None:
    assert [it.dose for it in exercises(whitt()).values()] == [
        "2 × to fatigue each side",
        "2 × 30 s each side",
        "10 reps each side",
        "2 × to fatigue each side",
    ]
    choices = with_pick(whitt(), default_choices(whitt()), "pulses.time", "25s")
    choices = with_pick(whitt(), choices, "pulses.side", "left")
    row = exercise_rows(whitt(), choices, choices, {"pulses": "red band"})[0]
    assert row.dose == "2 × 25 s left only · red band"


@pytest.mark.parametrize(
    ("given", "dose"),
    [
        (exercise("a", timed(40.0, isometric=True)), "hold 40 s"),
        (exercise("a", paced(12, drive=1.0), sides="alternate"), "12 reps each side alternating"),
        (exercise("a", FreeReps(Range.single(1), None), sides="right"), "1 rep right only"),
        (exercise("a", PacedTime(Range.single(90.0), ())), "1 min 30 s"),
    ],
)
def test_each_kind_of_dose_has_words(given: Exercise, dose: str) -> None:
    assert exercises(circuit(given))["a"].dose == dose


def test_a_row_that_a_time_limit_changed_shows_both_values() -> None:
    choices = with_fit(default_choices(whitt()), "20m")
    fitted = fit_into_limit(Plan(whitt(), "", choices)).choices
    found = {row.key: row for row in choice_rows(whitt(), choices, fitted)}
    assert found["sets"].value == "3 → 2 (prescribed 3–4)"
    doses = [it.dose for it in exercise_rows(whitt(), choices, fitted, {})]
    assert doses[0] == "2 → 1 × to fatigue each side"
    assert doses[1] == "2 × 30 s each side"
    many = circuit(exercise("plank", timed(60.0), rounds=Range(2, 4, 4)))
    choices = with_fit(default_choices(many), "3m")
    fitted = fit_into_limit(Plan(many, "", choices)).choices
    found = {row.key: row for row in choice_rows(many, choices, fitted)}
    assert found["plank.rounds"].value == "4 → 2"


def typed(key: str, text: str) -> Choices:
    """Return the choices after a number is typed into a row of Whitt's circuit."""
    number = rows(whitt())[key].typed
    assert number
    return number.choose(text)


def test_a_number_can_be_typed_into_each_row_with_numbers() -> None:
    assert typed("sets", "2").picks["sets"] == 2
    assert typed("fit", "20").fit_seconds == 20 * 60
    assert typed("prepare", "45").prepare_seconds == 45
    assert typed("pulses.time", "17").picks["pulses.time"] == 17.0
    assert rows(whitt())["pulses.side"].typed is None


@pytest.mark.parametrize(("key", "text"), [("sets", "5"), ("pulses.time", "31"), ("fit", "0")])
def test_a_typed_number_that_is_not_offered_is_refused(key: str, text: str) -> None:
    with pytest.raises(ChoiceError):
        typed(key, text)


@given(circuits())
def test_each_mark_of_a_scale_is_a_number_that_can_be_chosen(trial: Circuit) -> None:
    for row in choice_rows(trial, default_choices(trial)):
        marks = row.typed.marks if row.typed else ()
        assert len(marks) == sum(mark in SCALE_MARKS for mark in row.scale)
        for mark in marks:
            assert row.typed
            row.typed.choose(mark)


def test_one_side_only_has_no_first_side() -> None:
    one_side = rows(whitt())["pulses.side"].more
    assert "pulses.first_side" not in rows(whitt(), one_side)
