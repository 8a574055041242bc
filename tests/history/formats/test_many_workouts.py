"""A diary of any size: workouts are read one at a time, in one consistent snapshot."""

from __future__ import annotations

import csv
import gc
import io
import json
import sqlite3
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.diary import queries
from hiptimer.diary.records import Details
from hiptimer.diary.workout_copies import WorkoutCopy
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.json_pieces import json_pieces
from hiptimer.history.formats.exporting import FORMS, export_pieces
from hiptimer.history.formats.fit_activities import fit_activities
from hiptimer.history.formats.json_reading import read_json
from hiptimer.history.json_output import history_as_json
from tests.diary.days import MORNING
from tests.diary.past import keep, squats, workout
from tests.history.formats.exports import export_diary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiptimer.diary.records import RecordedWorkout

MANY = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = squats()
    keep(tmp_path, *(workout(plan, MORNING + timedelta(days=day)) for day in range(MANY)))
    return tmp_path


def most_in_memory(pieces: Iterator[object]) -> int:
    """Return the largest number of workouts in memory at any piece."""
    # What is frozen is not looked through again for every piece.
    gc.collect()
    gc.freeze()
    return max(count_in_memory() for _ in pieces)


def count_in_memory() -> int:
    return sum(isinstance(it, Details | WorkoutCopy) for it in gc.get_objects())


@pytest.mark.parametrize(
    "pieces",
    [
        *(partial(export_pieces, form=form) for form in FORMS),
        lambda folder: json_pieces(history_as_json(folder, MORNING.date()), indent=2),
        fit_activities,
        lambda folder: read_json(io.BytesIO(export_diary(folder, "json"))),
    ],
    ids=[*FORMS, "history", "fit", "import"],
)
def test_few_workouts_are_in_memory_at_any_time(
    pieces: Callable[[Path], Iterator[object]], folder: Path
) -> None:
    assert len([*pieces(folder)]) >= MANY
    assert most_in_memory(pieces(folder)) <= 3


@pytest.mark.parametrize("form", FORMS)
def test_a_workout_recorded_during_an_export_is_not_in_it(folder: Path, form: str) -> None:
    before = export_diary(folder, form)
    pieces = export_pieces(folder, form)
    begun = next(pieces)
    keep(folder, workout(squats(), MORNING + timedelta(days=MANY)))
    assert begun + b"".join(pieces) == before
    assert export_diary(folder, form) != before


def test_rows_come_oldest_first_and_the_history_newest_first(folder: Path) -> None:
    rows = csv.DictReader(io.StringIO(export_diary(folder, "csv").decode()))
    started = [it["started"] for it in rows]
    assert started == sorted(started)
    history = json.loads("".join(json_pieces(history_as_json(folder, MORNING.date()), indent=2)))
    days = [it["started"] for it in history["workouts"]]
    assert len(days) == MANY
    assert days == sorted(days, reverse=True)


def test_a_failed_export_keeps_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    keep(user_data(), *(workout(squats(), MORNING + timedelta(days=day)) for day in range(3)))
    read = 0

    def details(connection: sqlite3.Connection, it: RecordedWorkout) -> Details:
        nonlocal read
        read += 1
        if read == 3:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return queries.details(connection, it)

    monkeypatch.setattr("hiptimer.history.reading.details", details)
    file = tmp_path / "out" / "diary.csv"
    file.parent.mkdir()
    file.write_text("old")
    ended = CliRunner().invoke(cli, ["export", "--format", "csv", "-o", str(file)])
    assert ended.exit_code == 1
    assert "The diary cannot be read: database disk image is malformed." in ended.output
    assert file.read_text() == "old"
    assert list(file.parent.iterdir()) == [file]
