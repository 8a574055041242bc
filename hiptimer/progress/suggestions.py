"""What could be chosen next, read off the last two workouts of a circuit: never more than that.

Of these the first that applies is said; only finished workouts count, and a rehearsal is none.

| what was | what is suggested |
|---|---|
| the last two were followed by more pain | to see a clinician; there is nothing to accept |
| the last was followed by more pain | no step, and one set less than it had, down to one |
| the last ended less than 36 hours ago | nothing but that this is so |
| in the last two all was done as chosen, and it was light | one step up, where there is one |

More pain: 2 or more above what it was before, right after, or any more on the next morning.

Done as chosen: from its beginning, with nothing taken off to fit into a time; every effort was
done and came to what was planned, of a hold to fatigue its target, on every side the exercise has;
and the earlier of the two had the value that is stepped from, or a higher one.

Light: both times the effort was 6 or less, pain was said before and after and was no more after,
nor on the next morning where that was said. Who says nothing is suggested no step.

One step: that of the row of the choices, so that it never leaves what the circuit offers. A time, a
hold or a number of reps comes first, of several the one that is least far on in its range; then a
number of rounds; then a set. Tempo, sides and versions stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.choices import with_pick, with_sets
from hiptimer.completeness import reaches_target
from hiptimer.offers import ChoiceError, RangeOffer, offers
from hiptimer.results import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit
    from hiptimer.diary.recorded import Details, Feelings

PAIN_RISE: Final = 2
"""So much more pain after a workout than before it is too much."""

LIGHT_EFFORT: Final = 6
"""Up to here there is room for more."""

REST: Final = timedelta(hours=36)
"""What a workout takes to be over with, at least."""

COUNTED: Final = 2
"""How many workouts are looked at."""

_AMOUNTS = ("time", "hold", "reps")


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """A finished workout: all there is of it, and what was chosen for it."""

    details: Details
    choices: Choices


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested in `words`, and the choices it comes to; None where none are to change."""

    words: str
    choices: Choices | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of one row: how far on its value is in its range, from 0 to 1, and where it leads."""

    order: tuple[int, float]
    words: str
    choices: Choices | None


def suggestion(
    circuit: Circuit, choices: Choices, past: Sequence[PastWorkout], now: datetime
) -> Suggestion | None:
    """Return what is suggested to somebody who has `choices`; None where nothing is.

    `past` are the last finished workouts of the circuit, the last first.
    """
    if not past:
        return None
    last, *earlier = past[:COUNTED]
    ago = now - _ended_at(last)
    said_ago = f" The last one ended {_hours_words(ago)} ago." if ago < REST else ""
    if hurt := more_pain_words(last.details.feelings):
        if earlier and more_pain_words(earlier[0].details.feelings):
            return Suggestion(
                f"{hurt}, and more pain the time before, too: see a clinician before you go on."
                f"{said_ago}"
            )
        return _less(circuit, choices, last, hurt, said_ago)
    if said_ago:
        hours = REST // timedelta(hours=1)
        return Suggestion(f"{said_ago.strip()} Give it {hours} hours.")
    return _more(circuit, choices, last, earlier[0]) if earlier else None


def more_pain_words(feelings: Feelings) -> str:
    """Return how there was more pain after a workout; empty where there was not, or nobody said."""
    before, after = feelings.pain_before, feelings.pain_after
    morning = feelings.pain_next_morning
    if before is None:
        return ""
    if after is not None and after - before >= PAIN_RISE:
        return f"Pain rose from {before} to {after} last time"
    if morning is not None and morning > before:
        return f"Pain was {morning} the next morning, {before} before"
    return ""


def _less(
    circuit: Circuit, choices: Choices, last: PastWorkout, hurt: str, said_ago: str
) -> Suggestion:
    sets = last.choices.sets - 1
    if not 1 <= sets <= int(circuit.sets.high):
        return Suggestion(f"{hurt}: no more than last time.{said_ago}")
    fewer = with_sets(circuit, choices, sets) if choices.sets > sets else None
    words = f"{hurt}: one set less, {_sets_words(sets)}{_chosen_words(fewer)}.{said_ago}"
    return Suggestion(words, fewer)


def _more(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Suggestion | None:
    if not all(_was_light(it.details.feelings) and _was_whole(it) for it in (last, before)):
        return None
    steps = sorted(_steps(circuit, choices, last, before), key=lambda step: step.order)
    if not steps:
        return None
    step = steps[0]
    how = f"All done twice, at an effort of up to {LIGHT_EFFORT} and no more pain"
    return Suggestion(f"{how}: {step.words}{_chosen_words(step.choices)}.", step.choices)


def _was_light(feelings: Feelings) -> bool:
    before, after = feelings.pain_before, feelings.pain_after
    if feelings.effort is None or before is None or after is None:
        return False
    morning = feelings.pain_next_morning
    is_no_worse = after <= before and (morning is None or morning <= before)
    return feelings.effort <= LIGHT_EFFORT and is_no_worse


def _was_whole(past: PastWorkout) -> bool:
    """Return whether it was begun at its beginning, with nothing taken off to fit into a time."""
    choices = past.choices
    return (choices.from_set, choices.from_exercise, choices.fit_seconds) == (1, None, None)


def _steps(
    circuit: Circuit, choices: Choices, last: PastWorkout, before: PastWorkout
) -> Iterator[_Step]:
    """Yield the steps up that were earned, and of what is chosen now."""
    reached = _reached(last.details) & _reached(before.details)
    for exercise in circuit.exercises:
        is_on_all_sides = all(
            it.text(exercise, "side", "each") == "each" for it in (choices, *_chosen(last, before))
        )
        if exercise.id not in reached or exercise.id in choices.without or not is_on_all_sides:
            continue
        for offer in offers(exercise):
            if isinstance(offer, RangeOffer) and offer.key in (*_AMOUNTS, "rounds"):
                yield from _step_of(circuit, choices, offer, last, before)
    everything = {it.id for it in circuit.exercises} - choices.without
    had = min(it.sets for it in _chosen(last, before))
    if everything <= reached and last.choices.sets == had:
        yield from _set_more(circuit, choices, had)


def _step_of(
    circuit: Circuit,
    choices: Choices,
    offer: RangeOffer,
    last: PastWorkout,
    before: PastWorkout,
) -> Iterator[_Step]:
    exercise, low, high = offer.exercise, offer.range.low, offer.range.high
    value, earlier, now = (
        it.number(exercise, offer.key, offer.range) for it in (*_chosen(last, before), choices)
    )
    text = offer.stepped(value, +1) if low <= value <= high and earlier >= value else None
    if text is None:
        return
    what = f" {offer.key}" if offer.key == "rounds" else ""
    words = f"{exercise.name}{what}, {offer.value_words(value)} → {text}"
    name = f"{exercise.id}.{offer.key}"
    picked = with_pick(circuit, choices, name, text) if now < offer.read(text) else None
    is_rounds = int(offer.key == "rounds")
    yield _Step((is_rounds, (value - low) / (high - low)), words, picked)


def _set_more(circuit: Circuit, choices: Choices, had: int) -> Iterator[_Step]:
    sets = had + 1
    try:
        more = with_sets(circuit, choices, sets)
    except ChoiceError:
        return
    words = f"one set more, {_sets_words(sets)}"
    yield _Step((2, 0.0), words, more if choices.sets < sets else None)


def _chosen(*past: PastWorkout) -> Iterator[Choices]:
    return (it.choices for it in past)


def _reached(details: Details) -> frozenset[str]:
    """Return the exercises of which every effort came to what was planned."""
    counted = counting_attempts(details.attempts)
    planned = {it.exercise_id for it in details.efforts}
    short = {
        it.exercise_id for it in details.efforts if not reaches_target(it, counted.get(it.index))
    }
    return frozenset(planned - short)


def _ended_at(past: PastWorkout) -> datetime:
    workout = past.details.workout
    return workout.ended_at or workout.started_at + timedelta(seconds=workout.spent_seconds)


def _chosen_words(to_choose: Choices | None) -> str:
    return "" if to_choose else " (chosen)"


def _sets_words(sets: int) -> str:
    return "1 set" if sets == 1 else f"{sets} sets"


def _hours_words(ago: timedelta) -> str:
    hours = max(timedelta(), ago) // timedelta(hours=1)
    return "less than an hour" if hours < 1 else f"{hours} h"
