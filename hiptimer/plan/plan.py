"""A circuit with today's choices: what is planned before the start, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import clock_face, span
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.feelings import PainLevel, pain_level
from hiptimer.plan.order import planned_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import Feelings
    from hiptimer.plan.timeline import Timeline


@dataclass(frozen=True)
class Plan:
    """What is going to be done today. `circuit_id` is the name of the circuit's file.

    `reduced` says in words what there is less of, so that it fits into the time it was given.
    `loads` are what exercises are loaded with, by their ids; `feelings` what was said beforehand.
    """

    circuit: Circuit
    circuit_id: str
    choices: Choices
    reduced: tuple[str, ...] = ()
    loads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    feelings: Feelings | None = None

    @cached_property
    def timeline(self) -> Timeline:
        """The plan laid out in time.

        Raises:
            NothingToDo: no effort is longer than zero seconds.

        """
        return compile_timeline(self.circuit, self.choices, self.circuit_id)

    @cached_property
    def planned_seconds(self) -> float:
        """How long it takes, found without laying it out; 0.0 where there is nothing to do."""
        return planned_seconds(self.circuit, self.choices)

    @property
    def high_pain_now(self) -> int | None:
        """The pain rated beforehand if it is high, else None."""
        pain = self.feelings.pain_before if self.feelings else None
        return pain if pain_level(pain) is PainLevel.HIGH else None

    @property
    def fit_words(self) -> str:
        """How it fits into the time it was given; empty where it was given none."""
        limit = self.choices.fit_seconds
        if limit is None:
            return ""
        planned = clock_face(self.planned_seconds)
        if not self.reduced:
            return f"All of it fits into {span(limit)}: {planned}"
        return f"To fit into {span(limit)}: {', '.join(self.reduced)}: {planned}"

    @property
    def skipped_titles(self) -> tuple[str, ...]:
        """The names of the exercises that are skipped today, in the circuit's order."""
        without = self.choices.without
        return tuple(it.name for it in self.circuit.exercises if it.id in without)
