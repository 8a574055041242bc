"""How long a circuit is at its highest choices: arithmetic that is quick for any file.

The compiler lays a circuit out effort by effort; a file may ask for forty thousand of them, and
whether that is too many must be known before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit import FREE_REP_SECONDS, FreeReps, OpenHold, PacedReps, PacedTime, Timed

if TYPE_CHECKING:
    from hiptimer.circuit import Circuit, Exercise, TempoBeat


def longest_seconds(circuit: Circuit) -> float:
    """Return how long a circuit is planned at its highest choices, without laying it out."""
    sets = circuit.sets.high
    first, *others = circuit.exercises
    changes = sum(
        circuit.rest_between_exercises_seconds if it.prepare_seconds is None else it.prepare_seconds
        for it in others
    )
    within = sum(_set_seconds(circuit, exercise) for exercise in circuit.exercises)
    between_sets = circuit.rest_between_sets_seconds
    if circuit.order == "straight":
        pauses = sum(max(between_sets, _switch(circuit, it)) for it in circuit.exercises)
        return circuit.prepare_seconds + changes + sets * within + (sets - 1) * pauses
    pause = max(between_sets, first.prepare_seconds or 0.0)
    if not others:
        pause = max(pause, _switch(circuit, first))
    return circuit.prepare_seconds + sets * (within + changes) + (sets - 1) * pause


def effort_seconds(exercise: Exercise) -> float:
    """Return how long plans take one effort of `exercise` to be at its highest choices."""
    sides = 2 if exercise.sides == "alternate" else 1
    match exercise.dose:
        case Timed(seconds):
            return seconds.high
        case OpenHold(target_seconds):
            return target_seconds
        case PacedReps(reps, tempo):
            return sides * reps.high * _rep_seconds(tempo)
        case PacedTime(seconds, tempo):
            return max(seconds.high, sides * _rep_seconds(tempo))
        case FreeReps(reps, target_seconds):
            at_own_pace = sides * reps.high * FREE_REP_SECONDS
            return at_own_pace if target_seconds is None else target_seconds


def _set_seconds(circuit: Circuit, exercise: Exercise) -> float:
    rounds, switch = exercise.rounds.high, _switch(circuit, exercise)
    efforts = rounds * effort_seconds(exercise)
    rests = (rounds - 1) * max(exercise.rest_seconds, switch)
    return 2 * efforts + rounds * switch + rests if exercise.sides == "each" else efforts + rests


def _switch(circuit: Circuit, exercise: Exercise) -> float:
    if exercise.sides != "each":
        return 0.0
    own = exercise.switch_seconds
    return circuit.switch_seconds if own is None else own


def _rep_seconds(tempo: tuple[TempoBeat, ...]) -> float:
    return sum(beat.seconds.high for beat in tempo)
