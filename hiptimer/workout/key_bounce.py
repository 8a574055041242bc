"""Which presses of Done count: a key that is held down and repeats, or bounces, is one press."""

from __future__ import annotations

BOUNCE_SECONDS = 0.3
"""A press sooner than this after the last one belongs to it."""

HELD_KEY_SECONDS = 0.7
"""A keyboard waits up to two thirds of a second before a key that is held down repeats."""


class Presses:
    """Tells separate presses from repeats of a key. Times are in seconds."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._last_that_counted = float("-inf")

    def counts(self, now: float) -> bool:
        """Return whether a press at the time `now` is a separate one; call it for every press."""
        is_same = now - self._last < BOUNCE_SECONDS
        is_held = now - self._last_that_counted < HELD_KEY_SECONDS
        self._last = now
        if is_same or is_held:
            return False
        self._last_that_counted = now
        return True
