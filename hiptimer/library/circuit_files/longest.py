"""How long a circuit and its efforts are at their highest choices.

A file may ask for millions of efforts; the limit is checked without laying them out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.model import FREE_REP_SECONDS, FreeReps, OpenHold, PacedReps, PacedTime, Timed
from hiptimer.plan.choices import Choices
from hiptimer.plan.offers import RangeOffer, offers

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit, Exercise, TempoBeat
    from hiptimer.plan.offers import Value


def longest_choices(circuit: Circuit) -> Choices:
    """Return the choices that make a circuit longest: all its sets, each range at its high end."""
    picks: dict[str, Value] = {
        f"{exercise.id}.{offer.key}": offer.range.high
        for exercise in circuit.exercises
        for offer in offers(exercise)
        if isinstance(offer, RangeOffer)
    }
    sets = {block.sets_name: block.sets.high for block in circuit.blocks}
    return Choices(MappingProxyType(picks | sets))


def effort_seconds(exercise: Exercise) -> float:
    """Return how long plans take one effort of `exercise` to be at its highest choices."""
    sides = 2 if exercise.sides == "alternate" else 1
    match exercise.dose:
        case Timed(seconds):
            return seconds.high
        case OpenHold(target_seconds):
            return target_seconds
        case PacedReps(reps, tempo):
            return sides * reps.high * _rep_seconds(tempo)
        case PacedTime(seconds, tempo):
            return max(seconds.high, sides * _rep_seconds(tempo))
        case FreeReps(reps, target_seconds):
            at_own_pace = sides * reps.high * FREE_REP_SECONDS
            return at_own_pace if target_seconds is None else target_seconds


def _rep_seconds(tempo: tuple[TempoBeat, ...]) -> float:
    return sum(beat.seconds.high for beat in tempo)
