"""The time that a circuit asks for between two workouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.records import RecordedWorkout

_HOUR_SECONDS = 3600


def recovery_words(circuit: Circuit, last: RecordedWorkout, now: datetime) -> str:
    """Return a sentence if `circuit` asks for more time since it was last done; else empty."""
    since = now - (last.ended_at or last.started_at)
    # A clock that was wrong may have recorded a moment that is still to come.
    hours = max(0.0, since.total_seconds() / _HOUR_SECONDS)
    if circuit.recovery_hours is None or hours >= circuit.recovery_hours:
        return ""
    ago = f"{int(hours)} h" if hours >= 1 else "less than an hour"
    return f"Last done {ago} ago; this circuit asks for {circuit.recovery_hours:g} h."
