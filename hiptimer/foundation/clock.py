"""The clocks. While a workout runs, nothing else reads the one it is told the time by."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds_since_boot() -> float:
    """Return a clock that goes on while the machine sleeps, where the system has one."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


def date_and_time() -> datetime:
    """Return what the clock on the wall shows, with its offset from UTC.

    To say when something was, never how long it took: somebody may set this clock.
    """
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clock:
    """The time a workout is told, `speed` times as fast as the monotonic clock.

    `since_boot` goes on while the machine sleeps; `monotonic` need not. `on_the_wall` is for what
    a person is told, and moves nothing.
    """

    monotonic: Callable[[], float] = time.monotonic
    since_boot: Callable[[], float] = seconds_since_boot
    speed: float = 1.0
    on_the_wall: Callable[[], datetime] = date_and_time

    def moment_at(self, monotonic: float) -> float:
        """Return the moment the engine is told at a monotonic one."""
        return monotonic * self.speed

    def monotonic_at(self, moment: float) -> float:
        """Return the monotonic moment at which the engine is told `moment`."""
        return moment / self.speed
