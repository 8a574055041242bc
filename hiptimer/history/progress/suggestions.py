"""Suggests choices for the next workout, based on the last workouts of a circuit.

What pain allows is decided first, by the rules in `history.progress.pain_ruling`.

| pain allows | what is suggested |
|---|---|
| rest | to rest, and to see a clinician |
| less after high pain | what hurt left out if an exercise remains, else as below |
| less than last time | one set less than was done; at one set rest if pain was high, else no more |
| no more than last time | no more, and not more sets |
| more, but the circuit asks for more time to recover | the time since it was last done |
| a step up | one, if the last two workouts earn it: see `history.progress.steps_up` |

What hurt is left out together with a set if leaving it out alone would be longer than a set less:
more pain never leads to a longer workout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.sentences import counted, joined
from hiptimer.history.progress.pain_ruling import COMPARED, Allowed, pain_ruling
from hiptimer.history.progress.recovery import recovery_words
from hiptimer.history.progress.steps_up import next_step
from hiptimer.plan.choices import with_sets
from hiptimer.plan.lengths import planned_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hiptimer.circuit.model import Block, Circuit
    from hiptimer.history.progress.pain_ruling import Ruling
    from hiptimer.history.progress.past_workout import PastWorkout
    from hiptimer.plan.choices import Choices

LOOKED_AT: Final = 4 * COMPARED
"""The number of past workouts to read: enough to compare six with a pain rating."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion in `words`, and the choices it leads to; None if they do not change.

    `is_rest` is whether it suggests not doing a workout today.
    """

    words: str
    choices: Choices | None = None
    is_rest: bool = False


def suggestion(
    circuit: Circuit,
    choices: Choices,
    past: Sequence[PastWorkout],
    pain_now: int | None = None,
    now: datetime | None = None,
) -> Suggestion | None:
    """Return a suggestion for a person who has `choices`; None if there is none.

    `past` are the last workouts of the circuit, newest first, `LOOKED_AT` of them at most.
    `pain_now` is the pain before the coming workout, if it was rated. Without `now`, the time since
    the last workout does not count.
    """
    feelings = [it.details.feelings for it in past[:LOOKED_AT]]
    ruling = pain_ruling(feelings, pain_now, painless_exercises(circuit))
    if ruling.allowed <= Allowed.NO_MORE:
        return _after_pain(circuit, choices, past, ruling)
    if past and now and (words := recovery_words(circuit, past[0].details.workout, now)):
        return Suggestion(words)
    return _more(circuit, choices, past[0], past[1]) if ruling.allowed is Allowed.STEP else None


def _after_pain(
    circuit: Circuit, choices: Choices, past: Sequence[PastWorkout], ruling: Ruling
) -> Suggestion:
    """Return what is suggested if pain allows no more than last time."""
    reason = ruling.reason
    if ruling.allowed is Allowed.REST:
        return Suggestion(f"{reason}.", is_rest=True)
    last = past[0]
    match ruling.allowed:
        case Allowed.LESS_AFTER_HIGH:
            return _after_high_pain(circuit, choices, last, reason)
        case Allowed.LESS:
            return _less(circuit, choices, last, reason)
        case _:
            return _no_more(circuit, choices, last, reason)


def painless_exercises(circuit: Circuit) -> frozenset[str]:
    """Return the ids of the exercises in which, by the circuit, any pain is too much."""
    return frozenset(it.id for it in circuit.exercises if it.pain == "none")


def _after_high_pain(
    circuit: Circuit, choices: Choices, last: PastWorkout, reason: str
) -> Suggestion:
    """Suggest to leave out what hurt last time; a set less if nothing did or would remain."""
    hurt = {it.exercise_id for it in last.details.feelings.pains}
    names = {it.id: it.name for it in circuit.exercises if it.id in hurt}
    fewer = replace(choices, without=choices.without | hurt)
    if not names or planned_seconds(circuit, fewer) == 0:
        return _less(circuit, choices, last, reason, is_high=True)
    if names.keys() <= choices.without:
        return _less(circuit, choices, last, f"{reason}. {joined([*names.values()])} dropped")
    what = f"Drop {joined([name for it, name in names.items() if it not in choices.without])}"
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
    step = next_step(circuit, choices, last, before)
    if step is None:
        return None
    row, amount, last_amount = step.words
    what = f"try {amount} today" if step.choices else f"{amount} chosen"
    end = "?" if step.choices else "."
    return Suggestion(
        f"Complete twice, with low pain and effort. {row}: {what} ({last_amount} last time){end}",
        step.choices,
    )
