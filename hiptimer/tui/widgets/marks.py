"""What is out of the ordinary in a workout under way: a rehearsal, the last set, no sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.timer import Timer

    from hiptimer.workout.workout import Workout

_VOLUME_SHOWN_SECONDS: Final = 2.0


class Marks(PlainText):
    """Shows marks beside each other; the volume among them only briefly."""

    def __init__(self) -> None:
        super().__init__(id="marks")
        self._marks: tuple[str, ...] = ()
        self._volume = ""
        self._timer: Timer | None = None

    def follow(self, workout: Workout) -> None:
        """Show what applies; at any speed but 1 the workout is a rehearsal."""
        speed = workout.clock.speed
        rehearsal = "" if speed == 1 else f"REHEARSAL ×{speed:g}"
        last = "last set" if workout.ends_after_set else ""
        muted = "muted" if workout.is_muted else ""
        silent = "no sound" if workout.sounding.trouble else ""
        self._marks = (rehearsal, last, muted, silent)
        self._join()

    def show_volume(self, words: str) -> None:
        """Show the volume for a moment."""
        self._volume = words
        self._join()
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_VOLUME_SHOWN_SECONDS, self.hide_volume)

    def hide_volume(self) -> None:
        """Hide the volume again."""
        self._volume = ""
        self._join()

    def _join(self) -> None:
        self.show("".join(f"{mark}  " for mark in (self._volume, *self._marks) if mark))
