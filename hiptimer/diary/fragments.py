"""What several queries on the diary share: parts of their SQL, and how their values are converted.

A moment is stored as seconds since 1970, with the UTC offset of that day beside it.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Final

from hiptimer.circuit.joined_ids import SEPARATOR, WITHIN

JOIN_CIRCUIT: Final = "JOIN plan ON plan.id = plan_id JOIN circuit ON circuit.id = circuit_id"
"""SQL: joins rows that have a `plan_id` with their plan and its circuit."""

_END = f"'{SEPARATOR}'"
IS_OF_CIRCUIT: Final = f"instr({_END} || circuit.name || {_END}, {_END} || :name || {_END})"
"""SQL: whether the circuit `:name` was done, alone or with others in one workout."""

EFFORT_COLUMNS: Final = """
    phase, exercise, title, variant, set_number, round_number, side, dose, target_seconds, reps,
    block, target_reps, effort.circuit
"""
"""SQL: the columns of `effort` other than its plan."""

OWN_CIRCUIT: Final = "coalesce(effort.circuit, circuit.name)"
"""SQL: the circuit of an effort, also if that was done together with others."""

OWN_EXERCISE: Final = f"substr(exercise, instr(exercise, '{WITHIN}') + 1)"
"""SQL: the id of an exercise in its own circuit."""

PAIN_COLUMNS: Final = "said_at_seconds, phase, exercise, effort.title, side, pain"
"""SQL: the columns of `feelings.EffortPain`, from `pain` joined with `effort`."""


def begun_since(since: datetime | None) -> float:
    """Return the earliest moment of workouts begun since `since`; None means all of them."""
    return since.timestamp() if since else float("-inf")


def utc_offset_seconds(moment: datetime) -> float:
    """Return the UTC offset of a local time, 0 if it has none."""
    return (moment.utcoffset() or timedelta()).total_seconds()


def local_time(moment: float, offset_seconds: float) -> datetime:
    """Return a moment in the local time of that day."""
    return datetime.fromtimestamp(moment, _zone(offset_seconds))


@cache
def _zone(offset_seconds: float) -> timezone:
    return timezone(timedelta(seconds=offset_seconds))
