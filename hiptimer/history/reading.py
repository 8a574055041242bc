"""Reads what `hiptimer history` shows: all records of the workouts, and the progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_snapshot
from hiptimer.diary.queries import details, workouts
from hiptimer.diary.tally_queries import each_tally
from hiptimer.diary.tally_records import days_done
from hiptimer.history.progress.sides import asymmetries
from hiptimer.history.progress.weeks import workouts_per_week

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from hiptimer.diary.records import Details
    from hiptimer.history.progress.sides import Asymmetry
    from hiptimer.history.progress.weeks import WorkoutsPerWeek


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
    with open_snapshot(folder) as connection:
        yield from history_in(connection, since, circuit_id, oldest_first=oldest_first)


@dataclass(frozen=True, slots=True)
class Progress:
    """The workouts per week, and the comparison of left and right by circuit and exercise."""

    times_a_week: WorkoutsPerWeek
    asymmetries: Mapping[tuple[str, str], tuple[str, Asymmetry]]


def read_progress(
    folder: Path, today: date, since: datetime | None = None, circuit_id: str | None = None
) -> Progress:
    """Return the progress on the day `today`.

    The workouts per week cover the last weeks regardless of `since`.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with open_snapshot(folder) as connection:
        return progress_in(connection, today, since, circuit_id)


def history_in(
    connection: sqlite3.Connection | None,
    since: datetime | None,
    circuit_id: str | None,
    *,
    oldest_first: bool = False,
) -> Iterator[Details]:
    """Yield what `read_history` does from an open diary; None is an empty one."""
    if connection:
        for workout in workouts(
            connection, since=since, circuit_id=circuit_id, oldest_first=oldest_first
        ):
            yield details(connection, workout)


def progress_in(
    connection: sqlite3.Connection | None,
    today: date,
    since: datetime | None,
    circuit_id: str | None,
) -> Progress:
    """Return what `read_progress` does from an open diary; None is an empty one."""
    if connection is None:
        return Progress(workouts_per_week(today, ()), {})
    return Progress(
        workouts_per_week(today, days_done(workouts(connection, circuit_id=circuit_id))),
        asymmetries(each_tally(connection, since=since, circuit_id=circuit_id)),
    )
