"""Converts the whole diary to JSON, from which `json_reading` restores it without loss."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hiptimer.diary.plan_copies import document_of
from hiptimer.foundation.json_pieces import json_pieces
from hiptimer.foundation.text.printable import escape_controls
from hiptimer.history.formats.json_tables import (
    FORMAT,
    EffortTable,
    check_choices,
    check_document,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hiptimer.diary.plan_copies import PlanCopy
    from hiptimer.diary.workout_copies import WorkoutCopy


def json_text(plans: Iterable[PlanCopy], workouts: Iterable[WorkoutCopy]) -> Iterator[str]:
    """Yield the JSON of `plans` and then `workouts` in pieces."""
    places: dict[str, int] = {}

    def plan_tables() -> Iterator[dict[str, Any]]:
        for plan in plans:
            if places.setdefault(plan.digest, len(places)) == len(places) - 1:
                yield _plan_table(plan)

    tables = (_workout_table(workout, places[workout.plan.digest]) for workout in workouts)
    members = (("format", FORMAT), ("plans", plan_tables()), ("workouts", tables))
    yield from map(escape_controls, json_pieces(members, indent=1))
    yield "\n"


def _readable(kept: str, check: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return a stored text as a table; empty if `read_json` would reject it."""
    try:
        table = document_of(kept)
        check(table)
    except ValueError:
        return {}
    return table


def _plan_table(plan: PlanCopy) -> dict[str, Any]:
    return {
        "circuit": plan.circuit_id,
        "title": plan.title,
        "document": _readable(plan.circuit, check_document),
        "choices": _readable(plan.choices, check_choices),
        "efforts": [
            dict(zip(EffortTable.model_fields, effort, strict=True)) for effort in plan.efforts
        ],
    }


def _workout_table(workout: WorkoutCopy, plan: int) -> dict[str, Any]:
    interrupted_at = workout.interrupted_at
    return {
        "id": workout.key,
        "plan": plan,
        "started": workout.started_at.isoformat(),
        "ended": workout.ended_at.isoformat() if workout.ended_at else None,
        "outcome": workout.outcome,
        "spent_seconds": workout.spent_seconds,
        "attempts": [
            {
                "phase": it.index,
                "ended_by": it.by,
                "ended_at_seconds": it.moment,
                "seconds": it.seconds,
                "reps": it.reps,
                "confirmed": it.confirmed,
            }
            for it in workout.attempts
        ],
        "pains": [
            {"phase": it.index, "said_at_seconds": it.moment, "pain": it.pain}
            for it in workout.feelings.pains
        ],
        "pauses": [
            {
                "kind": it.kind,
                "began_at_seconds": it.began_at,
                "seconds": it.seconds,
                "away_seconds": it.away_seconds,
            }
            for it in workout.pauses
        ],
        "loads": dict(workout.loads),
        "feelings": {
            name: value for name, value in asdict(workout.feelings).items() if name != "pains"
        },
        "left_at": interrupted_at
        and {
            "phase": interrupted_at.place.index,
            "elapsed_seconds": interrupted_at.place.elapsed,
            "phase_seconds": interrupted_at.place.seconds,
            "heard": interrupted_at.place.heard,
            "marked": interrupted_at.marked_at.isoformat(),
        },
    }
