"""Corrections of attempts by the person before the workout is saved.

Only the person knows whether a hold really ended when its key was pressed or its time was over, and
how many untimed reps were done. Everything else is measured by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiptimer.plan.effort import Dose
from hiptimer.workout.events import MOST_REPS
from hiptimer.workout.summary import counting_attempts, summary

if TYPE_CHECKING:
    from hiptimer.plan.effort import Effort
    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.summary import Summary

STEP_SECONDS: Final = 1.0
_CORRECTABLE: Final = (Dose.OPEN, Dose.HOLD, Dose.FREE)


@dataclass(frozen=True, slots=True)
class CorrectableAttempt:
    """The attempt that counts at an effort whose seconds or reps the person may correct.

    `less` and `more` are the attempt one step to either side, None at a limit: a hold is more than
    nothing, and at most its cap, or its time if it was not to fatigue; reps are 0 to `MOST_REPS`.
    """

    effort: Effort
    attempt: EffortEnded

    @property
    def most(self) -> float:
        """The most reps or seconds that it can be corrected to."""
        if self.effort.dose is Dose.FREE:
            return MOST_REPS
        return self.effort.cap_seconds or self.effort.target_seconds

    def with_amount(self, amount: int) -> EffortEnded | None:
        """Return the attempt with a number of reps or seconds; None beyond a limit.

        Reps may be none and more than planned; a hold is more than nothing.
        """
        is_free = self.effort.dose is Dose.FREE
        if not int(not is_free) <= amount <= self.most:
            return None
        if is_free:
            return replace(self.attempt, reps=amount, confirmed=True)
        return replace(self.attempt, seconds=float(amount), confirmed=True)

    @property
    def less(self) -> EffortEnded | None:
        """A second or a rep less."""
        if self.effort.dose is Dose.FREE:
            return self.with_amount((self.attempt.reps or 0) - 1)
        shorter = self.attempt.seconds - STEP_SECONDS
        return replace(self.attempt, seconds=shorter, confirmed=True) if shorter > 0 else None

    @property
    def more(self) -> EffortEnded | None:
        """A second or a rep more."""
        if self.effort.dose is Dose.FREE:
            return self.with_amount((self.attempt.reps or 0) + 1)
        seconds = self.attempt.seconds
        if seconds >= self.most:
            return None
        longer = min(self.most, seconds + STEP_SECONDS)
        return replace(self.attempt, seconds=longer, confirmed=True)


def correctable_attempts(done: Summary) -> tuple[CorrectableAttempt, ...]:
    """Return the attempts that were kept and can be corrected, in order."""
    phases = done.timeline.phases
    return tuple(
        CorrectableAttempt(phases[index].effort, attempt)
        for index, attempt in sorted(counting_attempts(done.attempts).items())
        if phases[index].effort.dose in _CORRECTABLE and attempt.is_kept
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
