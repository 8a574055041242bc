"""The terminal bell, for machines without working sound: a listener, not a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.workout.events import CueReached, EffortEnded, Ended, LeadInBegan, Paused, Resumed

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.workout.events import Event
    from hiptimer.workout.workout import Workout

LATE_SECONDS = 0.1


class Bell:
    """Rings, while `is_needed`, at each audible event of `workout`.

    An event that is more than `LATE_SECONDS` late does not ring.
    """

    def __init__(
        self, workout: Workout, ring: Callable[[], None], is_needed: Callable[[], bool]
    ) -> None:
        self._workout = workout
        self._ring = ring
        self._is_needed = is_needed

    def __call__(self, event: Event) -> None:
        """Ring if `event` is audible."""
        is_heard = isinstance(event, EffortEnded | Ended | Paused | LeadInBegan | Resumed) or (
            isinstance(event, CueReached) and event.cue.sound is not None
        )
        late_seconds = (self._workout.head.now - event.moment) / self._workout.clock.speed
        is_wanted = self._is_needed() and not self._workout.is_muted
        if is_heard and is_wanted and late_seconds <= LATE_SECONDS:
            self._ring()
