"""What can be chosen, as rows: each with its value now, and the choices one step to either side.

The rows decide nothing themselves: every step is one that `hiptimer.choices` allows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.choices import (
    sets_words,
    with_exercise_left_out,
    with_pick,
    with_prepare,
    with_sets,
)
from hiptimer.offers import ChoiceError, ListOffer, offers
from hiptimer.words import span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit, Exercise
    from hiptimer.offers import Offer, RangeOffer

PREPARE_STEP_SECONDS = 5.0
# A step moves a short range by seconds and still crosses a long one in a dozen key presses.
_STEPS = ((10.0, 1.0), (60.0, 5.0), (math.inf, 15.0))

_LABELS = {
    "variant": "variant",
    "time": "time",
    "hold": "hold",
    "reps": "reps",
    "rounds": "rounds",
    "first_side": "first side",
    "side": "sides",
}
_VALUES = {("side", "each"): "both", ("side", "left"): "left only", ("side", "right"): "right only"}


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One thing to choose. `key` is the same for the same thing whatever is chosen.

    `less` and `more` are the choices one step to the left and to the right, None at an end. A row
    that `opens` an exercise bears its name; the rows below it belong to it.
    """

    key: str
    label: str
    value: str
    less: Choices | None
    more: Choices | None
    opens: bool = False


def choice_rows(circuit: Circuit, choices: Choices) -> tuple[ChoiceRow, ...]:
    """Return a row for each thing that `circuit` leaves open, in the order one decides it."""
    rows = [_sets_row(circuit, choices), _prepare_row(circuit, choices)]
    for exercise in circuit.exercises:
        rows.append(_exercise_row(circuit, choices, exercise))
        if exercise.id not in choices.without:
            rows.extend(_offer_rows(circuit, choices, exercise))
    return tuple(rows)


def _sets_row(circuit: Circuit, choices: Choices) -> ChoiceRow:
    def step(by: int) -> Choices | None:
        return _allowed(lambda: with_sets(circuit, choices, choices.sets + by))

    return ChoiceRow("sets", "sets", sets_words(circuit, choices.sets), step(-1), step(+1))


def _prepare_row(circuit: Circuit, choices: Choices) -> ChoiceRow:
    own = choices.prepare_seconds
    seconds = circuit.prepare_seconds if own is None else own

    def step(to: float) -> Choices | None:
        return _allowed(lambda: with_prepare(choices, span(to))) if to != seconds else None

    less = max(0.0, (math.ceil(seconds / PREPARE_STEP_SECONDS) - 1) * PREPARE_STEP_SECONDS)
    more = (math.floor(seconds / PREPARE_STEP_SECONDS) + 1) * PREPARE_STEP_SECONDS
    return ChoiceRow("prepare", "time to get ready", span(seconds), step(less), step(more))


def _exercise_row(circuit: Circuit, choices: Choices, exercise: Exercise) -> ChoiceRow:
    is_out = exercise.id in choices.without
    with_it = replace(choices, without=choices.without - {exercise.id}) if is_out else None
    without_it = (
        None if is_out else _allowed(lambda: with_exercise_left_out(circuit, choices, exercise.id))
    )
    value = "left out" if is_out else "do it"
    return ChoiceRow(exercise.id, exercise.name, value, with_it, without_it, opens=True)


def _offer_rows(circuit: Circuit, choices: Choices, exercise: Exercise) -> Iterator[ChoiceRow]:
    is_one_sided = choices.text(exercise, "side", "each") != "each"
    for offer in offers(exercise):
        if offer.key == "first_side" and is_one_sided:
            continue
        name = f"{exercise.id}.{offer.key}"
        value = choices.picks.get(name, offer.default)
        if isinstance(offer, ListOffer):
            steps = tuple(_neighbour(offer, str(value), by) for by in (-1, +1))
        else:
            steps = tuple(_stepped(offer, float(value), by) for by in (-1, +1))
        words = _VALUES.get((offer.key, str(value)), offer.value_words(value))
        less, more = (_picked(circuit, choices, name, step) for step in steps)
        yield ChoiceRow(name, _label(offer), words, less, more)


def _neighbour(offer: ListOffer, value: str, by: int) -> str | None:
    """Return the number, from 1, that names the value beside `value`; None beyond an end."""
    index = offer.values.index(value) + by
    return f"{index + 1}" if 0 <= index < len(offer.values) else None


def _stepped(offer: RangeOffer, value: float, by: int) -> str | None:
    """Return the next round number in a direction, or the end of the range if that comes first."""
    low, high = offer.range.low, offer.range.high
    if value == (low if by < 0 else high):
        return None
    size = 1.0
    if offer.unit == "seconds":
        size = next(step for most, step in _STEPS if high - low <= most)
    onward = math.ceil(value / size) - 1 if by < 0 else math.floor(value / size) + 1
    return offer.value_words(min(high, max(low, onward * size)))


def _picked(circuit: Circuit, choices: Choices, name: str, text: str | None) -> Choices | None:
    if text is None:
        return None
    return _allowed(lambda: with_pick(circuit, choices, name, text))


def _allowed(choose: Callable[[], Choices]) -> Choices | None:
    """Return what `choose` returns, or None where the circuit does not allow it."""
    try:
        return choose()
    except ChoiceError:
        return None


def _label(offer: Offer) -> str:
    return _LABELS.get(offer.key, offer.key.removeprefix("tempo."))
