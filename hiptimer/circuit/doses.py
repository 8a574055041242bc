"""Doses: how much of an exercise is prescribed. Each kind is a type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiptimer.circuit.amounts import Amount, Range, TempoBeat

FREE_REP_SECONDS = 3.0
"""What plans count for an untimed rep if the file gives no target."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Moving, or holding still if `isometric`, for a time."""

    seconds: Amount
    isometric: bool


@dataclass(frozen=True, slots=True)
class ToFatigue:
    """Moving, or holding still if `isometric`, to fatigue.

    Plans count the target, at which a mark is heard; the cap ends the effort.
    """

    target_seconds: float
    cap_seconds: float
    isometric: bool


@dataclass(frozen=True, slots=True)
class TimedOrToFatigue:
    """A time or to fatigue, whichever is chosen."""

    seconds: Range
    to_fatigue: ToFatigue
    is_to_fatigue_by_default: bool


@dataclass(frozen=True, slots=True)
class PacedReps:
    """A number of reps per side, in a tempo."""

    reps: Amount
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class PacedTime:
    """The whole number of reps in a tempo that is nearest to a time."""

    seconds: Amount
    tempo: tuple[TempoBeat, ...]


@dataclass(frozen=True, slots=True)
class FreeReps:
    """A number of reps per side, at the person's own pace.

    `target_seconds` is what plans count for the effort; None means `FREE_REP_SECONDS` per rep.
    """

    reps: Amount
    target_seconds: float | None


@dataclass(frozen=True, slots=True)
class RepsToFatigue:
    """As many reps per side as possible: in a tempo up to the cap, or at the person's own pace.

    Plans count the target. Without a tempo there is no cap.
    """

    target_reps: int
    cap_reps: int | None
    tempo: tuple[TempoBeat, ...] = ()


AnyDose = Timed | ToFatigue | TimedOrToFatigue | PacedReps | PacedTime | FreeReps | RepsToFatigue


def tempo_of(dose: AnyDose) -> tuple[TempoBeat, ...]:
    """Return the beats of a rep; empty if reps are not paced."""
    return dose.tempo if isinstance(dose, PacedReps | PacedTime | RepsToFatigue) else ()
