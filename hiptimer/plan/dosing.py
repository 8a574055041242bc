"""Today's doses: what each round asks for on each side, with what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.amounts import Varying, value_at, values_of
from hiptimer.circuit.doses import (
    FREE_REP_SECONDS,
    FreeReps,
    PacedReps,
    PacedTime,
    RepsToFatigue,
    Timed,
    TimedOrToFatigue,
    ToFatigue,
)
from hiptimer.plan.effort import Beat, Dose

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import Amount, TempoBeat
    from hiptimer.circuit.model import Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.effort import EffortSide

FATIGUE = "fatigue"
LONGEST_EFFORT_SECONDS = 3600.0


class Dosed(NamedTuple):
    """A dose with today's values. `target_seconds` is what plans count."""

    dose: Dose
    target_seconds: float
    cap_seconds: float | None = None
    is_isometric: bool = False
    reps: int | None = None
    target_reps: int | None = None
    cap_reps: int | None = None
    tempo: tuple[Beat, ...] = ()
    asked_seconds: float | None = None


def most_rounds(exercise: Exercise) -> int:
    """Return the highest number of rounds that `exercise` may have on either side."""
    return int(max(it.high for it in values_of(exercise.rounds)))


def rounds_today(exercise: Exercise, choices: Choices, side: EffortSide | None) -> int:
    """Return how many rounds are done on `side`; a time limit may have reduced them."""
    prescribed = value_at(exercise.rounds, 1, side)
    chosen = choices.picks.get(f"{exercise.id}.rounds")
    if chosen is None:
        return int(prescribed.default)
    return int(min(float(chosen), prescribed.high))


def sides_today(exercise: Exercise, choices: Choices) -> tuple[EffortSide | None, ...]:
    """Return the sides of `exercise` that are done today, in order; None if it has no sides."""
    if exercise.sides == "none":
        return (None,)
    if exercise.sides == "alternate":
        return ("alternate",)
    chosen = choices.text(exercise, "side", exercise.sides)
    if chosen == "each":
        first = choices.text(exercise, "first_side", exercise.first_side)
        return ("left", "right") if first == "left" else ("right", "left")
    return ("left",) if chosen == "left" else ("right",)


def number_in(exercise: Exercise, round_number: int, set_number: int) -> int:
    """Return the number of a listed value: that of the round, or of the set if there is one."""
    return round_number if most_rounds(exercise) > 1 else set_number


def varies_by_set(exercise: Exercise) -> bool:
    """Return whether another set may ask for another dose or load."""
    listed = (
        isinstance(it, Varying) and not it.is_by_side for it in (amount(exercise), exercise.load)
    )
    return any(listed) and most_rounds(exercise) == 1


def amount(exercise: Exercise) -> Amount | None:
    """Return the time or the number of reps that is prescribed; None if it is to fatigue."""
    match exercise.dose:
        case Timed(seconds) | TimedOrToFatigue(seconds) | PacedTime(seconds):
            return seconds
        case PacedReps(reps) | FreeReps(reps):
            return reps
        case _:
            return None


def dose_key(exercise: Exercise) -> str:
    """Return the key of a circuit file that has the dose: "time", "hold" or "reps"."""
    match exercise.dose:
        case Timed(isometric=True) | ToFatigue(isometric=True):
            return "hold"
        case TimedOrToFatigue(to_fatigue=ToFatigue(isometric=True)):
            return "hold"
        case Timed() | ToFatigue() | TimedOrToFatigue() | PacedTime():
            return "time"
        case _:
            return "reps"


def is_to_fatigue(exercise: Exercise, choices: Choices) -> bool:
    """Return whether `exercise` is done to fatigue today."""
    match exercise.dose:
        case ToFatigue() | RepsToFatigue():
            return True
        case TimedOrToFatigue(is_to_fatigue_by_default=by_default):
            chosen = choices.picks.get(f"{exercise.id}.{dose_key(exercise)}")
            return by_default if chosen is None else chosen == FATIGUE
        case _:
            return False


def dosed(exercise: Exercise, choices: Choices, number: int, side: EffortSide | None) -> Dosed:
    """Return the dose of round or set `number` on `side`."""
    sides = 2 if exercise.sides == "alternate" else 1

    def chosen(amount: Amount) -> float:
        return choices.number(exercise, dose_key(exercise), value_at(amount, number, side))

    def beats(tempo: tuple[TempoBeat, ...]) -> tuple[Beat, ...]:
        return tempo_today(exercise, choices, tempo)

    match exercise.dose:
        case Timed(seconds, isometric):
            today = _timed(chosen(seconds), isometric=isometric)
        case TimedOrToFatigue(seconds, to_fatigue):
            if is_to_fatigue(exercise, choices):
                today = _open(to_fatigue)
            else:
                today = _timed(chosen(seconds), isometric=to_fatigue.isometric)
        case ToFatigue() as to_fatigue:
            today = _open(to_fatigue)
        case PacedReps(reps, tempo):
            today = _paced(int(chosen(reps)) * sides, beats(tempo))
        case PacedTime(seconds, tempo):
            asked, rep = chosen(seconds), beats(tempo)
            today = _paced(nearest_reps(asked, _rep_seconds(rep), sides), rep, asked)
        case FreeReps(reps, target_seconds):
            count = int(chosen(reps)) * sides
            planned = count * FREE_REP_SECONDS if target_seconds is None else target_seconds
            today = Dosed(Dose.FREE, planned, reps=count)
        case RepsToFatigue(target, cap, tempo):
            today = _reps_to_fatigue(target * sides, cap * sides if cap else None, beats(tempo))
    return today


def _timed(seconds: float, *, isometric: bool) -> Dosed:
    return Dosed(Dose.HOLD if isometric else Dose.TIME, seconds, is_isometric=isometric)


def _open(dose: ToFatigue) -> Dosed:
    return Dosed(Dose.OPEN, dose.target_seconds, dose.cap_seconds, is_isometric=dose.isometric)


def tempo_today(
    exercise: Exercise, choices: Choices, tempo: tuple[TempoBeat, ...]
) -> tuple[Beat, ...]:
    """Return the beats of a tempo with what was chosen for them."""
    return tuple(
        Beat(it.name, choices.number(exercise, f"tempo.{it.name}", it.seconds), it.role, it.say)
        for it in tempo
    )


def nearest_reps(seconds: float, rep_seconds: float, multiple: int) -> int:
    """Return the multiple of reps that is nearest to `seconds`, at least one.

    Halfway it is the greater, but none that takes more than an hour.
    """
    step = rep_seconds * multiple
    nearest = int(seconds / step + 0.5 + 1e-6)
    most = int(LONGEST_EFFORT_SECONDS / step + 1e-6)
    return max(1, min(nearest, most)) * multiple


def _paced(count: int, tempo: tuple[Beat, ...], asked_seconds: float | None = None) -> Dosed:
    seconds = count * _rep_seconds(tempo)
    return Dosed(Dose.REPS, seconds, reps=count, tempo=tempo, asked_seconds=asked_seconds)


def _reps_to_fatigue(target: int, cap: int | None, tempo: tuple[Beat, ...]) -> Dosed:
    if not tempo:
        return Dosed(Dose.FREE, target * FREE_REP_SECONDS, target_reps=target)
    rep_seconds = _rep_seconds(tempo)
    return Dosed(
        Dose.REPS,
        target * rep_seconds,
        cap_seconds=None if cap is None else cap * rep_seconds,
        target_reps=target,
        cap_reps=cap,
        tempo=tempo,
    )


def _rep_seconds(tempo: tuple[Beat, ...]) -> float:
    return sum(beat.seconds for beat in tempo)
