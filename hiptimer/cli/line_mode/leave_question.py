"""The question in line mode whether to save a workout for later, to end it, or to continue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiptimer.workout.workout import Workout


class LeaveQuestion:
    """Pauses `workout` until it is answered. Only a workout that `can_save` is saved for later."""

    def __init__(self, workout: Workout, *, can_save: bool) -> None:
        save = "s = save for later, " if can_save else ""
        self.words = f"Stop the workout? {save}e = end workout, c or Esc = continue; and Enter"
        self._workout = workout
        self._can_save = can_save
        self._was_moving = workout.is_moving

    def pause(self) -> None:
        """Pause the workout, as long as the question is open."""
        if self._was_moving:
            self._workout.pause_or_resume()

    def take(self, line: str | None) -> str | None:
        """Carry out the answer in a line and return what to write; None if it is no answer.

        At the end of the input the workout is saved, because no answer can come.
        """
        match line:
            case None | "s" if self._can_save:
                self._workout.interrupt()
                return "Saved for later; `hiptimer resume` resumes it."
            case None | "e":
                self._workout.stop()
                return "Ended."
            case "c" | "\x1b":
                if self._was_moving:
                    self._workout.pause_or_resume()
                    return "Continuing."
                return "paused; p and Enter to resume"
        return None
