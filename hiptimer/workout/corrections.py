"""Corrections of attempts by the person before the workout is saved.

Only the person knows whether a hold really ended when its key was pressed or its time was over, and
how many untimed reps were done. Everything else is measured by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiptimer.plan.timeline import Dose
from hiptimer.workout.summary import counting_attempts, summary

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Effort
    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.summary import Summary

STEP_SECONDS: Final = 1.0
MOST_REPS: Final = 999

_CORRECTABLE: Final = (Dose.OPEN, Dose.HOLD, Dose.FREE)


@dataclass(frozen=True, slots=True)
class CorrectableAttempt:
    """The attempt that counts at an effort whose seconds or reps the person may correct.

    `less` and `more` are the attempt one step to either side, None at a limit: what was done is
    more than nothing, and a hold is at most its cap, or its time if it was not to fatigue.
    """

    effort: Effort
    attempt: EffortEnded

    @property
    def less(self) -> EffortEnded | None:
        """A second or a rep less."""
        if self.effort.dose is Dose.FREE:
            return self._with_reps(-1)
        shorter = self.attempt.seconds - STEP_SECONDS
        return replace(self.attempt, seconds=shorter) if shorter > 0 else None

    @property
    def more(self) -> EffortEnded | None:
        """A second or a rep more."""
        if self.effort.dose is Dose.FREE:
            return self._with_reps(+1)
        seconds, most = self.attempt.seconds, self.effort.cap_seconds or self.effort.target_seconds
        if seconds >= most:
            return None
        return replace(self.attempt, seconds=min(most, seconds + STEP_SECONDS))

    def _with_reps(self, step: int) -> EffortEnded | None:
        reps = (self.attempt.reps or 0) + step
        return replace(self.attempt, reps=reps) if 1 <= reps <= MOST_REPS else None


def correctable_attempts(done: Summary) -> tuple[CorrectableAttempt, ...]:
    """Return the attempts that were done and can be corrected, in order."""
    phases = done.timeline.phases
    return tuple(
        CorrectableAttempt(phases[index].effort, attempt)
        for index, attempt in sorted(counting_attempts(done.attempts).items())
        if phases[index].effort.dose in _CORRECTABLE and attempt.is_done
    )


def correct_attempt(done: Summary, corrected: EffortEnded) -> Summary:
    """Return the summary with `corrected` in place of the attempt that counts at its phase.

    Raises:
        KeyError: there is no attempt at that phase.

    """
    counting = counting_attempts(done.attempts)[corrected.index]
    attempts = [corrected if attempt is counting else attempt for attempt in done.attempts]
    return summary(
        done.timeline,
        attempts,
        spent_seconds=done.spent_seconds,
        skipped=done.skipped,
    )
