"""Suggests choices for the next workout, based on the last workouts of a circuit.

What pain allows is decided first, by the rules in `history.progress.pain_ruling`.

| pain allows | what is suggested |
|---|---|
| rest | to rest, and to see a clinician |
| less after high pain | what hurt left out if an exercise remains, else as below |
| less than last time | one set less than was done; at one set rest if pain was high, else no more |
| no more than last time | no more, and not more sets |
| a step up | one, if the last two workouts were complete and light and there is a step |

Complete: from its beginning, with no time limit; every effort came to what was planned, an effort
to fatigue to its target, on every side the exercise has; nothing was left out on the way; and the
earlier of the two had the value that is stepped from, or a higher one. Light: an effort of 6 or
less, both times. If pain or effort was not rated, no step is suggested.

One step: that of the row of the choices, so that it never exceeds what the circuit offers. A time,
a hold or a number of reps comes first, of several the one that is least far on in its range; then a
number of rounds; then a set. Tempo, sides and variants stay as they are.

What hurt is left out together with a set if leaving it out alone would be longer than a set less:
more pain never leads to a longer workout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.sentences import counted, joined
from hiptimer.history.progress.pain_ruling import COMPARED, Allowed, pain_ruling
from hiptimer.plan.choices import with_pick, with_sets
from hiptimer.plan.lengths import planned_seconds
from hiptimer.plan.offers import ChoiceError, RangeOffer, offers
from hiptimer.workout.completeness import reaches_target
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.diary.records import Details
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import Feelings

LIGHT_EFFORT: Final = 6
"""The highest effort rating that allows a step up."""

LOOKED_AT: Final = 4 * COMPARED
"""The number of past workouts to read: enough to compare six with a pain rating."""

_AMOUNTS = ("time", "hold", "reps")


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """A workout with all its records and its choices."""

    details: Details
    choices: Choices


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion in `words`, and the choices it leads to; None if they do not change.

    `is_rest` is whether it suggests not doing a workout today.
    """

    words: str
    choices: Choices | None = None
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of one row: the position of its value in its range, from 0 to 1, and the new choices.

    `words` name the row, its value after the step, and its last value.
    """

    order: tuple[int, float]
    words: tuple[str, str, str]
    choices: Choices | None


def suggestion(
    circuit: Circuit,
    choices: Choices,
    past: Sequence[PastWorkout],
    pain_now: int | None = None,
) -> Suggestion | None:
    """Return a suggestion for a person who has `choices`; None if there is none.

    `past` are the last workouts of the circuit, newest first, `LOOKED_AT` of them at most.
    `pain_now` is the pain before the coming workout, if it was rated.
    """
    feelings = [it.details.feelings for it in past[:LOOKED_AT]]
    ruling = pain_ruling(feelings, pain_now, painless_exercises(circuit))
    match ruling.allowed:
        case Allowed.REST:
            return Suggestion(f"{ruling.reason}.", is_rest=True)
        case Allowed.LESS_AFTER_HIGH:
            return _without_hurt(circuit, choices, past[0], ruling.reason) or _less(
                circuit, choices, past[0], ruling.reason, is_high=True
            )
        case Allowed.LESS:
            return _less(circuit, choices, past[0], ruling.reason)
        case Allowed.NO_MORE:
            return _no_more(circuit, choices, past[0], ruling.reason)
        case Allowed.STEP:
            return _more(circuit, choices, past[0], past[1])
    return None


def painless_exercises(circuit: Circuit) -> frozenset[str]:
    """Return the ids of the exercises in which, by the circuit, any pain is too much."""
    return frozenset(it.id for it in circuit.exercises if getattr(it, "pain", "") == "none")


def _without_hurt(
    circuit: Circuit, choices: Choices, last: PastWorkout, reason: str
) -> Suggestion | None:
    """Suggest to leave out what hurt last time; None if nothing did, or nothing would remain."""
    hurt = {it.exercise_id for it in last.details.feelings.pains}
    names = [it.name for it in circuit.exercises if it.id in hurt and it.id not in choices.without]
    fewer = replace(choices, without=choices.without | hurt)
    if not names or planned_seconds(circuit, fewer) == 0:
        return None
    what = f"Drop {joined(names)}"
    block = circuit.main_block
    sets = _one_set_less(circuit, last) or last.choices.sets(block)
    if 1 <= sets < choices.sets(block):
        set_less = with_sets(circuit, choices, sets, block)
        if planned_seconds(circuit, fewer) > planned_seconds(circuit, set_less):
            fewer = with_sets(circuit, fewer, sets, block)
            what = f"{what} and do {counted(sets, 'set')}"
    return Suggestion(f"{reason}. {what} today?", fewer)


def _one_set_less(circuit: Circuit, last: PastWorkout) -> int:
    """Return one set of the main block less than was done last time; 0 if that is none."""
    block = circuit.main_block
    had = last.choices.sets(block)
    return max(0, min(_sets_done(last, block), had, int(block.sets.high) + 1) - 1)


def _less(
    circuit: Circuit, choices: Choices, last: PastWorkout, reason: str, *, is_high: bool = False
) -> Suggestion:
    sets = _one_set_less(circuit, last)
    if sets >= 1:
        return _up_to(circuit, choices, sets, reason)
    if is_high:
        return Suggestion(f"{reason}. Rest today.", is_rest=True)
    return _no_more(circuit, choices, last, reason)


def _no_more(circuit: Circuit, choices: Choices, last: PastWorkout, reason: str) -> Suggestion:
    had = last.choices.sets(circuit.main_block)
    if choices.sets(circuit.main_block) > had >= 1:
        return _up_to(circuit, choices, had, reason)
    return Suggestion(f"{reason}. Do no more than last time.")


def _up_to(circuit: Circuit, choices: Choices, sets: int, reason: str) -> Suggestion:
    """Suggest `sets`, or fewer if fewer are already chosen."""
    block = circuit.main_block
    if (chosen := choices.sets(block)) <= sets:
        return Suggestion(f"{reason}. {counted(chosen, 'set')} chosen.")
    words = f"{reason}. Try {counted(sets, 'set')} today?"
    return Suggestion(words, with_sets(circuit, choices, sets, block))


def _sets_done(past: PastWorkout, block: Block) -> int:
    """Return the number of sets of `block` in which any effort was done."""
    done = {it.index for it in past.details.attempts if it.is_done}
    ids = {it.id for it in block.exercises}
    efforts = (it for it in past.details.efforts if it.exercise_id in ids)
    return len({it.set for it in efforts if it.index in done})


def _more(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Suggestion | None:
    if not all(_was_light(it.details.feelings) and _was_whole(it) for it in (last, before)):
        return None
    steps = sorted(_steps(circuit, choices, last, before), key=lambda step: step.order)
    if not steps:
        return None
    step = steps[0]
    row, amount, last_amount = step.words
    what = f"try {amount} today" if step.choices else f"{amount} chosen"
    end = "?" if step.choices else "."
    return Suggestion(
        f"Complete twice, with low pain and effort. {row}: {what} ({last_amount} last time){end}",
        step.choices,
    )


def _was_light(feelings: Feelings) -> bool:
    return feelings.effort is not None and feelings.effort <= LIGHT_EFFORT


def _was_whole(past: PastWorkout) -> bool:
    """Return whether it had all its efforts: none before its start, and none left out since."""
    choices = past.choices
    start = (choices.from_block, choices.from_set, choices.from_exercise)
    return start == (None, 1, None) and choices.fit_seconds is None and not choices.left_out


def _steps(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Iterator[_Step]:
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
) -> Iterator[_Step]:
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
    yield _Step((is_rounds, (value - low) / (high - low)), words, picked)


def _set_more(circuit: Circuit, choices: Choices, had: int) -> Iterator[_Step]:
    sets, block = had + 1, circuit.main_block
    try:
        more = with_sets(circuit, choices, sets, block)
    except ChoiceError:
        return
    words = ("Sets", f"{sets}", f"{had}")
    yield _Step((2, 0.0), words, more if choices.sets(block) < sets else None)


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
