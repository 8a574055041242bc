"""A plan as texts, and back: a circuit's file may change, or go, and what was done stays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from hiptimer.diary.kept_choices import NoPlan, offered, read_choices
from hiptimer.library.file.writing import document
from hiptimer.plan.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.records import Unfinished
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.playhead import Place

_DIGEST_BYTES = 16
_LONGEST_PHASE_SECONDS = 12 * 3600.0


@dataclass(frozen=True)
class PlanCopy:
    """A plan, with all that can be said of it, as texts.

    `efforts` are in order, as the diary keeps them, the phase of each first.
    """

    circuit_id: str
    title: str
    circuit: str
    choices: str
    efforts: tuple[tuple[str | float | None, ...], ...]

    @cached_property
    def digest(self) -> str:
        """What two plans have in common only where they are the same."""
        return digest_of(self.circuit_id, self.circuit, self.choices, self.efforts)


def digest_of(*parts: object) -> str:
    """Return what the same parts have in common, and no others."""
    return blake2b(text_of(parts).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def copy_of(plan: Plan) -> PlanCopy:
    """Return the copy of `plan`."""
    choices = plan.choices
    return PlanCopy(
        circuit_id=plan.circuit_id,
        title=plan.circuit.title,
        circuit=text_of(document(plan.circuit)),
        choices=text_of(
            {
                "sets": choices.sets,
                "picks": dict(choices.picks),
                "without": sorted(choices.without),
                "prepare_seconds": choices.prepare_seconds,
                "from_set": choices.from_set,
                "from_exercise": choices.from_exercise,
                "fit_seconds": choices.fit_seconds,
            }
        ),
        efforts=tuple(_efforts(plan.timeline)),
    )


def plan_of(unfinished: Unfinished) -> Plan:
    """Return the plan as it was when the workout began.

    Raises:
        NoPlan: this version would make another plan of it, or none, or has no such place in it.

    """
    circuit_id = unfinished.workout.circuit_id
    circuit = circuit_of(unfinished.circuit)
    plan = Plan(circuit, circuit_id, offered(circuit, choices_of(unfinished.choices)))
    try:
        digest = copy_of(plan).digest
    except ValueError as error:
        raise NoPlan(str(error)) from error
    if digest != unfinished.digest:
        raise NoPlan(circuit_id)
    _check_place(plan, unfinished.place)
    return plan


def _check_place(plan: Plan, place: Place) -> None:
    """Refuse a place that no workout of `plan` comes to; `coming` of it is an effort of `plan`."""
    phase = plan.timeline.phases[place.index]
    has_end = phase.seconds is not None
    if (place.seconds is not None) is not has_end or (place.seconds or 0) > _LONGEST_PHASE_SECONDS:
        raise NoPlan(f"phase {place.index} ends in another way")


def circuit_of(text: str) -> Circuit:
    """Return the circuit that `text` is the copy of.

    Raises:
        NoPlan: it is none, as this version understands them.

    """
    from hiptimer.library.file.reading import FaultyDocument, read

    try:
        return read(document_of(text))
    except (FaultyDocument, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise NoPlan(str(error)) from error


def document_of(text: str) -> dict[str, Any]:
    """Return the table that `text` is the copy of: a circuit, or choices.

    Raises:
        NoPlan: it is none.

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
    """Return the choices that `text` is the copy of.

    Raises:
        NoPlan: they are none, as this version understands them.

    """
    return read_choices(document_of(text))


def _efforts(timeline: Timeline) -> Iterator[tuple[str | float | None, ...]]:
    for phase, it in enumerate(timeline.phases):
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
            )


def text_of(value: object) -> str:
    """Return a value as the diary keeps it: the same value as the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
