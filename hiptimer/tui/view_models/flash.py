"""When the screen flashes: 3, 2 and 1 seconds before a phase ends, in case no sound is heard.

At most three flashes occur in any second, at any speed and however often a key is pressed, because
more can trigger a seizure (WCAG 2.3.1).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.durations import countdown_face
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    from hiptimer.workout.snapshot import Snapshot

FLASHES: Final = 3
FLASH_SECONDS: Final = 0.25
LEAST_APART_SECONDS: Final = 0.4


class Flash:
    """Decides for each moment whether the screen is lit up. `now` is in real seconds."""

    def __init__(self) -> None:
        self._lit_at = -math.inf
        self._lit_for: tuple[float, int] | None = None

    def is_lit(self, snapshot: Snapshot, now: float) -> bool:
        """Return whether the screen is lit up at a moment. Call it in chronological order."""
        number = _number(snapshot)
        if number is None:
            self._lit_for = None
            return False
        if number != self._lit_for:
            if now - self._lit_at < LEAST_APART_SECONDS:
                return False
            self._lit_at, self._lit_for = now, number
        return True


def seconds_to_flash_end(snapshot: Snapshot, speed: float = 1.0) -> float:
    """Return the real seconds until a flash goes out; infinite if none is on.

    A flash starts with a whole second, when an update is due anyway.
    """
    to_go = _counted_down(snapshot)
    if to_go is None or _number(snapshot) is None:
        return math.inf
    return (FLASH_SECONDS - (countdown_face(to_go) - to_go)) / speed


def _number(snapshot: Snapshot) -> tuple[float, int] | None:
    """Return the id of the flash at a moment: its phase and the second it counts."""
    to_go = _counted_down(snapshot)
    if to_go is None or not 1 <= countdown_face(to_go) <= FLASHES:
        return None
    is_out = countdown_face(to_go) - to_go >= FLASH_SECONDS - 1e-6
    return None if is_out else (snapshot.phase.starts, countdown_face(to_go))


def _counted_down(snapshot: Snapshot) -> float | None:
    """Return the seconds of the countdown to what follows; None if there is no countdown."""
    if snapshot.state is State.RESUMING:
        return snapshot.lead_in_remaining
    if snapshot.state is not State.RUNNING or snapshot.rep:
        return None
    return snapshot.remaining
