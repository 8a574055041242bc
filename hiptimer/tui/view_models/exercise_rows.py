"""The exercises of today, one line each: what is done of it, on which sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.circuit.wording import SIDES_WORDS, amount_words
from hiptimer.foundation.text.durations import duration_words
from hiptimer.plan.choices import with_exercise_skipped
from hiptimer.plan.dosing import amount, dose_key, is_to_fatigue, rounds_today
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.wording import reps_words
from hiptimer.tui.view_models.choice_rows import changed_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit, Exercise, Side
    from hiptimer.plan.choices import Choices


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise as one line: its name, and the dose of today or that it is skipped.

    `toggled` are the choices with it skipped, or included again; None if it is the only one.
    """

    id: str
    name: str
    dose: str
    is_skipped: bool
    toggled: Choices | None


def exercise_rows(
    circuit: Circuit, choices: Choices, fitted: Choices, loads: Mapping[str, str]
) -> tuple[ExerciseRow, ...]:
    """Return a row for each exercise; `fitted` are the choices after the time limit."""
    return tuple(_row(circuit, choices, fitted, loads, it) for it in circuit.exercises)


def _row(
    circuit: Circuit,
    choices: Choices,
    fitted: Choices,
    loads: Mapping[str, str],
    exercise: Exercise,
) -> ExerciseRow:
    toggled: Choices | None
    if exercise.id in choices.without:
        toggled = replace(choices, without=choices.without - {exercise.id})
        return ExerciseRow(exercise.id, exercise.name, "skipped", is_skipped=True, toggled=toggled)
    try:
        toggled = with_exercise_skipped(circuit, choices, exercise.id)
    except ChoiceError:
        toggled = None
    words = (dose_today(exercise, choices, fitted), loads.get(exercise.id, ""))
    dose = " · ".join(filter(None, words))
    return ExerciseRow(exercise.id, exercise.name, dose, is_skipped=False, toggled=toggled)


def dose_today(exercise: Exercise, choices: Choices, fitted: Choices) -> str:
    """Return the dose of one set: "2 × 20 s each side", "2 → 1 × to fatigue left only"."""
    rounds = changed_words(*(_rounds(exercise, it) for it in (choices, fitted)))
    times = "" if rounds == "1" else f"{rounds} × "
    side = choices.text(exercise, "side", exercise.sides)
    # Reps are counted per side, even if the sides alternate.
    is_per_side = exercise.sides == "alternate" and dose_key(exercise) == "reps"
    sides = f"{' each side' if is_per_side else ''}{SIDES_WORDS[side]}"
    return f"{times}{_amount(exercise, choices)}{sides}"


def _rounds(exercise: Exercise, choices: Choices) -> str:
    sides: tuple[Side, ...] = ("left", "right")
    left, right = (rounds_today(exercise, choices, side) for side in sides)
    return f"{left}" if left == right else f"{left} left, {right} right"


def _amount(exercise: Exercise, choices: Choices) -> str:
    key, prescribed = dose_key(exercise), amount(exercise)
    hold = "hold " if key == "hold" else ""
    if prescribed is None or is_to_fatigue(exercise, choices):
        return "reps to fatigue" if key == "reps" else "to fatigue"
    if key == "reps":
        return amount_words(prescribed, lambda it: reps_words(choices.number(exercise, key, it)))
    words = amount_words(prescribed, lambda it: duration_words(choices.number(exercise, key, it)))
    return f"{hold}{words}"
