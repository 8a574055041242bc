"""A diary for the pictures: ten weeks in which pain in the left hip decreases."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiptimer.diary.database import open_to_write
from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.records import Outcome
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_copies import WorkoutCopy, merge_copy
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.events import EffortEnded, EndedBy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from hiptimer.plan.effort import Effort
    from hiptimer.plan.plan import Plan

DAYS_AGO: Final = (
    *(70, 67, 63, 60, 58, 56, 53, 49, 46, 42, 39, 37, 35, 32, 28, 25, 23),
    *(21, 18, 16, 14, 11, 9, 7, 4, 2),
)
GOOD_AND_BAD_DAYS: Final = (0.0, 2.5, -1.5, 1.0, -3.0, 0.5, 3.0, -0.5)
"""Deviations from the trend in seconds, used in turn."""


def keep_past_workouts(folder: Path, plan: Plan, now: datetime) -> None:
    """Record the workouts of ten weeks before `now`."""
    connection = open_to_write(folder, now.timestamp()).connection
    with closing(connection), transaction(connection):
        for number in range(len(DAYS_AGO)):
            merge_copy(connection, _workout(plan, number, now))


def _workout(plan: Plan, number: int, now: datetime) -> WorkoutCopy:
    trend = number / (len(DAYS_AGO) - 1)
    started_at = now - timedelta(days=DAYS_AGO[number], minutes=7 * (number % 4))
    attempts = tuple(_attempts(plan, number, trend))
    spent_seconds = attempts[-1].moment
    ache = round(4 * (1 - trend))
    return WorkoutCopy(
        key=f"{number:016x}",
        plan=copy_of(plan),
        started_at=started_at,
        ended_at=started_at + timedelta(seconds=spent_seconds),
        outcome=Outcome.FINISHED,
        spent_seconds=spent_seconds,
        attempts=attempts,
        pauses=(),
        loads={"pulses": "medium band" if trend < 0.4 else "heavy band"},
        feelings=Feelings(
            pain_before=ache,
            pain_after=max(0, ache + (1 if number % 5 == 0 else -1)),
            sore_side="left",
            effort=round(7 - 2 * trend) + (number % 7 == 3),
            pain_next_morning=max(0, ache - 1 + (number % 6 == 2)),
            asked_next_morning=True,
        ),
        interrupted_at=None,
    )


def _attempts(plan: Plan, number: int, trend: float) -> Iterator[EffortEnded]:
    """Yield an attempt at each effort: holds as held, everything else as planned."""
    moment = 0.0
    for index, phase in enumerate(plan.timeline.phases):
        effort = phase.effort
        is_open = phase.is_effort and effort.dose is Dose.OPEN
        planned_seconds = phase.seconds or effort.target_seconds
        seconds = _held_seconds(effort, number, trend) if is_open else planned_seconds
        moment += seconds
        if phase.is_effort:
            by = EndedBy.PERSON if is_open else EndedBy.CLOCK
            yield EffortEnded(moment, index, by, seconds, effort.reps)


def _held_seconds(effort: Effort, number: int, trend: float) -> float:
    """Return the seconds of a hold: the left side catches up, later rounds and sets are shorter."""
    first = 22 + 26 * trend if effort.side == "left" else 33 + 19 * trend
    tired = 2.0 * (effort.set - 1) + 2.5 * (effort.round - 1)
    day = GOOD_AND_BAD_DAYS[number % len(GOOD_AND_BAD_DAYS)]
    return first - tired + day
