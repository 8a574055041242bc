"""The output of `hiptimer history --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.diary.database import open_snapshot
from hiptimer.history.reading import history_in, progress_in
from hiptimer.workout.completeness import is_complete, reaches_target
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.diary.records import Details, RecordedEffort
    from hiptimer.history.reading import Progress
    from hiptimer.workout.events import EffortEnded

FORMAT = 1


def history_as_json(
    folder: Path, today: date, since: datetime | None = None, circuit_id: str | None = None
) -> Iterator[tuple[str, object]]:
    """Yield the members of the output of `hiptimer history --json`; workouts are an iterator.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with open_snapshot(folder) as connection:
        found = history_in(connection, since, circuit_id)
        yield "format", FORMAT
        yield "workouts", map(workout_as_json, found)
        yield from progress_as_json(progress_in(connection, today, since, circuit_id)).items()


def progress_as_json(progress: Progress) -> dict[str, Any]:
    """Return the members of `hiptimer history --json` other than the workouts."""
    often = progress.times_a_week
    return {
        "times_a_week": {
            "this_week": often.this_week,
            "mean": None if often.mean is None else round(often.mean, 3),
            "weeks": often.weeks,
        },
        "asymmetries": [
            {
                "circuit": circuit_id,
                "exercise": exercise_id,
                "title": title,
                "percent": None if told.percent is None else round(told.percent, 3),
                "workouts": told.workouts,
            }
            for (circuit_id, exercise_id), (title, told) in progress.asymmetries.items()
        ],
    }


def workout_as_json(done: Details) -> dict[str, Any]:
    """Return a workout as an entry of `hiptimer history --json`."""
    workout, feelings = done.workout, done.feelings
    counted = counting_attempts(done.attempts)
    return {
        "id": workout.key,
        "circuit": workout.circuit_id,
        "title": workout.title,
        "started": workout.started_at.isoformat(),
        "ended": workout.ended_at.isoformat() if workout.ended_at else None,
        "outcome": str(workout.outcome),
        "complete": workout.is_complete,
        "efforts_planned": workout.efforts_planned,
        "efforts_done": sum(it.is_done for it in counted.values()),
        "efforts_complete": workout.efforts_complete,
        "spent_seconds": round(workout.spent_seconds, 3),
        "efforts": [_effort_as_json(it, counted.get(it.index), done) for it in done.efforts],
        "pauses": [
            {
                "kind": str(pause.kind),
                "began_at_seconds": round(pause.began_at, 3),
                "seconds": round(pause.length_seconds, 3),
            }
            for pause in done.pauses
        ],
        "loads": dict(done.loads),
        "feelings": {
            "pain_before": feelings.pain_before,
            "pain_during": feelings.pain_during,
            "pain_after": feelings.pain_after,
            "effort": feelings.effort,
            "pain_next_morning": feelings.pain_next_morning,
            "sore_side": feelings.sore_side,
            "note": feelings.note or None,
        },
    }


def _effort_as_json(
    effort: RecordedEffort, counts: EffortEnded | None, done: Details
) -> dict[str, Any]:
    return {
        "exercise": effort.exercise_id,
        "title": effort.title,
        "variant": effort.variant or None,
        "block": effort.block,
        "set": effort.set,
        "round": effort.round,
        "side": effort.side,
        "dose": str(effort.dose),
        "planned_seconds": round(effort.target_seconds, 3),
        "planned_reps": effort.planned_reps,
        "done": counts is not None and counts.is_done,
        "complete": is_complete(effort, counts),
        "target_reached": reaches_target(effort, counts),
        "seconds": round(counts.seconds, 3) if counts else None,
        "reps": counts.reps if counts else None,
        "confirmed": counts.confirmed if counts else None,
        "pain": next((it.pain for it in done.feelings.pains if it.index == effort.index), None),
        "hurt": any(it.index == effort.index for it in done.feelings.pains),
        "attempts": [
            {
                "ended_by": str(attempt.by),
                "ended_at_seconds": round(attempt.moment, 3),
                "seconds": round(attempt.seconds, 3),
                "reps": attempt.reps,
                "confirmed": attempt.confirmed,
            }
            for attempt in done.attempts
            if attempt.index == effort.index
        ],
    }
