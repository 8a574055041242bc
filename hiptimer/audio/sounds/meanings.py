"""The meaning of each sound in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.spelling import most_similar

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANINGS: Final[Mapping[str, str]] = {
    "tick-in": "3, 2, 1, rising: an effort is about to begin",
    "go": "begin",
    "tick-out": "3, 2, 1, falling: an effort is about to end",
    "halfway": "half of the effort is done",
    "stage": "the next part of a stretch",
    "drive": "a beat of effort: up, out, fast",
    "beat": "a beat to hold; also the start of any beat over 8 s, which ends with 3, 2, 1",
    "return": "the slow way back: falls until just before the next beat",
    "last-rep": "one more rep, heard just before it begins",
    "hold-tick": "ten more seconds held",
    "held-30": "two ticks: half a minute held",
    "held-60": "two higher ticks: a minute held",
    "held-90": "two still higher ticks: a minute and a half held",
    "target": "the target of a hold is reached: from here on it is extra",
    "switch-left": "two low notes: change to the left side",
    "switch-right": "two high notes: change to the right side",
    "rest": "rest",
    "kept": "you ended it, and it counts; higher: a key worked; lower: it had no effect",
    "capped": "long enough: the hold has reached its cap",
    "set-end": "a set is over, with more than one to go",
    "last-set": "a set is over; the next one is the last",
    "finish": "everything is done",
    "paused": "paused",
    "resumed": "get into position: the effort begins or resumes",
    "warning": "the machine slept, so the workout is paused",
}
"""The meaning of every sound by its name, in the order in which a workout plays them."""


class UnknownSound(LookupError):
    """The name of a sound that does not exist. `nearest` is the most similar existing name."""

    def __init__(self, name: str) -> None:
        self.nearest = most_similar(name, MEANINGS)
        super().__init__(name, self.nearest)

    def __str__(self) -> str:
        name, nearest = self.args
        return f"unknown sound {name!r}; the nearest is {nearest}"


def require_sound(name: str) -> str:
    """Return `name` if it is the name of a sound. Raises UnknownSound otherwise."""
    if name not in MEANINGS:
        raise UnknownSound(name)
    return name
