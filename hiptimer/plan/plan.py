"""A circuit with today's choices: the plan before the start."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.wording import load_words
from hiptimer.foundation.text.durations import clock_face, duration_text
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.feelings import PainLevel, pain_level
from hiptimer.plan.leaving_out import leave_out
from hiptimer.plan.lengths import planned_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import Feelings
    from hiptimer.plan.timeline import Timeline


@dataclass(frozen=True)
class Plan:
    """Today's plan. `circuit_id` is the name of the circuit's file without its suffix.

    `reduced` are the reductions that fit the plan into its time limit, in words. `loads` are the
    loads of the exercises, by their ids; `feelings` are the ratings before the start.
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
        timeline = compile_timeline(self.circuit, self.choices, self.circuit_id)
        for exercise_id, index in self.choices.left_out:
            timeline = leave_out(timeline, exercise_id, index)
        return timeline

    def leave_out(self, exercise_id: str, index: int) -> Plan:
        """Return this plan without the efforts of an exercise from phase `index` on."""
        left_out = (*self.choices.left_out, (exercise_id, index))
        return replace(self, choices=replace(self.choices, left_out=left_out))

    @cached_property
    def planned_seconds(self) -> float:
        """The length of the plan, without compiling it; 0.0 if there is nothing to do."""
        return planned_seconds(self.circuit, self.choices)

    @property
    def loads_today(self) -> Mapping[str, str]:
        """The loads of today's exercises: as said beforehand, else as prescribed."""
        today = (it for it in self.circuit.exercises if it.id not in self.choices.without)
        loads = {it.id: self.loads.get(it.id) or load_words(it) for it in today}
        return {id_: load for id_, load in loads.items() if load}

    @property
    def high_pain_now(self) -> int | None:
        """The pain rated beforehand if it is high, else None."""
        pain = self.feelings.pain_before if self.feelings else None
        return pain if pain_level(pain) is PainLevel.HIGH else None

    @property
    def fit_words(self) -> str:
        """How the plan fits into its time limit; empty without a limit."""
        limit = self.choices.fit_seconds
        if limit is None:
            return ""
        planned = clock_face(self.planned_seconds)
        if not self.reduced:
            return f"The whole workout fits into {duration_text(limit)}: {planned}"
        return f"To fit into {duration_text(limit)}: {', '.join(self.reduced)}: {planned}"

    @property
    def skipped_titles(self) -> tuple[str, ...]:
        """The names of the exercises that are skipped today, in the circuit's order."""
        without = self.choices.without | {it for it, _ in self.choices.left_out}
        return tuple(it.name for it in self.circuit.exercises if it.id in without)
