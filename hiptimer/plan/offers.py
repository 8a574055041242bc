"""The choices that a circuit offers, and the parsing of a person's picks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.circuit.model import FreeReps, OpenHold, PacedReps, PacedTime, Range, Timed
from hiptimer.foundation.text.durations import duration_seconds, duration_text, duration_words

if TYPE_CHECKING:
    from hiptimer.circuit.model import Exercise

Value = float | str

# The step grows with the range, so that a dozen key presses cross a long one.
_STEPS = ((10.0, 1.0), (60.0, 5.0), (math.inf, 15.0))


class ChoiceError(ValueError):
    """A choice that the circuit does not offer; the message lists those that it does."""


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
        return duration_text(float(value)) if self.unit == "seconds" else f"{int(value)}"

    def shown_words(self, value: float) -> str:
        """Return one value as a person reads it: "20 s", "12"."""
        return duration_words(value) if self.unit == "seconds" else f"{int(value)}"

    def read(self, text: str) -> float:
        """Return the number that `text` means.

        Raises:
            ChoiceError: it is not a number of this unit, or is outside the range.

        """
        try:
            value = seconds_in(text) if self.unit == "seconds" else float(int(text))
        except (ValueError, OverflowError):
            raise ChoiceError(f"{text!r} is not a {self.unit_words()} in {self.words()}") from None
        if not self.range.low <= value <= self.range.high:
            raise ChoiceError(f"{text} is outside {self.words()}")
        return value

    def next_value(self, value: float, by: int) -> str | None:
        """Return the next round number up (`by` 1) or down (-1), or the end if that comes first.

        None if `value` is at that end already.
        """
        low, high = self.range.low, self.range.high
        if value == (low if by < 0 else high):
            return None
        size = 1.0
        if self.unit == "seconds":
            size = next(step for most, step in _STEPS if high - low <= most)
        onward = math.ceil(value / size) - 1 if by < 0 else math.floor(value / size) + 1
        return self.value_words(min(high, max(low, onward * size)))

    def unit_words(self) -> str:
        """Return the kind of number in words."""
        return "time" if self.unit == "seconds" else "whole number"


@dataclass(frozen=True, slots=True)
class ListOffer:
    """One of a few texts: a variant, a first side, one side only."""

    exercise: Exercise
    key: str
    values: tuple[str, ...]

    @property
    def default(self) -> str:
        """The circuit's default: the first value."""
        return self.values[0]

    def words(self) -> str:
        """Return the values as a list."""
        return ", ".join(self.values)

    def value_words(self, value: Value) -> str:
        """Return one value as it is."""
        return str(value)

    def read(self, text: str) -> str:
        """Return the value that `text` names: by its beginning, ignoring case, or by its number.

        Raises:
            ChoiceError: `text` matches none of the values, or more than one.

        """
        numbered = {f"{number}": value for number, value in enumerate(self.values, start=1)}
        if text in numbered:
            return numbered[text]
        wanted = text.strip().casefold()
        named = [value for value in self.values if value.casefold() == wanted] or [
            value for value in self.values if wanted and value.casefold().startswith(wanted)
        ]
        if len(named) != 1:
            raise ChoiceError(f"{text!r} is not one of: {self.words()}")
        return named[0]


Offer = RangeOffer | ListOffer


def offers(exercise: Exercise) -> tuple[Offer, ...]:
    """Return the offers of `exercise`, in the order a person would decide them."""
    found: list[Offer] = []
    if len(exercise.variants) > 1:
        found.append(ListOffer(exercise, "variant", exercise.variants))
    found.extend(
        RangeOffer(exercise, key, range_, unit)
        for key, range_, unit in ranges(exercise)
        if range_.is_choice
    )
    if exercise.sides in ("each", "alternate"):
        second = "right" if exercise.first_side == "left" else "left"
        found.append(ListOffer(exercise, "first_side", (exercise.first_side, second)))
    if exercise.sides == "each":
        found.append(ListOffer(exercise, "side", ("each", "left", "right")))
    return tuple(found)


def seconds_in(text: str) -> float:
    """Return the seconds of a duration, or of a plain number. Raises ValueError."""
    return float(text) if text.replace(".", "", 1).isdecimal() else duration_seconds(text)


def ranges(exercise: Exercise) -> list[tuple[str, Range, str]]:
    """Return key, range and unit of each number of `exercise`, including fixed ones."""
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
