"""The clocks: time for the engine, date and time for a person."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds_since_boot() -> float:
    """Return the reading of a clock that runs during sleep, if the system has one."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


def date_and_time() -> datetime:
    """Return the local date and time, with the offset from UTC.

    For timestamps only, never for durations, because this clock can be adjusted.
    """
    return datetime.now().astimezone()


class Clock(NamedTuple):
    """The time source of a workout, `speed` times as fast as the monotonic clock.

    `since_boot` runs while the machine sleeps; `monotonic` need not. `on_the_wall` is only
    displayed and does not move the playhead.
    """

    monotonic: Callable[[], float] = time.monotonic
    since_boot: Callable[[], float] = seconds_since_boot
    speed: float = 1.0
    on_the_wall: Callable[[], datetime] = date_and_time

    def moment_at(self, monotonic: float) -> float:
        """Return the engine time at a monotonic time, both in seconds."""
        return monotonic * self.speed

    def monotonic_at(self, moment: float) -> float:
        """Return the monotonic time at which the engine time is `moment`, both in seconds."""
        return moment / self.speed
