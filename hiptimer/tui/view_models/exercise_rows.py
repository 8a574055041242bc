"""The exercises of today, one line each: what is done of it, on which sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.circuit.model import FreeReps, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.circuit.wording import SIDES_WORDS
from hiptimer.foundation.text.durations import duration_words
from hiptimer.plan.choices import with_exercise_skipped
from hiptimer.plan.offers import ChoiceError
from hiptimer.plan.wording import reps_words
from hiptimer.tui.view_models.choice_rows import changed_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit, Exercise
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
    rounds = changed_words(
        *(f"{it.number(exercise, 'rounds', exercise.rounds):g}" for it in (choices, fitted))
    )
    times = "" if rounds == "1" else f"{rounds} × "
    side = choices.text(exercise, "side", exercise.sides)
    # Reps are counted per side, even if the sides alternate.
    is_per_side = exercise.sides == "alternate" and isinstance(exercise.dose, PacedReps | FreeReps)
    sides = f"{' each side' if is_per_side else ''}{SIDES_WORDS[side]}"
    return f"{times}{_amount(exercise, choices)}{sides}"


def _amount(exercise: Exercise, choices: Choices) -> str:
    match exercise.dose:
        case Timed(seconds, isometric):
            key = "hold" if isometric else "time"
            hold = "hold " if isometric else ""
            return f"{hold}{duration_words(choices.number(exercise, key, seconds))}"
        case PacedTime(seconds):
            return duration_words(choices.number(exercise, "time", seconds))
        case OpenHold():
            return "to fatigue"
        case PacedReps(reps) | FreeReps(reps):
            return reps_words(choices.number(exercise, "reps", reps))
