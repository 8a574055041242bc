"""What a circuit prescribes, in words: the dose as written, with its ranges, before any choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.circuit.model import FreeReps, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.foundation.text.durations import duration_words
from hiptimer.foundation.text.sentences import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiptimer.circuit.model import Circuit, Exercise, Range, TempoBeat

SIDES_WORDS = {
    "none": "",
    "each": " each side",
    "alternate": " alternating",
    "left": " left only",
    "right": " right only",
}


def prescription_words(exercise: Exercise) -> str:
    """Return the dose of one set: "2 × 15–30 s each side", "10 reps each side, drive 1 s, …"."""
    once = exercise.rounds.low == exercise.rounds.high == 1
    rounds = "" if once else f"{count_range_words(exercise.rounds)} × "
    sides = SIDES_WORDS[exercise.sides]
    match exercise.dose:
        case Timed(seconds, isometric):
            hold = "hold " if isometric else ""
            return f"{rounds}{hold}{time_range_words(seconds)}{sides}"
        case OpenHold(target_seconds, cap_seconds):
            about, most = duration_words(target_seconds), duration_words(cap_seconds)
            return f"{rounds}hold to fatigue{sides}, about {about}, at most {most}"
        case PacedReps(reps, tempo):
            # Reps are counted per side, even if the sides alternate.
            a_side = " each side" if exercise.sides == "alternate" else ""
            return f"{rounds}{_reps(reps)}{a_side}{sides}, {_tempo(tempo)}"
        case PacedTime(seconds, tempo):
            return f"{rounds}{time_range_words(seconds)}{sides}, {_tempo(tempo)}"
        case FreeReps(reps):
            a_side = " each side" if exercise.sides == "alternate" else ""
            return f"{rounds}{_reps(reps)}{a_side}{sides}, at your own pace"


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


def _reps(reps: Range) -> str:
    return f"{count_range_words(reps)} {plural('rep', reps.high)}"


def _tempo(tempo: Iterable[TempoBeat]) -> str:
    return ", ".join(f"{beat.name} {time_range_words(beat.seconds)}" for beat in tempo)
