"""The question of line mode after the person said that an effort hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.line_mode.answers import whole_number
from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.feelings import MOST, pain_rating_words
from hiptimer.plan.wording import HOW_MUCH

if TYPE_CHECKING:
    from hiptimer.workout.workout import Workout

_RESUME = "p and Enter to resume."


class HurtQuestion:
    """Asks how much it hurts, and then whether the rest of the exercise is dropped.

    The pain is already recorded, and the workout is paused. `words` are the question that is open.
    """

    def __init__(self, workout: Workout) -> None:
        self._workout = workout
        self._movement = workout.timeline.phases[workout.pains[-1].index].effort.movement
        self._is_rated = False

    @property
    def words(self) -> str:
        """The question, with its answers."""
        if self._is_rated:
            return f"Drop {self._movement.title} for the rest of today? d, or Enter to keep it"
        return f"{HOW_MUCH} 0 to {MOST}, or Enter to skip"

    def take(self, line: str) -> str | None:
        """Carry out the answer in `line`; return the closing words, None while a question is open.

        The words may be empty.
        """
        if not self._is_rated:
            return self._take_rating(line)
        if line == "d":
            self._workout.leave_out(self._movement.id)
            return f"Dropped: {self._movement.title}. {_RESUME}"
        return _RESUME

    def _take_rating(self, line: str) -> str | None:
        words = ""
        if line:
            pain = whole_number(line, MOST)
            if pain is None:
                return None
            self._workout.rate_pain(pain)
            words = sentence(f"pain {pain_rating_words(pain)}")
        self._is_rated = True
        if self._workout.has_more_of(self._movement.id):
            return None
        return words if self._workout.head.is_over else f"{words} {_RESUME}".lstrip()
