"""The diary as CSV for spreadsheets and statistics: one row per attempt."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hiptimer.workout.completeness import is_complete
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.diary.records import Details

COLUMNS = (
    "workout",
    "started",
    "circuit",
    "title",
    "outcome",
    "set",
    "exercise",
    "exercise_title",
    "variant",
    "round",
    "side",
    "dose",
    "load",
    "planned_seconds",
    "planned_reps",
    "seconds",
    "reps",
    "ended_by",
    "counts",
    "pain_before",
    "pain_after",
    "effort",
    "pain_next_morning",
    "sore_side",
    "note",
    "complete",
    "workout_complete",
    "confirmed",
    "pain",
    "hurt",
    "block",
)

_BEGINS_A_FORMULA = ("=", "+", "-", "@", *"\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width forms of the same signs, which some spreadsheets accept.

OWASP also lists tabs and line ends, which texts read from the diary never contain.
"""


def csv_text(workouts: Iterable[Details]) -> Iterator[str]:
    """Yield the attempts of `workouts` in order. `counts` is 1 for the attempt that counts.

    `confirmed` is 1 if the person said how much it was, 0 if the reps are the planned ones; `hurt`
    is 1 if the person said that the effort hurt, and `pain` how much. `complete` is 1 if that
    attempt reached its target, `workout_complete` if every effort did. The rows of a workout are
    grouped, and each has the ratings of the workout. A text that a spreadsheet would take for a
    formula gets an apostrophe in front, which OWASP recommends against CSV injection.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for done in workouts:
        workout = done.workout
        feelings = done.feelings
        efforts = {effort.index: effort for effort in done.efforts}
        counted = counting_attempts(done.attempts)
        pains = {it.index: it.pain for it in feelings.pains}
        for attempt in done.attempts:
            effort = efforts[attempt.index]
            counts = counted[attempt.index] is attempt
            writer.writerow(
                _cell(it)
                for it in (
                    workout.key,
                    workout.started_at.isoformat(timespec="seconds"),
                    workout.circuit_id,
                    workout.title,
                    workout.outcome,
                    effort.set,
                    effort.exercise_id,
                    effort.title,
                    effort.variant,
                    effort.round,
                    effort.side,
                    effort.dose,
                    done.loads.get(effort.exercise_id),
                    round(effort.target_seconds, 3),
                    effort.planned_reps,
                    round(attempt.seconds, 3),
                    attempt.reps,
                    attempt.by,
                    int(counts),
                    feelings.pain_before,
                    feelings.pain_after,
                    feelings.effort,
                    feelings.pain_next_morning,
                    feelings.sore_side,
                    feelings.note or None,
                    int(counts and is_complete(effort, attempt)),
                    int(workout.is_complete),
                    None if attempt.confirmed is None else int(attempt.confirmed),
                    pains.get(attempt.index) if counts else None,
                    int(counts and attempt.index in pains),
                    effort.block,
                )
            )
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    # Yields the heading if there were no workouts.
    yield text.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_BEGINS_A_FORMULA) else value
