"""Corrections of holds to fatigue by the person before the workout is saved.

The key that ends such a hold may be pressed late or forgotten, so the measured time can be wrong.
All other times are measured by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiptimer.plan.timeline import Dose
from hiptimer.workout.summary import counting_attempts, summary

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Effort
    from hiptimer.workout.summary import Summary

STEP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class CorrectableHold:
    """The open hold of phase `index`, with the seconds that count.

    `less` and `more` are the seconds one step to either side, None at a limit: a hold that was done
    is longer than zero and at most its cap.
    """

    index: int
    effort: Effort
    seconds: float

    @property
    def less(self) -> float | None:
        """A second less."""
        shorter = self.seconds - STEP_SECONDS
        return shorter if shorter > 0 else None

    @property
    def more(self) -> float | None:
        """A second more."""
        cap = self.effort.cap_seconds or float("inf")
        return min(cap, self.seconds + STEP_SECONDS) if self.seconds < cap else None


def open_holds(done: Summary) -> tuple[CorrectableHold, ...]:
    """Return the open holds that were done, in order."""
    phases = done.timeline.phases
    return tuple(
        CorrectableHold(index, phases[index].effort, attempt.seconds)
        for index, attempt in sorted(counting_attempts(done.attempts).items())
        if phases[index].effort.dose is Dose.OPEN and attempt.is_done
    )


def correct_hold(done: Summary, index: int, seconds: float) -> Summary:
    """Return the summary with the open hold of phase `index` corrected to `seconds`.

    Raises:
        KeyError: there is no attempt at that phase.

    """
    counting = counting_attempts(done.attempts)[index]
    attempts = [
        replace(attempt, seconds=seconds) if attempt is counting else attempt
        for attempt in done.attempts
    ]
    return summary(
        done.timeline,
        attempts,
        spent_seconds=done.spent_seconds,
        skipped=done.skipped,
    )
