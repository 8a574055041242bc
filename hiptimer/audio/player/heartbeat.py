"""Signs of life: how often a player gives one, and how many restarts they earn it."""

from __future__ import annotations

SIGN_SECONDS = 0.25
"""From one sign of life to the next."""

PATIENCE_SIGNS = 4
"""How many signs may be missing before a player is taken to stand still."""

_MOST_RESTARTS = 60
_SIGNS_TO_EARN_ONE = 4


class Restarts:
    """A store of restarts that a player fills by living.

    It holds 60. Each restart takes one, and each second of life brings one back: a player that
    lives for longer than a second is started again every time, one that dies at once is not.
    """

    def __init__(self) -> None:
        self._signs = _MOST_RESTARTS * _SIGNS_TO_EARN_ONE

    def earn(self) -> None:
        """Take in a sign of life."""
        self._signs = min(self._signs + 1, _MOST_RESTARTS * _SIGNS_TO_EARN_ONE)

    def take(self) -> bool:
        """Take one restart, and return whether there was one."""
        if self._signs < _SIGNS_TO_EARN_ONE:
            return False
        self._signs -= _SIGNS_TO_EARN_ONE
        return True
