"""Past workouts, built and stored in a diary without running them."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.diary.database import open_to_read, open_to_write
from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.records import Outcome
from hiptimer.diary.schema import transaction
from hiptimer.diary.workout_copies import WorkoutCopy, merge_copy
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.events import EffortEnded, EndedBy
from tests.conftest import exercise, open_hold
from tests.diary.days import MORNING, everything, plan_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from hiptimer.plan.plan import Plan

_keys = count(1)


def squats(sets: int = 1) -> Plan:
    """Return a plan with a squat to fatigue on each side, twice per set."""
    return plan_of(
        exercise("squat", open_hold(30.0, 90.0), sides="each", rounds=Range.single(2)),
        sets=Range.single(sets),
    )


def attempts_at(
    plan: Plan,
    done: Mapping[tuple[str | None, int, int], float] | None = None,
    *,
    by: EndedBy = EndedBy.PERSON,
) -> tuple[EffortEnded, ...]:
    """Return an attempt at each effort of `plan`: as planned, or as in `done`.

    `done` is keyed by side, set and round, in seconds; efforts missing from it were not started.
    """
    attempts = []
    for index, phase in enumerate(plan.timeline.phases):
        it = phase.effort
        seconds = it.target_seconds if done is None else done.get((it.side, it.set, it.round))
        if phase.is_effort and seconds is not None:
            attempts.append(EffortEnded(float(index), index, by, seconds, it.planned_reps))
    return tuple(attempts)


def workout(
    plan: Plan,
    started_at: datetime = MORNING,
    attempts: Sequence[EffortEnded] | None = None,
    *,
    outcome: Outcome = Outcome.FINISHED,
    loads: Mapping[str, str] | None = None,
    feelings: Feelings | None = None,
) -> WorkoutCopy:
    """Return a workout of `plan`; without `attempts`, everything was done as planned."""
    return WorkoutCopy(
        key=f"{next(_keys):016x}",
        plan=copy_of(plan),
        started_at=started_at,
        ended_at=started_at + timedelta(minutes=20),
        outcome=outcome,
        spent_seconds=1200.0,
        attempts=attempts_at(plan) if attempts is None else tuple(attempts),
        pauses=(),
        loads=loads or {},
        feelings=feelings or Feelings(),
        interrupted_at=None,
    )


def keep(folder: Path, *workouts: WorkoutCopy) -> None:
    """Store workouts in the diary in `folder`."""
    connection = open_to_write(folder, MORNING.timestamp()).connection
    with closing(connection), transaction(connection):
        for it in workouts:
            assert merge_copy(connection, it)


def keep_holds(folder: Path, *times: tuple[float, float]) -> None:
    """Store one workout per day, of one round with the given left and right seconds."""
    plan = squats()
    keep(
        folder,
        *(
            workout(
                plan,
                MORNING + timedelta(days=day),
                attempts_at(plan, {("left", 1, 1): left, ("right", 1, 1): right}),
            )
            for day, (left, right) in enumerate(times)
        ),
    )


@contextmanager
def open_diary(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the diary, which must exist."""
    with open_to_read(folder) as connection:
        assert connection
        yield connection


def mornings(*days: int) -> Iterable[datetime]:
    """Return the mornings that are `days` after the first."""
    return (MORNING + timedelta(days=it) for it in days)


@st.composite
def attempts_of(draw: st.DrawFn, plan: Plan) -> list[EffortEnded]:
    """Return attempts of all kinds at the efforts of `plan`, many of them as planned."""
    efforts = [(at, it.effort) for at, it in enumerate(plan.timeline.phases) if it.is_effort]
    attempts = list(attempts_at(plan)) if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 12))):
        index, effort = draw(st.sampled_from(efforts))
        seconds = draw(st.sampled_from([0.0, effort.target_seconds]) | st.integers(0, 90))
        reps = effort.reps and draw(st.integers(0, effort.reps))
        by = draw(st.sampled_from(EndedBy))
        attempts.append(EffortEnded(0.0, index, by, float(seconds), reps))
    return attempts


@st.composite
def workout_lists(draw: st.DrawFn) -> Sequence[WorkoutCopy]:
    """Return workouts of one plan on up to three days."""
    plan = everything()
    days = range(draw(st.integers(1, 3)))
    return [workout(plan, at, draw(attempts_of(plan))) for at in mornings(*days)]
