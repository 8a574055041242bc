"""What a circuit prescribes, in words: the dose as written, with its ranges, before any choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import ONCE, Varying
from hiptimer.circuit.doses import (
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)
from hiptimer.foundation.text.durations import duration_words
from hiptimer.foundation.text.sentences import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hiptimer.circuit.amounts import Amount, Range, TempoBeat
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.model import Circuit, Exercise

SIDES_WORDS = {
    "none": "",
    "each": " each side",
    "alternate": " alternating",
    "left": " left only",
    "right": " right only",
}


def prescription_words(exercise: Exercise) -> str:
    """Return the dose of one set: "2 × 15–30 s each side", "10 reps each side, drive 1 s, …"."""
    rounds = "" if exercise.rounds == ONCE else f"{rounds_words(exercise)} × "
    sides = SIDES_WORDS[exercise.sides]
    # Reps are counted per side, even if the sides alternate.
    a_side = f"{' each side' if exercise.sides == 'alternate' else ''}{sides}"
    load = load_words(exercise)
    return f"{rounds}{_dose_words(exercise.dose, sides, a_side)}{f', {load}' if load else ''}"


def _dose_words(dose: AnyDose, sides: str, a_side: str) -> str:
    match dose:
        case Timed(seconds, isometric):
            hold = "hold " if isometric else ""
            return f"{hold}{_of_sides(seconds, time_range_words, sides)}"
        case ToFatigue(target, cap, isometric):
            about = f"about {duration_words(target)}, at most {duration_words(cap)}"
            return f"{'hold ' if isometric else ''}to fatigue{sides}, {about}"
        case TimedOrToFatigue(seconds, to_fatigue, is_to_fatigue_by_default):
            hold = "hold " if to_fatigue.isometric else ""
            time = time_range_words(seconds)
            ways = ("to fatigue", time) if is_to_fatigue_by_default else (time, "to fatigue")
            return f"{hold}{' or '.join(ways)}{sides}"
        case PacedTime(seconds, tempo):
            return f"{_of_sides(seconds, time_range_words, sides)}, {tempo_range_words(tempo)}"
        case _:
            return _reps_dose_words(dose, a_side)


def _reps_dose_words(dose: PacedReps | FreeReps | RepsToFatigue, a_side: str) -> str:
    match dose:
        case PacedReps(reps, tempo):
            return f"{_of_sides(reps, _reps, a_side)}, {tempo_range_words(tempo)}"
        case FreeReps(reps):
            return f"{_of_sides(reps, _reps, a_side)}, at your own pace"
        case RepsToFatigue(target_reps, cap_reps, tempo):
            most = f", at most {cap_reps}, {tempo_range_words(tempo)}" if tempo else ""
            return f"reps to fatigue{a_side}, about {target_reps}{most}"


def _of_sides(amount: Amount, words: Callable[[Range], str], sides: str) -> str:
    """Return an amount with `sides`, which an amount for each side names itself."""
    is_by_side = isinstance(amount, Varying) and amount.is_by_side
    return f"{amount_words(amount, words)}{'' if is_by_side else sides}"


def rounds_words(exercise: Exercise) -> str:
    """Return the prescribed rounds: "2–3", "3 left, 2 right"."""
    return amount_words(exercise.rounds, count_range_words)


def load_words(exercise: Exercise) -> str:
    """Return what it is prescribed with: "4 kg left, 6 kg right"; empty if nothing is said."""
    if not isinstance(exercise.load, Varying):
        return exercise.load
    left, right = exercise.load.left, exercise.load.right
    return f"{left[0]} left, {right[0]} right" if exercise.load.is_by_side else ", ".join(left)


def prescribed_sets_words(circuit: Circuit) -> str:
    """Return how many sets: "3–4 sets", "1 set"."""
    sets = circuit.main_block.sets
    return f"{count_range_words(sets)} {plural('set', sets.high)}"


def equipment(circuit: Circuit) -> tuple[str, ...]:
    """Return everything the exercises of `circuit` need, each once, in the order of use."""
    return tuple(dict.fromkeys(item for it in circuit.exercises for item in it.equipment))


def count_range_words(range_: Range) -> str:
    """Return a range of counts: "3–4", or "2" if there is only one value."""
    return f"{range_.low:g}–{range_.high:g}" if range_.is_choice else f"{range_.low:g}"


def time_range_words(range_: Range) -> str:
    """Return a range of times: "15–30 s", "1–3 min", "45 s – 2 min"."""
    low, high = duration_words(range_.low), duration_words(range_.high)
    if not range_.is_choice:
        return low
    low_number, _, low_unit = low.rpartition(" ")
    high_number, _, high_unit = high.rpartition(" ")
    is_one_unit = low_unit == high_unit and " " not in low_number + high_number
    return f"{low_number}–{high_number} {high_unit}" if is_one_unit else f"{low} – {high}"


def tempo_range_words(tempo: Iterable[TempoBeat]) -> str:
    """Return a tempo with its ranges: "lift 1 s, hold 5–10 s"."""
    return ", ".join(f"{beat.say or beat.name} {time_range_words(beat.seconds)}" for beat in tempo)


def _reps(reps: Range) -> str:
    return f"{count_range_words(reps)} {plural('rep', reps.high)}"


def amount_words(amount: Amount, words: Callable[[Range], str]) -> str:
    """Return an amount, each of its values in `words`: "3 left, 2 right", "12, 10, 8"."""
    if not isinstance(amount, Varying):
        return words(amount)
    if amount.is_by_side:
        return f"{words(amount.left[0])} left, {words(amount.right[0])} right"
    return ", ".join(map(words, amount.left))
