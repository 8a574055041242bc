"""The choices as rows: each with its current value, and the choices one step to either side.

The rows decide nothing themselves: every step is one that `hiptimer.plan.choices` allows.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import duration_text, duration_words
from hiptimer.plan.choices import (
    chosen_sets_words,
    with_fit,
    with_pick,
    with_prepare,
    with_sets,
)
from hiptimer.plan.offers import ChoiceError, ListOffer, offers, rest_offers
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import shortest
from hiptimer.tui.view_models.choice_row import ChoiceRow, TypedNumber, scale_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.offers import RangeOffer

PREPARE_STEP_SECONDS = 5.0
_MOST_PREPARE_SECONDS = 3600.0
_MOST_MINUTES = 720.0
# Short time limits go in steps of a minute.
_FIT_STEPS = ((900.0, 60.0), (math.inf, 300.0))
_LONGEST_SCALE = 9

_LABELS = {"first_side": "first side", "side": "sides"}
_VALUES = {
    ("side", "each"): "both sides",
    ("side", "left"): "left only",
    ("side", "right"): "right only",
}


def choice_rows(
    circuit: Circuit, choices: Choices, fitted: Choices | None = None
) -> tuple[ChoiceRow[Choices], ...]:
    """Return a row for each choice that `circuit` offers, in the order in which one decides.

    `fitted` are the choices after the time limit: a row that it changed shows both values.
    """
    fitted = fitted or choices
    rows = [
        *(_sets_row(circuit, choices, fitted, block) for block in _blocks_with_sets(circuit)),
        _fit_row(circuit, choices),
        _prepare_row(circuit, choices),
    ]
    rows += [_number_row(circuit, choices, fitted, offer) for offer in rest_offers(circuit)]
    for exercise in circuit.exercises:
        if exercise.id not in choices.without:
            rows.extend(_offer_rows(circuit, choices, fitted, exercise))
    return tuple(rows)


def _blocks_with_sets(circuit: Circuit) -> Iterator[Block]:
    return (it for it in circuit.blocks if it.sets.high > 1 or it.id is None)


def changed_words(before: str, after: str) -> str:
    """Return a value with what a time limit made of it: "4 → 1"; one value if they agree."""
    return after if before == after else f"{before} → {after}"


def _sets_row(
    circuit: Circuit, choices: Choices, fitted: Choices, block: Block
) -> ChoiceRow[Choices]:
    sets, fitted_sets = choices.sets(block), fitted.sets(block)

    def step(by: int) -> Choices | None:
        return _allowed(lambda: with_sets(circuit, choices, sets + by, block))

    def choose(text: str) -> Choices:
        return with_sets(circuit, choices, int(text), block)

    words = chosen_sets_words(block, fitted_sets)
    if fitted_sets != sets:
        words = f"{sets} → {words}"
    prescribed, most = int(block.sets.low), int(block.sets.high)
    line = scale_line(most, sets - 1, thinner=prescribed - 1)
    scale = f"1 {line} {most}" if most > 1 else ""
    marks = tuple(f"{number}" for number in range(1, most + 1))
    typed = TypedNumber(choose, most, marks) if most > 1 else None
    label = f"{block.title}: sets" if block.title else "sets"
    return ChoiceRow(block.sets_name, label, words, step(-1), step(+1), scale, typed)


def _fit_row(circuit: Circuit, choices: Choices) -> ChoiceRow[Choices]:
    limit = choices.fit_seconds
    whole = Plan(circuit, "", replace(choices, fit_seconds=None))
    planned = whole.planned_seconds
    size = next(step for most, step in _FIT_STEPS if planned <= most)
    less = (math.ceil(planned / size) - 1) * size if limit is None else limit - size
    more = None if limit is None or limit + size >= planned else limit + size
    return ChoiceRow(
        "fit",
        "time limit",
        "none" if limit is None else duration_words(limit),
        replace(choices, fit_seconds=less) if _has_room(whole, less) else None,
        None if limit is None else replace(choices, fit_seconds=more),
        typed=TypedNumber(lambda minutes: with_fit(choices, f"{minutes}m"), _MOST_MINUTES),
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
    return ChoiceRow(
        "prepare",
        "time to get ready",
        duration_words(seconds),
        step(less),
        step(more),
        typed=TypedNumber(lambda text: with_prepare(choices, text), _MOST_PREPARE_SECONDS),
    )


def _offer_rows(
    circuit: Circuit, choices: Choices, fitted: Choices, exercise: Exercise
) -> Iterator[ChoiceRow[Choices]]:
    is_one_sided = choices.text(exercise, "side", "each") != "each"
    for offer in offers(exercise):
        if offer.key == "first_side" and is_one_sided:
            continue
        if isinstance(offer, ListOffer):
            yield _text_row(circuit, choices, offer)
        else:
            yield _number_row(circuit, choices, fitted, offer)


def _text_row(circuit: Circuit, choices: Choices, offer: ListOffer) -> ChoiceRow[Choices]:
    name, value = offer.name, str(choices.value(offer))
    steps = (_neighbour(offer, value, by) for by in (-1, +1))
    less, more = (_picked(circuit, choices, name, step) for step in steps)
    words = _VALUES.get((offer.key, value), value)
    return ChoiceRow(name, _LABELS.get(offer.key, offer.key), words, less, more)


def _number_row(
    circuit: Circuit, choices: Choices, fitted: Choices, offer: RangeOffer
) -> ChoiceRow[Choices]:
    name, value, after = offer.name, choices.value(offer), fitted.value(offer)
    less, more = (_picked(circuit, choices, name, offer.next_value(value, by)) for by in (-1, +1))
    low, high = offer.range.low, offer.range.high
    length = int(min(_LONGEST_SCALE, high - low + 1)) if offer.unit == "count" else _LONGEST_SCALE
    # Fatigue comes after the high end.
    share = 1.0 if isinstance(value, str) else (value - low) / (high - low)
    line = scale_line(length, round(share * (length - 1)))
    key_words = offer.key.removeprefix("tempo.").replace("_", " ")
    titles = [block.title for block in circuit.blocks if block.id == offer.owner]
    return ChoiceRow(
        name,
        ": ".join((*titles, key_words)),
        changed_words(offer.shown_words(value), offer.shown_words(after)),
        less,
        more,
        f"{offer.shown_words(low)} {line} {offer.shown_words(high)}",
        TypedNumber(
            lambda text: with_pick(circuit, choices, name, text), high, _marks(offer, length)
        ),
    )


def _marks(offer: RangeOffer, length: int) -> tuple[str, ...]:
    """Return a value for each mark of a scale: of those that the steps reach, the nearest."""
    numbers = offer._replace(to_fatigue=False)
    values = [offer.value_words(offer.range.low)]
    while (text := numbers.next_value(offer.read(values[-1]), +1)) is not None:
        values.append(text)
    return tuple(values[round(mark * (len(values) - 1) / (length - 1))] for mark in range(length))


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
