"""How long a plan is, and how many phases it has, without compiling it.

The lengths are added up visit by visit, and those of equal sets only once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Varying
from hiptimer.plan.dosing import amount, varies_by_set
from hiptimer.plan.order import visits
from hiptimer.plan.pauses import rests_between_sets
from hiptimer.plan.timeline import SUM_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hiptimer.circuit.model import Block, Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.order import Contents, Visit


def planned_seconds(circuit: Circuit, choices: Choices, known: Contents | None = None) -> float:
    """Return the length of the timeline without compiling it; 0.0 if there is nothing to do.

    `known` is for many calls with choices that differ only in their sets and rounds.
    """
    return round(_sum_over_sets(circuit, choices, _length_of, known), SUM_DIGITS)


def phase_count(circuit: Circuit, choices: Choices) -> int:
    """Return the number of phases of the timeline without compiling it."""
    return round(_sum_over_sets(circuit, choices, _phases_of))


def _length_of(visit: Visit) -> float:
    return visit.pause.planned_seconds + visit.content.seconds


def _phases_of(visit: Visit) -> float:
    return visit.content.phases + (visit.pause.seconds != 0)


def _sum_over_sets(
    circuit: Circuit,
    choices: Choices,
    of_visit: Callable[[Visit], float],
    known: Contents | None = None,
) -> float:
    """Return the sum over all visits, of which equal sets are visited only once.

    Visits are many thousands in the largest circuits, and a time limit compares hundreds of plans.
    """
    known = {} if known is None else known

    def total_of(some: Choices) -> float:
        return sum(map(of_visit, visits(circuit, some, known)))

    first = first_sets(circuit, choices)
    total = first_total = total_of(first)
    for block in circuit.blocks:
        if more := choices.sets(block) - first.sets(block):
            one_less = _with_picks(first, {block.sets_name: first.sets(block) - 1})
            total += more * (first_total - total_of(one_less))
    return total


def first_sets(circuit: Circuit, choices: Choices) -> Choices:
    """Return `choices` without the sets that are equal to the one before."""
    most = {block.sets_name: _different_sets(circuit, block, choices) for block in circuit.blocks}
    fewer = {
        block.sets_name: most[block.sets_name]
        for block in circuit.blocks
        if most[block.sets_name] < choices.sets(block)
    }
    return _with_picks(choices, fewer)


def _different_sets(circuit: Circuit, block: Block, choices: Choices) -> int:
    """Return a number of sets of `block` after which each adds as much as the one before."""
    listed = (
        len(values.left)
        for exercise in block.exercises
        if varies_by_set(exercise)
        for values in (amount(exercise), exercise.load)
        if isinstance(values, Varying)
    )
    gaps = len(rests_between_sets(circuit, block))
    return max(gaps + 1, choices.from_set + 1, *listed, 2)


def _with_picks(choices: Choices, picks: Mapping[str, float]) -> Choices:
    return replace(choices, picks={**choices.picks, **picks}) if picks else choices
