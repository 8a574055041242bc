"""A past workout as suggestions look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.circuit.joined_ids import ids_in, own_id
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


def past_workout(found: PlannedWorkout, circuit: Circuit, circuit_id: str) -> PastWorkout:
    """Return a workout of `circuit`, or of joined circuits among which it was.

    Its exercises have the ids that they have in `circuit`.

    Raises:
        NoPlan: this version does not accept its copy.

    """
    details, choices = found.details, choices_of(found.choices)
    if details.workout.circuit_id == circuit_id:
        return PastWorkout(details, choices)
    own = partial(own_id, circuit_id)
    # There, a block may have another id: it is known by its exercises.
    blocks = circuit_of(found.circuit).blocks
    done = {own(it.id): choices.sets(block) for block in blocks for it in block.exercises}
    sets = {
        block.sets_name: float(done[exercise.id])
        for block in circuit.blocks
        for exercise in block.exercises
        if exercise.id in done
    }
    picks = {own(name): value for name, value in choices.picks.items()}
    pains = (replace(it, exercise_id=own(it.exercise_id)) for it in details.feelings.pains)
    return PastWorkout(
        details._replace(
            efforts=tuple(
                replace(it, exercise_id=own(it.exercise_id))
                for it in details.efforts
                if it.circuit_id in (None, *ids_in(circuit_id))
            ),
            feelings=replace(details.feelings, pains=tuple(pains)),
        ),
        replace(
            choices,
            picks=MappingProxyType({**picks, **sets}),
            without=frozenset(map(own, choices.without)),
        ),
    )
