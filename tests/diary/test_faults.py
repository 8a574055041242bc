"""Faults of the diary: the workout continues, and each is reported once."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import schema, unfinished
from hiptimer.diary.connection import NewerDiary, NotADiary
from hiptimer.diary.database import FILE_NAME, open_to_read
from hiptimer.diary.records import Outcome
from hiptimer.plan.plan import Plan
from hiptimer.workout.playhead import State
from tests.diary.child_programs import (
    WorkoutReport,
    run_child,
    run_with_file_size_limit,
    run_without_folder_access,
    run_without_permissions,
)
from tests.diary.days import EVER, Day, everything, recorded, whole_workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EFFORTS = sum(it.is_effort for it in everything().timeline.phases)


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(20_000))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:30_000])


def truncate_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def overwrite_pages(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 6] = random.Random(5).randbytes(4096 * 5)
    path.write_bytes(whole)


def empty_beside_the_log(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"all that was not in the file yet")


def replace_with_another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("PRAGMA user_version = 40")


DAMAGES = [
    fill_with_garbage,
    truncate,
    truncate_the_header,
    overwrite_pages,
    empty_beside_the_log,
    replace_with_another_database,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda it: it.__name__)
def test_a_damaged_diary_is_kept_aside_and_a_new_one_begins(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    whole_workout(tmp_path)
    path = tmp_path / FILE_NAME
    damage(path)
    before = path.read_bytes()
    day = whole_workout(tmp_path)
    aside = tmp_path / "diary-damaged-1.db"
    assert day.diary.trouble == (
        f"The diary could not be read. It is kept as {aside}, and a new one begins."
    )
    assert aside.read_bytes() == before
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED]
    assert whole_workout(tmp_path).diary.trouble is None


@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_or_a_device_is_kept_aside_without_waiting_for_it(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    path = tmp_path / FILE_NAME
    put(path)
    with pytest.raises(NotADiary), open_to_read(tmp_path):
        pass
    before = path.stat()
    day = whole_workout(tmp_path)
    aside = tmp_path / "diary-damaged-1.db"
    assert day.diary.trouble is not None
    assert str(aside) in day.diary.trouble
    assert aside.stat().st_mode == before.st_mode
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED]


def test_the_log_beside_a_damaged_file_is_kept_with_it(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    empty_beside_the_log(tmp_path / FILE_NAME)
    whole_workout(tmp_path)
    log = tmp_path / "diary-damaged-1.db-wal"
    assert log.read_bytes() == b"all that was not in the file yet"


def test_a_damaged_file_does_not_replace_an_earlier_one(tmp_path: Path) -> None:
    for number in range(1, 4):
        (tmp_path / FILE_NAME).write_bytes(b"damage " * 100 * number)
        whole_workout(tmp_path)
    sizes = [(tmp_path / f"diary-damaged-{number}.db").stat().st_size for number in (1, 2, 3)]
    assert sizes == [700, 1400, 2100]


def test_a_diary_of_a_newer_version_is_not_changed(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    day = whole_workout(tmp_path)
    assert day.workout.state is State.FINISHED
    assert day.diary.trouble == (
        f"A newer hiptimer wrote the diary {path}: it is not changed. What you do is not recorded."
    )
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))
    with pytest.raises(NewerDiary), open_to_read(tmp_path):
        pass


def test_reading_does_not_change_a_damaged_file(tmp_path: Path) -> None:
    for damage, error in (
        (fill_with_garbage, sqlite3.DatabaseError),
        (replace_with_another_database, NotADiary),
    ):
        whole_workout(tmp_path)
        path = tmp_path / FILE_NAME
        damage(path)
        before = path.read_bytes()
        with pytest.raises(error):
            unfinished.interrupted_workouts(tmp_path, EVER)
        assert path.read_bytes() == before


def test_a_diary_damaged_during_a_workout_is_kept_and_a_new_one_has_the_workout(
    tmp_path: Path,
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    whole_workout(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DROP TABLE attempt")
    day.to_the_end()
    day.close()
    assert day.workout.state is State.FINISHED
    kept = tmp_path / "diary-damaged-1.db"
    assert day.diary.trouble == (
        f"The diary could not be read. It is kept as {kept}, and a new one begins."
    )
    assert kept.exists()
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
@pytest.mark.parametrize("largest_file_bytes", [0, 5_000, 30_000])
def test_a_full_disk_stops_the_diary_but_not_the_workout(
    tmp_path: Path, largest_file_bytes: int
) -> None:
    whole_workout(tmp_path)
    with run_child(run_with_file_size_limit, tmp_path, largest_file_bytes) as (_, pipe):
        report: WorkoutReport = pipe.recv()
    assert (report.state, report.attempts) == ("finished", EFFORTS)
    assert report.trouble
    assert report.trouble.startswith("The diary cannot be written: ")
    # What was written before is sound, and so is what is written after.
    assert whole_workout(tmp_path).diary.trouble is None
    assert [it.outcome for it in recorded(tmp_path)].count(Outcome.FINISHED) == 2
    assert not list(tmp_path.glob("*damaged*"))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that any user can see; those of pytest are private."""
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("has_diary", [True, False])
def test_a_folder_that_cannot_be_written_stops_the_diary_but_not_the_workout(
    open_folder: Path, has_diary: bool
) -> None:
    if has_diary:
        whole_workout(open_folder)
        (open_folder / FILE_NAME).chmod(0o444)
    open_folder.chmod(0o555)
    with run_child(run_without_permissions, open_folder) as (_, pipe):
        report: WorkoutReport = pipe.recv()
    assert (report.state, report.attempts) == ("finished", EFFORTS)
    assert report.trouble
    assert str(open_folder) in report.trouble
    assert "permi" in report.trouble


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_folder_that_becomes_inaccessible_is_still_written_to_the_end(
    open_folder: Path, mode: int
) -> None:
    open_folder.chmod(0o777)
    with run_child(run_without_folder_access, open_folder / "data", mode) as (_, pipe):
        report: WorkoutReport = pipe.recv()
    assert report == WorkoutReport("finished", 1, None)


def test_a_file_in_place_of_the_folder_stops_the_diary_but_not_the_workout(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").write_text("mine")
    day = whole_workout(tmp_path / "data")
    assert day.workout.state is State.FINISHED
    assert day.diary.trouble
    assert (tmp_path / "data").read_text() == "mine"


def test_a_name_that_is_not_unicode_stops_the_diary_but_not_the_workout(tmp_path: Path) -> None:
    plan = everything()
    day = whole_workout(tmp_path, Plan(plan.circuit, "h\udcfcften", plan.choices))
    assert day.workout.state is State.FINISHED
    assert day.diary.trouble
    assert "not valid Unicode" in day.diary.trouble
    assert recorded(tmp_path) == ()


def test_the_first_trouble_remains_the_reported_one(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    day = Day(tmp_path / "data")
    day.close()
    said = day.diary.trouble
    day.workout.start()
    day.to_the_end()
    assert day.diary.trouble is said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_diary_is_private_to_its_user(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    (folder / FILE_NAME).touch(mode=0o644)
    before = os.umask(0)
    try:
        day = Day(folder)
        day.workout.start()
        day.until(12.0)
        whole_workout(folder)
        modes = {it: it.stat().st_mode & 0o777 for it in (folder, *folder.rglob("*"))}
    finally:
        os.umask(before)
    day.recorder.interrupt()
    day.close()
    names = {path.name for path in modes}
    assert {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"} <= names
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
