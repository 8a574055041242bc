"""The output of `hiptimer history`, in words and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hiptimer.diary.database import snapshot
from hiptimer.diary.queries import details, workouts
from hiptimer.diary.tallied import days_done
from hiptimer.diary.tallies import each_tally
from hiptimer.foundation.text.durations import clock_face, span
from hiptimer.foundation.text.sentences import sentence
from hiptimer.history.progress.sides import asymmetries
from hiptimer.history.progress.weeks import times_a_week
from hiptimer.history.wording import ending_words, sets_words
from hiptimer.plan.feelings import feelings_words
from hiptimer.plan.timeline import Dose
from hiptimer.workout.completeness import is_complete, reaches_target
from hiptimer.workout.results import counting_attempts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.diary.records import Details, RecordedEffort
    from hiptimer.history.progress.sides import Asymmetry
    from hiptimer.history.progress.weeks import TimesAWeek
    from hiptimer.workout.events import EffortEnded

FORMAT = 1


def read_history(
    folder: Path,
    since: datetime | None = None,
    circuit_id: str | None = None,
    *,
    oldest_first: bool = False,
) -> Iterator[Details]:
    """Yield all records of each workout in the diary, newest first, lazily.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with snapshot(folder) as connection:
        yield from _details(connection, since, circuit_id, oldest_first=oldest_first)


@dataclass(frozen=True, slots=True)
class Progress:
    """The workouts per week, and the comparison of left and right by circuit and exercise."""

    times_a_week: TimesAWeek
    asymmetries: Mapping[tuple[str, str], tuple[str, Asymmetry]]


def read_progress(
    folder: Path, today: date, since: datetime | None = None, circuit_id: str | None = None
) -> Progress:
    """Return the progress on the day `today`.

    The workouts per week cover the last weeks regardless of `since`.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with snapshot(folder) as connection:
        return _progress(connection, today, since, circuit_id)


def history_as_json(
    folder: Path, today: date, since: datetime | None = None, circuit_id: str | None = None
) -> Iterator[tuple[str, object]]:
    """Yield the members of the output of `hiptimer history --json`; workouts are an iterator.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with snapshot(folder) as connection:
        found = _details(connection, since, circuit_id)
        yield "format", FORMAT
        yield "workouts", map(workout_as_json, found)
        yield from progress_as_json(_progress(connection, today, since, circuit_id)).items()


def _details(
    connection: sqlite3.Connection | None,
    since: datetime | None,
    circuit_id: str | None,
    *,
    oldest_first: bool = False,
) -> Iterator[Details]:
    if connection:
        for workout in workouts(
            connection, since=since, circuit_id=circuit_id, oldest_first=oldest_first
        ):
            yield details(connection, workout)


def _progress(
    connection: sqlite3.Connection | None,
    today: date,
    since: datetime | None,
    circuit_id: str | None,
) -> Progress:
    if connection is None:
        return Progress(times_a_week(today, ()), {})
    return Progress(
        times_a_week(today, days_done(workouts(connection, circuit_id=circuit_id))),
        asymmetries(each_tally(connection, since=since, circuit_id=circuit_id)),
    )


def progress_lines(progress: Progress) -> Iterator[str]:
    """Yield a line with the workouts per week, and one for each exercise with two sides."""
    yield sentence(progress.times_a_week.words)
    for title, told in progress.asymmetries.values():
        yield f"{title}: {told.words}"


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


def history_lines(done: Details) -> Iterator[str]:
    """Yield a workout as one line, then a line for each exercise with holds.

    Then one line each for loads, for pain and effort, and for the note, if present.
    """
    workout = done.workout
    counted = counting_attempts(done.attempts)
    spent = clock_face(workout.spent_seconds)
    yield (
        f"{workout.started_at:%Y-%m-%d %H:%M}  {workout.title}  "
        f"{sets_words(done)}  {ending_words(workout)}  {spent}"
    )
    for title, sides in _holds(done, counted).items():
        held = "; ".join(
            f"{side} {', '.join(times)}" if side else ", ".join(times)
            for side, times in sides.items()
        )
        yield f"    {title}: {held}"
    titles = {effort.exercise_id: effort.title for effort in done.efforts}
    if loads := [f"{load} ({titles[it]})" for it, load in done.loads.items() if it in titles]:
        yield f"    Load: {'; '.join(loads)}"
    if said := feelings_words(done.feelings):
        yield f"    {said.capitalize()}"
    if note := " ".join(done.feelings.note.split()):
        yield f"    Note: {note}"


def _holds(
    done: Details, counted: Mapping[int, EffortEnded]
) -> Mapping[str, Mapping[str | None, list[str]]]:
    """Return the hold times of each exercise by side, one per effort."""
    found: dict[str, dict[str | None, list[str]]] = {}
    for effort in done.efforts:
        attempt = counted.get(effort.index)
        if attempt and effort.dose in (Dose.OPEN, Dose.HOLD) and attempt.seconds > 0:
            held = span(round(attempt.seconds, 1))
            found.setdefault(effort.title, {}).setdefault(effort.side, []).append(held)
    return found


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
        "set": effort.set,
        "round": effort.round,
        "side": effort.side,
        "dose": str(effort.dose),
        "planned_seconds": round(effort.target_seconds, 3),
        "planned_reps": effort.reps,
        "done": counts is not None and counts.is_done,
        "complete": is_complete(effort, counts),
        "target_reached": reaches_target(effort, counts),
        "seconds": round(counts.seconds, 3) if counts else None,
        "reps": counts.reps if counts else None,
        "attempts": [
            {
                "ended_by": str(attempt.by),
                "ended_at_seconds": round(attempt.moment, 3),
                "seconds": round(attempt.seconds, 3),
                "reps": attempt.reps,
            }
            for attempt in done.attempts
            if attempt.index == effort.index
        ],
    }
