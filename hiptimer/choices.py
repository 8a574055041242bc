"""What the person picks for today, inside what the circuit offers.

An offer is something a circuit leaves open; a choice outside the offers is refused with what
could be chosen instead. Choices hold only what differs from the circuit's own defaults.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit import (
    FreeReps,
    OpenHold,
    PacedReps,
    PacedTime,
    Range,
    Timed,
    duration_seconds,
)
from hiptimer.words import span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit import Circuit, Exercise

Value = float | str

_LONGEST_PREPARE_SECONDS = 3600.0


class ChoiceError(ValueError):
    """A choice the circuit does not offer; the message says what it does."""


@dataclass(frozen=True, slots=True)
class RangeOffer:
    """A number the person picks between two ends. `unit` is "seconds" or "count"."""

    exercise: Exercise
    key: str
    range: Range
    unit: str

    @property
    def default(self) -> float:
        """The circuit's own value."""
        return self.range.default

    def words(self) -> str:
        """Return the range as a person writes it: "15s-30s", "20-30"."""
        return f"{self.value_words(self.range.low)}-{self.value_words(self.range.high)}"

    def value_words(self, value: Value) -> str:
        """Return one value as a person writes it: "20s", "12"."""
        return span(float(value)) if self.unit == "seconds" else f"{int(value)}"

    def read(self, text: str) -> float:
        """Return the number that `text` means.

        Raises:
            ChoiceError: it is no number of this unit, or outside the range.

        """
        try:
            value = _seconds(text) if self.unit == "seconds" else float(int(text))
        except (ValueError, OverflowError):
            raise ChoiceError(f"{text!r} is not a {self.unit_words()} in {self.words()}") from None
        if not self.range.low <= value <= self.range.high:
            raise ChoiceError(f"{text} is outside {self.words()}")
        return value

    def unit_words(self) -> str:
        """Return what kind of number this is."""
        return "time" if self.unit == "seconds" else "whole number"


@dataclass(frozen=True, slots=True)
class ListOffer:
    """One of a few texts: a variant, a first side, one side only."""

    exercise: Exercise
    key: str
    values: tuple[str, ...]

    @property
    def default(self) -> str:
        """The circuit's own value: the first."""
        return self.values[0]

    def words(self) -> str:
        """Return the values as a list."""
        return ", ".join(self.values)

    def value_words(self, value: Value) -> str:
        """Return one value as it is."""
        return str(value)

    def read(self, text: str) -> str:
        """Return the value that `text` names: in any case, by its beginning, or by its number.

        Raises:
            ChoiceError: it names none of them, or more than one.

        """
        numbered = {f"{number}": value for number, value in enumerate(self.values, start=1)}
        if text in numbered:
            return numbered[text]
        wanted = text.strip().casefold()
        named = [value for value in self.values if value.casefold() == wanted] or [
            value for value in self.values if wanted and value.casefold().startswith(wanted)
        ]
        if len(named) != 1:
            raise ChoiceError(f"{text!r} is none of: {self.words()}")
        return named[0]


Offer = RangeOffer | ListOffer


@dataclass(frozen=True, slots=True)
class Choices:
    """Today's picks: how many sets, a value an "exercise.key", the exercises left out.

    `prepare_seconds` is the time to get ready; None is the circuit's. The workout begins with the
    first effort of `from_set`, and of `from_exercise` where one is named.
    """

    sets: int
    picks: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    without: frozenset[str] = frozenset()
    prepare_seconds: float | None = None
    from_set: int = 1
    from_exercise: str | None = None

    def number(self, exercise: Exercise, key: str, range_: Range) -> float:
        """Return the number picked for a range of `exercise`, or its default."""
        return float(self.picks.get(f"{exercise.id}.{key}", range_.default))

    def text(self, exercise: Exercise, key: str, default: str) -> str:
        """Return the text picked for `exercise`, or `default`."""
        return str(self.picks.get(f"{exercise.id}.{key}", default))


def default_choices(circuit: Circuit) -> Choices:
    """Return what the circuit prescribes when nobody picks anything."""
    return Choices(sets=int(circuit.sets.default))


def offers(exercise: Exercise) -> tuple[Offer, ...]:
    """Return what `exercise` leaves open, in the order a person would decide it."""
    found: list[Offer] = []
    if len(exercise.variants) > 1:
        found.append(ListOffer(exercise, "variant", exercise.variants))
    found.extend(
        RangeOffer(exercise, key, range_, unit)
        for key, range_, unit in _ranges(exercise)
        if range_.is_choice
    )
    if exercise.sides in ("each", "alternate"):
        second = "right" if exercise.first_side == "left" else "left"
        found.append(ListOffer(exercise, "first_side", (exercise.first_side, second)))
    if exercise.sides == "each":
        found.append(ListOffer(exercise, "side", ("each", "left", "right")))
    return tuple(found)


def with_sets(circuit: Circuit, choices: Choices, sets: int) -> Choices:
    """Return `choices` with another number of sets; fewer than prescribed is allowed.

    Raises:
        ChoiceError: below one, or above what the circuit allows.

    """
    most = int(circuit.sets.high)
    if not 1 <= sets <= most:
        raise ChoiceError(f"{sets} sets: choose 1-{most}")
    return replace(choices, sets=sets)


def with_pick(circuit: Circuit, choices: Choices, name: str, text: str) -> Choices:
    """Return `choices` with `name` ("exercise.key") set to what `text` means.

    Raises:
        ChoiceError: an exercise or a key that is not there, or a value outside the offer.

    """
    exercise_id, dot, key = name.partition(".")
    exercise = _exercise(circuit, exercise_id)
    offered = {offer.key: offer for offer in offers(exercise)}
    if key not in offered or not dot:
        open_keys = "; ".join(f"{exercise.id}.{key}={it.words()}" for key, it in offered.items())
        raise ChoiceError(f"{name} offers no choice; {exercise.id} offers: {open_keys or 'none'}")
    try:
        value = offered[key].read(text)
    except ChoiceError as error:
        raise ChoiceError(f"{name}: {error}") from None
    return replace(choices, picks=MappingProxyType({**choices.picks, name: value}))


def with_exercise_left_out(circuit: Circuit, choices: Choices, exercise_id: str) -> Choices:
    """Return `choices` without an exercise.

    Raises:
        ChoiceError: no such exercise, or none would be left.

    """
    without = choices.without | {_exercise(circuit, exercise_id).id}
    if len(without) == len(circuit.exercises):
        raise ChoiceError("nothing is left: every exercise is left out")
    return replace(choices, without=without)


def with_prepare(choices: Choices, text: str) -> Choices:
    """Return `choices` with another time to get ready.

    Raises:
        ChoiceError: `text` is no time up to an hour.

    """
    try:
        seconds = _seconds(text)
    except ValueError:
        raise ChoiceError(f"{text!r} is no time; write one like 20s or 1m30s") from None
    if not 0 <= seconds <= _LONGEST_PREPARE_SECONDS:
        raise ChoiceError(f"{text} is too long; write a time up to 1h")
    return replace(choices, prepare_seconds=seconds)


def with_start(circuit: Circuit, choices: Choices, place: str) -> Choices:
    """Return `choices` that begin at `place`: "2" or "2.split-squat-hold".

    Raises:
        ChoiceError: no such set or exercise today.

    """
    number, _, exercise_id = place.partition(".")
    if number not in map(str, range(1, choices.sets + 1)):
        raise ChoiceError(f"{place}: name a set from 1 to {choices.sets}, as in 2 or 2.EXERCISE")
    if exercise_id and _exercise(circuit, exercise_id).id in choices.without:
        raise ChoiceError(f"{place}: {exercise_id} is left out")
    return replace(choices, from_set=int(number), from_exercise=exercise_id or None)


def sets_words(circuit: Circuit, sets: int) -> str:
    """Return the number of sets, and what is prescribed where that is more than one number."""
    low, high = int(circuit.sets.low), int(circuit.sets.high)
    prescribed = f"{low}" if low == high else f"{low}–{high}"
    if low <= sets and low == high:
        return f"{sets}"
    return f"{sets} of the prescribed {prescribed}"


def _seconds(text: str) -> float:
    """Return the seconds of a duration, or of a plain number. Raises ValueError."""
    return float(text) if text.replace(".", "", 1).isdecimal() else duration_seconds(text)


def _exercise(circuit: Circuit, exercise_id: str) -> Exercise:
    known = {exercise.id: exercise for exercise in circuit.exercises}
    if exercise_id in known:
        return known[exercise_id]
    nearest = difflib.get_close_matches(exercise_id, known, n=1, cutoff=0.5)
    meant = f"did you mean {nearest[0]!r}? " if nearest else ""
    raise ChoiceError(f"no exercise {exercise_id!r}: {meant}there are {', '.join(known)}")


def _ranges(exercise: Exercise) -> list[tuple[str, Range, str]]:
    rounds = ("rounds", exercise.rounds, "count")
    match exercise.dose:
        case Timed(seconds, isometric):
            return [("hold" if isometric else "time", seconds, "seconds"), rounds]
        case PacedTime(seconds, tempo):
            beats = [(f"tempo.{beat.name}", beat.seconds, "seconds") for beat in tempo]
            return [("time", seconds, "seconds"), *beats, rounds]
        case PacedReps(reps, tempo):
            beats = [(f"tempo.{beat.name}", beat.seconds, "seconds") for beat in tempo]
            return [("reps", reps, "count"), *beats, rounds]
        case FreeReps(reps):
            return [("reps", reps, "count"), rounds]
        case OpenHold():
            return [rounds]
