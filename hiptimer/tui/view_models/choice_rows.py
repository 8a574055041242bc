"""The choices as rows: each with its current value, and the choices one step to either side.

The rows decide nothing themselves: every step is one that `hiptimer.plan.choices` allows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from hiptimer.foundation.text.durations import duration_text
from hiptimer.plan.choices import (
    chosen_sets_words,
    with_exercise_skipped,
    with_pick,
    with_prepare,
    with_sets,
)
from hiptimer.plan.offers import ChoiceError, ListOffer, offers
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import shortest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.offers import Offer, RangeOffer

PREPARE_STEP_SECONDS = 5.0
# Short time limits go in steps of a minute.
_FIT_STEPS = ((900.0, 60.0), (math.inf, 300.0))
_LONGEST_SCALE = 9

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

Step = TypeVar("Step")
"""The result of a step: the choices, or another type that rows are made for."""


@dataclass(frozen=True, slots=True)
class ChoiceRow(Generic[Step]):
    """One thing to choose. Its `key` does not depend on the choices.

    `less` and `more` are the results of a step to the left and to the right, None at an end. A row
    that `opens` an exercise shows its name, and the rows below it belong to it. `scale` shows the
    value of a range between its ends, as in "15s ──●────── 30s", with a thinner line for values
    below the prescription.
    """

    key: str
    label: str
    value: str
    less: Step | None
    more: Step | None
    opens: bool = False
    scale: str = ""


def choice_rows(circuit: Circuit, choices: Choices) -> tuple[ChoiceRow[Choices], ...]:
    """Return a row for each choice that `circuit` offers, in the order in which one decides."""
    rows = [
        _sets_row(circuit, choices),
        _fit_row(circuit, choices),
        _prepare_row(circuit, choices),
    ]
    for exercise in circuit.exercises:
        rows.append(_exercise_row(circuit, choices, exercise))
        if exercise.id not in choices.without:
            rows.extend(_offer_rows(circuit, choices, exercise))
    return tuple(rows)


def _sets_row(circuit: Circuit, choices: Choices) -> ChoiceRow[Choices]:
    def step(by: int) -> Choices | None:
        return _allowed(lambda: with_sets(circuit, choices, choices.sets + by))

    words = chosen_sets_words(circuit, choices.sets)
    prescribed, most = int(circuit.sets.low), int(circuit.sets.high)
    line = scale_line(most, choices.sets - 1, thinner=prescribed - 1)
    scale = f"1 {line} {most}" if most > 1 else ""
    return ChoiceRow("sets", "sets", words, step(-1), step(+1), scale=scale)


def _fit_row(circuit: Circuit, choices: Choices) -> ChoiceRow[Choices]:
    limit = choices.fit_seconds
    whole = Plan(circuit, "", replace(choices, fit_seconds=None))
    planned = whole.planned_seconds
    size = next(step for most, step in _FIT_STEPS if planned <= most)
    less = (math.ceil(planned / size) - 1) * size if limit is None else limit - size
    more = None if limit is None or limit + size >= planned else limit + size
    return ChoiceRow(
        "fit",
        "has to fit into",
        "as long as it takes" if limit is None else duration_text(limit),
        replace(choices, fit_seconds=less) if _has_room(whole, less) else None,
        None if limit is None else replace(choices, fit_seconds=more),
    )


def _has_room(plan: Plan, seconds: float) -> bool:
    """Return whether the shortest form of `plan` takes no longer than `seconds`."""
    has_something = plan.planned_seconds > 0
    return has_something and shortest(plan).planned_seconds <= seconds


def _prepare_row(circuit: Circuit, choices: Choices) -> ChoiceRow[Choices]:
    own = choices.prepare_seconds
    seconds = circuit.prepare_seconds if own is None else own

    def step(to: float) -> Choices | None:
        return _allowed(lambda: with_prepare(choices, duration_text(to))) if to != seconds else None

    less = max(0.0, (math.ceil(seconds / PREPARE_STEP_SECONDS) - 1) * PREPARE_STEP_SECONDS)
    more = (math.floor(seconds / PREPARE_STEP_SECONDS) + 1) * PREPARE_STEP_SECONDS
    return ChoiceRow("prepare", "time to get ready", duration_text(seconds), step(less), step(more))


def _exercise_row(circuit: Circuit, choices: Choices, exercise: Exercise) -> ChoiceRow[Choices]:
    is_out = exercise.id in choices.without
    with_it = replace(choices, without=choices.without - {exercise.id}) if is_out else None
    without_it = (
        None if is_out else _allowed(lambda: with_exercise_skipped(circuit, choices, exercise.id))
    )
    value = "skipped" if is_out else "do it"
    return ChoiceRow(exercise.id, exercise.name, value, with_it, without_it, opens=True)


def _offer_rows(
    circuit: Circuit, choices: Choices, exercise: Exercise
) -> Iterator[ChoiceRow[Choices]]:
    is_one_sided = choices.text(exercise, "side", "each") != "each"
    for offer in offers(exercise):
        if offer.key == "first_side" and is_one_sided:
            continue
        name = f"{exercise.id}.{offer.key}"
        value = choices.picks.get(name, offer.default)
        if isinstance(offer, ListOffer):
            steps = tuple(_neighbour(offer, str(value), by) for by in (-1, +1))
        else:
            steps = tuple(offer.next_value(float(value), by) for by in (-1, +1))
        words = _VALUES.get((offer.key, str(value)), offer.value_words(value))
        less, more = (_picked(circuit, choices, name, step) for step in steps)
        scale = "" if isinstance(offer, ListOffer) else _scale(offer, float(value))
        yield ChoiceRow(name, _label(offer), words, less, more, scale=scale)


def _scale(offer: RangeOffer, value: float) -> str:
    low, high = offer.range.low, offer.range.high
    length = int(min(_LONGEST_SCALE, high - low + 1)) if offer.unit == "count" else _LONGEST_SCALE
    line = scale_line(length, round((value - low) / (high - low) * (length - 1)))
    return f"{offer.value_words(low)} {line} {offer.value_words(high)}"


def scale_line(length: int, place: int | None, thinner: int = 0) -> str:
    """Return a line with a mark at `place`, if any; the first `thinner` parts are thin."""
    parts = ["╌" if at < thinner else "─" for at in range(length)]
    if place is not None:
        parts[place] = "●"
    return "".join(parts)


def _neighbour(offer: ListOffer, value: str, by: int) -> str | None:
    """Return the number, from 1, of the value next to `value`; None beyond an end."""
    index = offer.values.index(value) + by
    return f"{index + 1}" if 0 <= index < len(offer.values) else None


def _picked(circuit: Circuit, choices: Choices, name: str, text: str | None) -> Choices | None:
    if text is None:
        return None
    return _allowed(lambda: with_pick(circuit, choices, name, text))


def _allowed(choose: Callable[[], Choices]) -> Choices | None:
    """Return the result of `choose`, or None if the circuit does not allow it."""
    try:
        return choose()
    except ChoiceError:
        return None


def _label(offer: Offer) -> str:
    return _LABELS.get(offer.key, offer.key.removeprefix("tempo."))
