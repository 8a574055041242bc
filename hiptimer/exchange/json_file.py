"""The whole diary as JSON, and back: nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hiptimer.diary.copies import PlanCopy, document_of, text_of
from hiptimer.diary.recorded import RecordedPause
from hiptimer.diary.transfer import InterruptedAt, WholeWorkout
from hiptimer.events import EffortEnded
from hiptimer.exchange.json_tables import (
    DiaryTable,
    EffortTable,
    PlanTable,
    WorkoutTable,
    choices,
    document,
)
from hiptimer.feelings import Feelings
from hiptimer.foundation.text.printable import escape_controls, printable
from hiptimer.playhead import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FORMAT = 1


class BadDiary(ValueError):
    """A text that is no diary; the message says what is wrong and where."""


def json_text(workouts: Iterable[WholeWorkout]) -> str:
    """Return `workouts`, each plan once, as `read_json` takes them back."""
    plans: list[PlanCopy] = []
    places: dict[str, int] = {}
    told = []
    for workout in workouts:
        place = places.setdefault(workout.plan.digest, len(plans))
        if place == len(plans):
            plans.append(workout.plan)
        told.append(_told(workout, place))
    diary = {"format": FORMAT, "plans": [_told_plan(it) for it in plans], "workouts": told}
    return escape_controls(json.dumps(diary, indent=1, ensure_ascii=False)) + "\n"


def read_json(text: bytes) -> tuple[WholeWorkout, ...]:
    """Return the workouts that `json_text` has told of.

    Raises:
        BadDiary: it is not what `json_text` returns.

    """
    try:
        diary = DiaryTable.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = first["msg"].removeprefix("Value error, ")
        where = _place(first["loc"])
        raise BadDiary(f"{where}: {what}" if where else what) from None
    plans = [_plan(it) for it in diary.plans]
    return tuple(_workout(it, plans[it.plan]) for it in diary.workouts)


def _place(path: tuple[int | str, ...]) -> str:
    """Return a place in a file: "workouts[3].started"."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return printable("".join(parts).removeprefix("."))


def _readable(kept: str, check: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return a copy of the diary as a table; empty where `read_json` would refuse it."""
    try:
        table = document_of(kept)
        check(table)
    except ValueError:
        return {}
    return table


def _told_plan(plan: PlanCopy) -> dict[str, Any]:
    return {
        "circuit": plan.circuit_id,
        "title": plan.title,
        "document": _readable(plan.circuit, document),
        "choices": _readable(plan.choices, choices),
        "efforts": [
            dict(zip(EffortTable.model_fields, effort, strict=True)) for effort in plan.efforts
        ],
    }


def _plan(plan: PlanTable) -> PlanCopy:
    return PlanCopy(
        plan.circuit,
        plan.title,
        text_of(plan.document),
        text_of(plan.choices),
        tuple(tuple(it.model_dump(mode="json").values()) for it in plan.efforts),
    )


def _told(workout: WholeWorkout, plan: int) -> dict[str, Any]:
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
            }
            for it in workout.attempts
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
        "feelings": asdict(workout.feelings),
        "left_at": interrupted_at
        and {
            "phase": interrupted_at.place.index,
            "elapsed_seconds": interrupted_at.place.elapsed,
            "phase_seconds": interrupted_at.place.seconds,
            "heard": interrupted_at.place.heard,
            "marked": interrupted_at.marked_at.isoformat(),
        },
    }


def _workout(told: WorkoutTable, plan: PlanCopy) -> WholeWorkout:
    left_at = told.left_at
    return WholeWorkout(
        key=told.id,
        plan=plan,
        started_at=told.started,
        ended_at=told.ended,
        outcome=told.outcome,
        spent_seconds=told.spent_seconds,
        attempts=tuple(
            EffortEnded(it.ended_at_seconds, it.phase, it.ended_by, it.seconds, it.reps)
            for it in told.attempts
        ),
        pauses=tuple(
            RecordedPause(it.kind, it.began_at_seconds, it.seconds, it.away_seconds)
            for it in told.pauses
        ),
        loads=told.loads,
        feelings=Feelings(**dict(told.feelings)),
        interrupted_at=InterruptedAt(
            Place(left_at.phase, left_at.elapsed_seconds, left_at.phase_seconds, left_at.heard),
            left_at.marked,
        )
        if left_at
        else None,
    )
