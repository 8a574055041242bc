"""The choices that a circuit offers, and the parsing of a person's picks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import TimedOrToFatigue, tempo_of
from hiptimer.foundation.text.durations import duration_seconds, duration_text, duration_words
from hiptimer.plan.dosing import FATIGUE, amount, dose_key, most_rounds
from hiptimer.plan.pauses import (
    NamedRest,
    own_rests,
    rest_before_block,
    rest_between_exercises,
    rests_between_sets,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Block, Circuit, Exercise

Value = float | str

# The step grows with the range, so that a dozen key presses cross a long one.
_STEPS = ((10.0, 1.0), (60.0, 5.0), (math.inf, 15.0))


class ChoiceError(ValueError):
    """A choice that the circuit does not offer; the message lists those that it does."""


class RangeOffer(NamedTuple):
    """A number the person picks between two ends. `unit` is "seconds" or "count".

    `owner` is the id of the exercise or block, empty for the circuit. With `to_fatigue`, fatigue
    can be picked instead of a number, as if it came after the high end.
    """

    owner: str
    key: str
    range: Range
    unit: str
    to_fatigue: bool = False
    is_to_fatigue_by_default: bool = False

    @property
    def name(self) -> str:
        """The name under which it is picked: "pulses.time"."""
        return _name(self.owner, self.key)

    @property
    def default(self) -> Value:
        """The circuit's own value."""
        return FATIGUE if self.is_to_fatigue_by_default else self.range.default

    def words(self) -> str:
        """Return the range as a person writes it: "15s-30s", "20-30"."""
        numbers = f"{self.value_words(self.range.low)}-{self.value_words(self.range.high)}"
        return f"{numbers} or {FATIGUE}" if self.to_fatigue else numbers

    def value_words(self, value: Value) -> str:
        """Return one value as a person writes it: "20s", "12"."""
        if value == FATIGUE:
            return FATIGUE
        return duration_text(float(value)) if self.unit == "seconds" else f"{int(value)}"

    def shown_words(self, value: Value) -> str:
        """Return one value as a person reads it: "20 s", "12", "to fatigue"."""
        if value == FATIGUE:
            return f"to {FATIGUE}"
        return duration_words(float(value)) if self.unit == "seconds" else f"{int(value)}"

    def read(self, text: str) -> Value:
        """Return the value that `text` means.

        Raises:
            ChoiceError: it is not a number of this unit, or is outside the range.

        """
        if self.to_fatigue and text.strip().casefold() == FATIGUE:
            return FATIGUE
        try:
            value = seconds_in(text) if self.unit == "seconds" else float(int(text))
        except (ValueError, OverflowError):
            raise ChoiceError(f"{text!r} is not a {self.unit_words()} in {self.words()}") from None
        if not self.range.low <= value <= self.range.high:
            raise ChoiceError(f"{text} is outside {self.words()}")
        return value

    def next_value(self, value: Value, by: int) -> str | None:
        """Return the next round number up (`by` 1) or down (-1), or the end if that comes first.

        None if `value` is at that end already. Fatigue comes after the high end.
        """
        low, high = self.range.low, self.range.high
        if isinstance(value, str):
            return self.value_words(high) if by < 0 else None
        if value == (low if by < 0 else high):
            return FATIGUE if self.to_fatigue and by > 0 else None
        size = 1.0
        if self.unit == "seconds":
            size = next(step for most, step in _STEPS if high - low <= most)
        onward = math.ceil(value / size) - 1 if by < 0 else math.floor(value / size) + 1
        return self.value_words(min(high, max(low, onward * size)))

    def unit_words(self) -> str:
        """Return the kind of number in words."""
        return "time" if self.unit == "seconds" else "whole number"


class ListOffer(NamedTuple):
    """One of a few texts: a variant, a first side, one side only."""

    owner: str
    key: str
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name under which it is picked: "pulses.variant"."""
        return _name(self.owner, self.key)

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
    id_ = exercise.id
    found: list[Offer] = []
    if len(exercise.variants) > 1:
        found.append(ListOffer(id_, "variant", exercise.variants))
    found += [it for it in numbers(exercise) if it.range.is_choice]
    found += [it for named in own_rests(exercise) for it in _rest_offers(named)]
    if exercise.sides in ("each", "alternate"):
        second = "right" if exercise.first_side == "left" else "left"
        found.append(ListOffer(id_, "first_side", (exercise.first_side, second)))
    if exercise.sides == "each":
        found.append(ListOffer(id_, "side", ("each", "left", "right")))
    return tuple(found)


def sets_offer(block: Block) -> RangeOffer:
    """Return the offer of the sets of `block`: fewer than prescribed are always allowed."""
    sets = Range(1, block.sets.high, block.sets.default)
    return RangeOffer(block.id or "", "sets", sets, "count")


def rest_offers(circuit: Circuit) -> tuple[RangeOffer, ...]:
    """Return the offers of the rests between exercises, sets and blocks, each once."""
    rests: list[NamedRest] = []
    for block in circuit.blocks:
        if block is not circuit.blocks[0]:
            rests.append(rest_before_block(circuit, block))
        rests.append(rest_between_exercises(circuit, block))
        rests += rests_between_sets(circuit, block)
    return tuple(it for named in dict.fromkeys(rests) for it in _rest_offers(named))


def all_offers(circuit: Circuit) -> dict[str, Offer]:
    """Return every offer of `circuit` by the name under which it is picked."""
    found = (
        *map(sets_offer, circuit.blocks),
        *rest_offers(circuit),
        *(offer for exercise in circuit.exercises for offer in offers(exercise)),
    )
    return {offer.name: offer for offer in found}


def seconds_in(text: str) -> float:
    """Return the seconds of a duration, or of a plain number. Raises ValueError."""
    return float(text) if text.replace(".", "", 1).isdecimal() else duration_seconds(text)


def numbers(exercise: Exercise) -> tuple[RangeOffer, ...]:
    """Return each number of `exercise` that does not vary, whether or not it offers a choice."""
    id_, key, prescribed = exercise.id, dose_key(exercise), amount(exercise)
    unit = "count" if key == "reps" else "seconds"
    found = []
    if isinstance(prescribed, Range):
        either = exercise.dose if isinstance(exercise.dose, TimedOrToFatigue) else None
        by_default = either is not None and either.is_to_fatigue_by_default
        found.append(RangeOffer(id_, key, prescribed, unit, either is not None, by_default))
    tempo = tempo_of(exercise.dose)
    found += [RangeOffer(id_, f"tempo.{it.name}", it.seconds, "seconds") for it in tempo]
    rounds = exercise.rounds
    if not isinstance(rounds, Range):
        # A time limit reduces both sides to one number of rounds.
        rounds = Range.single(most_rounds(exercise))
    return (*found, RangeOffer(id_, "rounds", rounds, "count"))


def _rest_offers(named: NamedRest) -> Iterator[RangeOffer]:
    owner, _, key = named.name.rpartition(".")
    if isinstance(named.rest, Range) and named.rest.is_choice:
        yield RangeOffer(owner, key, named.rest, "seconds")


def _name(owner: str, key: str) -> str:
    return f"{owner}.{key}" if owner else key
