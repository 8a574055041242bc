"""Which presses of Done count: a key that is held down and repeats, or bounces, is one press."""

from __future__ import annotations

BOUNCE_SECONDS = 0.3
"""What follows the press before it sooner than this belongs to it."""

HELD_KEY_SECONDS = 0.7
"""A keyboard waits up to two thirds of a second before a key that is held down repeats."""


class Presses:
    """Told each press in turn, it says which are presses of their own. Moments are in seconds."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._last_that_counted = float("-inf")

    def counts(self, now: float) -> bool:
        """Return whether a press at the moment `now` is one of its own."""
        is_same = now - self._last < BOUNCE_SECONDS
        is_held = now - self._last_that_counted < HELD_KEY_SECONDS
        self._last = now
        if is_same or is_held:
            return False
        self._last_that_counted = now
        return True
