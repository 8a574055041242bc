"""A past workout as suggestions look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.joined_ids import ids_in
from hiptimer.diary.plan_copies import choices_of, circuit_of

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.last_times import PlannedWorkout
    from hiptimer.diary.records import Details
    from hiptimer.plan.choices import Choices


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """A workout with all its records and its choices."""

    details: Details
    choices: Choices


def past_workout(found: PlannedWorkout, circuit: Circuit) -> PastWorkout:
    """Return a workout of `circuit`, or of joined circuits among which it was.

    Raises:
        NoPlan: this version does not accept its copy.

    """
    choices = choices_of(found.choices)
    if len(ids_in(found.details.workout.circuit_id)) == 1:
        return PastWorkout(found.details, choices)
    # There, a block may have another id: it is known by its exercises.
    blocks = circuit_of(found.circuit).blocks
    done = {exercise.id: choices.sets(block) for block in blocks for exercise in block.exercises}
    sets = {
        block.sets_name: float(done[exercise.id])
        for block in circuit.blocks
        for exercise in block.exercises
        if exercise.id in done
    }
    picks = MappingProxyType({**choices.picks, **sets})
    return PastWorkout(found.details, replace(choices, picks=picks))
