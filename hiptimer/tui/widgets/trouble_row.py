"""A row for problems with sound, diary or clock, which covers nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.timer import Timer

    from hiptimer.workout.workout_sound import WorkoutSound

REPORT_SECONDS: Final = 12.0
"""How long a problem is shown: time to read a file name and what is wrong in it."""


class TroubleRow(PlainText):
    """Shows problems for some seconds, one below the other: those of `sounding` among them.

    A lasting problem is hidden as well, because the row takes room from number and words; the
    status row still marks a workout without sound.
    """

    def __init__(self, sounding: WorkoutSound) -> None:
        super().__init__()
        self._sounding = sounding
        self._interruption = sounding.interruption
        self._trouble: str | None = None
        self.display = False
        self._reported: list[str] = []
        self._timer: Timer | None = None

    def report(self, words: str) -> None:
        """Show `words` for some seconds, below what is still shown."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(REPORT_SECONDS, self.expire)
        self._reported.append(words)
        self._put("\n".join(self._reported))

    def follow(self) -> None:
        """Report a new interruption of the sound, or a new failure."""
        interruption, trouble = self._sounding.interruption, self._sounding.trouble
        if interruption and interruption != self._interruption:
            self.report(f"{interruption}.")
        if trouble and trouble != self._trouble:
            self.report(f"{trouble}.")
        self._interruption, self._trouble = interruption, trouble

    def expire(self) -> None:
        """Hide what was reported."""
        self._timer = None
        self._reported.clear()
        self._put("")

    def _put(self, words: str) -> None:
        self.show(words)
        self.display = bool(words)
