"""The question in line mode whether to save a workout for later, to end it, or to continue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hiptimer.workout.workout import Workout

SAVED_FOR_LATER: Final = "Saved for later; `hiptimer resume` resumes it."


class LeaveQuestion:
    """Pauses `workout` until it is answered. Only a workout that `can_save` is saved for later."""

    def __init__(self, workout: Workout, *, can_save: bool) -> None:
        save = "s = save for later, " if can_save else ""
        self.words = f"Stop the workout? {save}e = end workout, c or Esc = continue; and Enter"
        self._workout = workout
        self._can_save = can_save
        self._was_moving = workout.is_moving

    def pause(self) -> None:
        """Pause the workout until the question is answered."""
        if self._was_moving:
            self._workout.pause_or_resume()

    def take(self, line: str) -> str | None:
        """Carry out the answer in `line`; return the closing words, None if it cannot be read."""
        match line:
            case "s" if self._can_save:
                return save_or_end(self._workout, can_save=True)
            case "e":
                return save_or_end(self._workout, can_save=False)
            case "c" | "\x1b":
                if self._was_moving:
                    self._workout.pause_or_resume()
                    return "Continuing."
                return "paused; p and Enter to resume"
        return None


def save_or_end(workout: Workout, *, can_save: bool) -> str:
    """Save `workout` for later, or end it if it cannot be saved; return the closing words."""
    if can_save:
        workout.interrupt()
        return SAVED_FOR_LATER
    workout.stop()
    return "Ended."
