"""What pain allows next: less if in doubt, and a step up only if it is low.

The highest pain of a workout is the highest value given before it, during it, after it and on the
next morning. It is high from 6 on, and so is any pain that an exercise caused in which the circuit
allows none. The first rule that applies counts:

- now 6 or more: rest, and see a clinician;
- the last two workouts each asked for less: rest, and see a clinician;
- the last one asked for less (high pain, a rise of 2 right after it, or any rise by the next
  morning), or the mean of the last three highest values is above that of the three before: less;
- moderate in the last one, or now: no more than last time;
- in either of the last two not low, higher right after than before, not rated before and after, or
  said of an exercise but not rated: no step up;
- otherwise a step up.

The limits of low, moderate and high are those of the pain-monitoring models of Thomeé R. (1997),
Phys Ther 77:1690-1703, for the kneecap, and Silbernagel KG et al. (2007), Am J Sports Med
35:897-906, for the Achilles tendon.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from hiptimer.plan.feelings import PainLevel, highest_pain, pain_level, too_much_pain_words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from hiptimer.plan.feelings import Feelings

RISE: Final = 2
"""A rise of this many points from before a workout to right after it is too much."""

COMPARED: Final = 3
"""The number of workouts that are averaged, and compared with as many before them."""


class Allowed(IntEnum):
    """How much may be suggested, in increasing order.

    `LESS_AFTER_HIGH` also leaves out what hurt.
    """

    REST = 0
    LESS_AFTER_HIGH = 1
    LESS = 2
    NO_MORE = 3
    NO_STEP = 4
    STEP = 5


@dataclass(frozen=True, slots=True)
class Ruling:
    """How much pain allows, and the reason: a sentence without its period; may be empty."""

    allowed: Allowed
    reason: str = ""


def pain_ruling(
    past: Sequence[Feelings],
    pain_now: int | None = None,
    painless: Container[str] = frozenset(),
) -> Ruling:
    """Return what pain allows after `past`, newest first, with `pain_now` if it was rated.

    `painless` are the ids of the exercises in which any pain is too much.
    """
    if pain_now is not None and pain_level(pain_now) is PainLevel.HIGH:
        return Ruling(Allowed.REST, too_much_pain_words(pain_now))
    reasons = [_high_pain(it, painless) or _reason_for_less(it) for it in past[:2]]
    if len(reasons) == 2 and all(reasons):
        return Ruling(
            Allowed.REST,
            "High or rising pain in each of the last two workouts. "
            "Rest, and see a clinician before you continue",
        )
    if past and (reason := _high_pain(past[0], painless)):
        return Ruling(Allowed.LESS_AFTER_HIGH, reason)
    if reason := (reasons[0] if reasons else "") or _reason_in_the_means(past):
        return Ruling(Allowed.LESS, reason)
    if past and (reason := _moderate_pain(past[0], pain_now)):
        return Ruling(Allowed.NO_MORE, reason)
    is_low_twice = len(reasons) == 2 and all(_was_low(it, painless) for it in past[:2])
    return Ruling(Allowed.STEP if is_low_twice else Allowed.NO_STEP)


def _high_pain(feelings: Feelings, painless: Container[str]) -> str:
    """Return which pain of a workout was high; empty if none was."""
    highest = highest_pain(feelings)
    if pain_level(highest) is PainLevel.HIGH:
        return f"High pain last time ({highest})"
    for it in feelings.pains:
        if it.exercise_id in painless and it.pain != 0:
            return f"Pain last time in {it.title}, where any pain is too much"
    return ""


def _moderate_pain(feelings: Feelings, pain_now: int | None) -> str:
    """Return which pain was moderate, in a workout or now; empty if none was."""
    highest = highest_pain(feelings)
    if pain_level(highest) is PainLevel.MODERATE:
        return f"Moderate pain last time ({highest})"
    return f"Moderate pain now ({pain_now})" if pain_level(pain_now) is PainLevel.MODERATE else ""


def _reason_for_less(feelings: Feelings) -> str:
    """Return which rise in pain asks for less; empty if none does."""
    before, after, morning = (
        feelings.pain_before,
        feelings.pain_after,
        feelings.pain_next_morning,
    )
    if before is None:
        return ""
    if after is not None and after - before >= RISE:
        return f"Pain rose to {after} last time"
    if morning is not None and morning > before:
        return f"Pain rose to {morning} the next morning"
    return ""


def _reason_in_the_means(past: Sequence[Feelings]) -> str:
    """Return the reason if the mean pain rises over the last rated workouts, else an empty text."""
    highest = [it for it in map(highest_pain, past) if it is not None]
    last, before = highest[:COMPARED], highest[COMPARED : 2 * COMPARED]
    if len(before) < COMPARED or sum(last) <= sum(before):
        return ""
    return (
        f"Pain is rising: {sum(last) / COMPARED:.1f} on average over the last three workouts, "
        f"{sum(before) / COMPARED:.1f} over the three before"
    )


def _was_low(feelings: Feelings, painless: Container[str]) -> bool:
    """Return whether pain was rated before and after, low throughout, and no higher after."""
    before, after = feelings.pain_before, feelings.pain_after
    if before is None or after is None or any(it.pain is None for it in feelings.pains):
        return False
    is_low = pain_level(highest_pain(feelings)) is PainLevel.LOW
    return is_low and after <= before and not _high_pain(feelings, painless)
