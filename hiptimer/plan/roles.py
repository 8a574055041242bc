"""The roles of the beats of a tempo: what the muscle does in each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.circuit.amounts import TempoBeat
    from hiptimer.plan.effort import Beat


class Role(StrEnum):
    """What the muscle does in a beat: it shortens, it lengthens under load, or it holds."""

    CONCENTRIC = "concentric"
    ECCENTRIC = "eccentric"
    HOLD = "hold"


_NAMES: Final[Mapping[Role, frozenset[str]]] = {
    Role.ECCENTRIC: frozenset(
        ("lower", "lowering", "down", "return", "back", "release", "out", "exhale", "eccentric")
    ),
    Role.CONCENTRIC: frozenset(
        (
            *("lift", "up", "raise", "drive", "push", "pull", "press", "curl", "over", "snap"),
            *("in", "inhale", "concentric"),
        )
    ),
    Role.HOLD: frozenset(("hold", "pause", "stay", "wait", "squeeze")),
}


def beat_roles(tempo: Sequence[Beat | TempoBeat]) -> tuple[Role, ...]:
    """Return the role of each beat of `tempo`: as given, by its name, or else by its place.

    By place the first beat is concentric, the last eccentric, and those between are holds.
    """
    return tuple(
        Role(beat.role)
        if beat.role
        else role_by_name(beat.name) or _role_by_place(place, len(tempo))
        for place, beat in enumerate(tempo)
    )


def role_by_name(name: str) -> Role | None:
    """Return the role that the name of a beat means; None if it means none."""
    return next((role for role, names in _NAMES.items() if name.lower() in names), None)


def _role_by_place(place: int, beats: int) -> Role:
    if place == 0:
        return Role.CONCENTRIC
    return Role.ECCENTRIC if place == beats - 1 else Role.HOLD
