"""How long a circuit and its efforts are at their highest choices.

A file may ask for millions of efforts; the limit is checked without laying them out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Varying
from hiptimer.plan.choices import Choices
from hiptimer.plan.dosing import amount, dosed
from hiptimer.plan.offers import RangeOffer, all_offers, numbers

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit, Exercise, Side
    from hiptimer.plan.offers import Value


def longest_choices(circuit: Circuit) -> Choices:
    """Return the choices that make a circuit longest: all its sets, each range at its high end."""
    picks: dict[str, Value] = {
        name: offer.range.high
        for name, offer in all_offers(circuit).items()
        if isinstance(offer, RangeOffer)
    }
    return Choices(MappingProxyType(picks))


def effort_seconds(exercise: Exercise) -> float:
    """Return how long an effort of `exercise` can be at its highest choices."""
    highest = {it.name: it.range.high for it in numbers(exercise)}
    prescribed = amount(exercise)
    values = len(prescribed.left) if isinstance(prescribed, Varying) else 1
    sides: tuple[Side, ...] = ("left", "right")
    doses = [
        dosed(exercise, Choices(highest), number, side)
        for number in range(1, values + 1)
        for side in sides
    ]
    return max(max(it.target_seconds, it.cap_seconds or 0.0) for it in doses)
