"""Converts plans to texts and back, so that past workouts survive changes of a circuit's file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hiptimer.diary.stored_choices import NoPlan, read_choices, require_offered, stored_choices
from hiptimer.foundation.digest import digest
from hiptimer.library.circuit_files.writing import copy_document
from hiptimer.plan.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.records import Unfinished
    from hiptimer.plan.choices import Choices
    from hiptimer.workout.playhead import Place

_DIGESTED_COLUMNS = 10
_LONGEST_PHASE_SECONDS = 12 * 3600.0


@dataclass(frozen=True)
class PlanCopy:
    """A complete plan as texts.

    `efforts` are rows in order, as stored in the diary; the first value of each is its phase.
    """

    circuit_id: str
    title: str
    circuit: str
    choices: str
    efforts: tuple[tuple[str | float | None, ...], ...]

    @cached_property
    def digest(self) -> str:
        """A digest that is equal only for equal plans."""
        # Later columns follow from the circuit; plans stored without them keep their digest.
        efforts = [effort[:_DIGESTED_COLUMNS] for effort in self.efforts]
        return digest_of(self.circuit_id, self.circuit, self.choices, efforts)


def digest_of(*parts: object) -> str:
    """Return a digest that is equal only for equal parts."""
    return digest(text_of(parts).encode())


def copy_of(plan: Plan) -> PlanCopy:
    """Return the copy of `plan`."""
    return PlanCopy(
        circuit_id=plan.circuit_id,
        title=plan.circuit.title,
        circuit=text_of(copy_document(plan.circuit)),
        choices=text_of(stored_choices(plan.circuit, plan.choices)),
        efforts=tuple(_efforts(plan)),
    )


def plan_of(unfinished: Unfinished) -> Plan:
    """Return the plan as it was when the workout began.

    Raises:
        NoPlan: this version would derive another plan or none, or the plan has no such place.

    """
    circuit_id = unfinished.workout.circuit_id
    circuit = circuit_of(unfinished.circuit)
    plan = Plan(circuit, circuit_id, require_offered(circuit, choices_of(unfinished.choices)))
    try:
        digest = copy_of(plan).digest
    except ValueError as error:
        raise NoPlan(str(error)) from error
    if digest != unfinished.digest:
        raise NoPlan(circuit_id)
    _check_place(plan, unfinished.place)
    return plan


def _check_place(plan: Plan, place: Place) -> None:
    """Raise `NoPlan` for a place that cannot occur in `plan`; `coming` is an effort of `plan`."""
    phase = plan.timeline.phases[place.index]
    has_end = phase.seconds is not None
    if (place.seconds is not None) is not has_end or (place.seconds or 0) > _LONGEST_PHASE_SECONDS:
        raise NoPlan(f"phase {place.index} ends differently")


def circuit_of(text: str) -> Circuit:
    """Return the circuit of which `text` is a copy.

    Raises:
        NoPlan: this version does not accept it as a circuit.

    """
    from hiptimer.library.circuit_files.copies import read_copy

    try:
        return read_copy(document_of(text))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise NoPlan(str(error)) from error


def document_of(text: str) -> dict[str, Any]:
    """Return the table of which `text` is a copy: a circuit or choices.

    Raises:
        NoPlan: it is not a table.

    """
    try:
        table = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise NoPlan(str(error)) from error
    if not isinstance(table, dict):
        raise NoPlan("it is not a table")
    return table


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def choices_of(text: str) -> Choices:
    """Return the choices of which `text` is a copy.

    Raises:
        NoPlan: this version does not accept them as choices.

    """
    return read_choices(document_of(text))


def _efforts(plan: Plan) -> Iterator[tuple[str | float | None, ...]]:
    circuits = {it.id: it.origin.circuit_id for it in plan.circuit.blocks if it.origin}
    for phase, it in enumerate(plan.timeline.phases):
        if it.is_effort:
            yield (
                phase,
                it.effort.movement.id,
                it.effort.movement.title,
                it.effort.movement.variant,
                it.effort.set,
                it.effort.round,
                it.effort.side,
                it.effort.dose.value,
                float(it.effort.target_seconds),
                it.effort.reps,
                it.effort.block,
                it.effort.target_reps,
                circuits.get(it.effort.block),
            )


def text_of(value: object) -> str:
    """Return a value as the text stored in the diary; equal values give equal texts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
