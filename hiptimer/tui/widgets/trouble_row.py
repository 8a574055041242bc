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
    """Shows problems for some seconds, one below the other, then that of `sounding`, if any."""

    def __init__(self, sounding: WorkoutSound) -> None:
        super().__init__()
        self._sounding = sounding
        self._interruption = sounding.interruption
        self.display = False
        self._persistent = ""
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
        """Report a new interruption of the sound, and show its trouble while it lasts."""
        sounding = self._sounding
        if sounding.interruption and sounding.interruption != self._interruption:
            self.report(f"{sounding.interruption}.")
        self._interruption = sounding.interruption
        words = f"{sounding.trouble}." if sounding.trouble else ""
        if words != self._persistent:
            self._persistent = words
            if self._timer is None:
                self._put(words)

    def expire(self) -> None:
        """Return to the problem that persists."""
        self._timer = None
        self._reported.clear()
        self._put(self._persistent)

    def _put(self, words: str) -> None:
        self.show(words)
        self.display = bool(words)
