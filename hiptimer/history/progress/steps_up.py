"""The step up that the last two workouts of a circuit earn, if pain allows one.

Two workouts earn one that were complete and light. Complete: from its beginning, with no time
limit; every effort came to what was planned, an effort to fatigue to its target, on every side the
exercise has; nothing was left out on the way; and the earlier of the two had the value that is
stepped from, or a higher one. Light: an effort of 6 or less, both times. If pain or effort was not
rated, no step is suggested.

One step: that of the row of the choices, so that it never exceeds what the circuit offers. A time,
a hold or a number of reps comes first, of several the one that is least far on in its range; then a
number of rounds; then a set. Tempo, sides and variants stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiptimer.plan.choices import with_pick, with_sets
from hiptimer.plan.offers import ChoiceError, RangeOffer, offers
from hiptimer.workout.completeness import reaches_target
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.diary.records import Details
    from hiptimer.history.progress.past_workout import PastWorkout
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import Feelings

LIGHT_EFFORT: Final = 6
"""The highest effort rating that allows a step up."""

_AMOUNTS = ("time", "hold", "reps")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of one row: the position of its value in its range, from 0 to 1, and the new choices.

    `words` name the row, its value after the step, and its last value.
    """

    order: tuple[int, float]
    words: tuple[str, str, str]
    choices: Choices | None


def next_step(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Step | None:
    """Return the first step up for a person who has `choices`; None if there is none."""
    if not all(_was_light(it.details.feelings) and _was_whole(it) for it in (last, before)):
        return None
    return min(_steps(circuit, choices, last, before), key=lambda step: step.order, default=None)


def _was_light(feelings: Feelings) -> bool:
    return feelings.effort is not None and feelings.effort <= LIGHT_EFFORT


def _was_whole(past: PastWorkout) -> bool:
    """Return whether it had all its efforts: none before its start, and none left out since."""
    choices = past.choices
    start = (choices.from_block, choices.from_set, choices.from_exercise)
    return start == (None, 1, None) and choices.fit_seconds is None and not choices.left_out


def _steps(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Iterator[Step]:
    """Yield the possible steps up; none if today already has more than both workouts had."""
    today = [it for it in circuit.exercises if it.id not in choices.without]
    if not all(_was_reached(it, choices, past) for it in today for past in (last, before)):
        return
    block = circuit.main_block
    had = min(it.sets(block) for it in _chosen(last, before))
    for exercise in today if choices.sets(block) <= had else []:
        if any(
            it.text(exercise, "side", "each") != "each" for it in (choices, *_chosen(last, before))
        ):
            continue
        for offer in offers(exercise):
            if isinstance(offer, RangeOffer) and offer.key in (*_AMOUNTS, "rounds"):
                yield from _step_of(circuit, choices, exercise, offer, (last, before))
    if last.choices.sets(block) == had:
        yield from _set_more(circuit, choices, had)


def _was_reached(exercise: Exercise, choices: Choices, past: PastWorkout) -> bool:
    """Return whether `exercise` reached its targets on all the sides that it has today."""
    sides_today, sides = (it.text(exercise, "side", "each") for it in (choices, past.choices))
    return sides in ("each", sides_today) and exercise.id in _reached(past.details)


def _step_of(
    circuit: Circuit,
    choices: Choices,
    exercise: Exercise,
    offer: RangeOffer,
    past: tuple[PastWorkout, PastWorkout],
) -> Iterator[Step]:
    low, high = offer.range.low, offer.range.high
    value, earlier, now = (it.value(offer) for it in (*_chosen(*past), choices))
    if isinstance(value, str) or isinstance(earlier, str) or isinstance(now, str):
        return
    text = offer.next_value(value, +1) if low <= value <= high and earlier >= value else None
    if text is None:
        return
    unit = "" if offer.unit == "seconds" else f" {offer.key}"
    more = offer.read(text)
    if isinstance(more, str):
        return
    words = (exercise.name, f"{offer.shown_words(more)}{unit}", offer.shown_words(value))
    picked = with_pick(circuit, choices, offer.name, text) if now < more else None
    is_rounds = int(offer.key == "rounds")
    yield Step((is_rounds, (value - low) / (high - low)), words, picked)


def _set_more(circuit: Circuit, choices: Choices, had: int) -> Iterator[Step]:
    sets, block = had + 1, circuit.main_block
    try:
        more = with_sets(circuit, choices, sets, block)
    except ChoiceError:
        return
    words = ("Sets", f"{sets}", f"{had}")
    yield Step((2, 0.0), words, more if choices.sets(block) < sets else None)


def _chosen(*past: PastWorkout) -> Iterator[Choices]:
    return (it.choices for it in past)


def _reached(details: Details) -> frozenset[str]:
    """Return the exercises of which every effort reached its target."""
    counted = counting_attempts(details.attempts)
    planned = {it.exercise_id for it in details.efforts}
    short = {
        it.exercise_id for it in details.efforts if not reaches_target(it, counted.get(it.index))
    }
    return frozenset(planned - short)
