"""Signs of life: how often a player sends them, and how they limit its restarts."""

from __future__ import annotations

SIGN_SECONDS = 0.25
"""The interval between two signs of life."""

PATIENCE_SIGNS = 4
"""The number of missing signs after which a player is considered hung."""

_MOST_RESTARTS = 60
_SIGNS_TO_EARN_ONE = 4


class Restarts:
    """A budget of restarts that is refilled while a player lives.

    It holds 60. Each restart takes one, and each second of life returns one, so a player that lives
    for longer than a second is always restarted, and one that keeps dying immediately is not.
    """

    def __init__(self) -> None:
        self._signs = _MOST_RESTARTS * _SIGNS_TO_EARN_ONE

    def earn(self) -> None:
        """Count a sign of life."""
        self._signs = min(self._signs + 1, _MOST_RESTARTS * _SIGNS_TO_EARN_ONE)

    def take(self) -> bool:
        """Take one restart from the budget, and return whether there was one."""
        if self._signs < _SIGNS_TO_EARN_ONE:
            return False
        self._signs -= _SIGNS_TO_EARN_ONE
        return True
