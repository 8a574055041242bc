"""A person who is led through a workout, and ends what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.workout.snapshot import Snapshot
    from hiptimer.workout.workout import Workout


def lead(
    workout: Workout,
    pass_seconds: Callable[[float], None],
    until: Callable[[Snapshot], bool] = lambda _: False,
) -> None:
    """Let time pass up to a moment or the end, with Done at the target of whatever waits."""
    while not (workout.head.is_over or until(workout.snapshot())):
        pass_seconds(workout.due_in_seconds() + 0.001)
        head, phase = workout.head, workout.snapshot().phase
        if head.known_seconds is None and head.elapsed >= phase.target_seconds:
            workout.done()
