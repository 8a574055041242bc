"""Diaries that other programs use, or whose files are removed, while a workout runs."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import diary
from hiptimer.diary.database import FILE_NAME
from hiptimer.diary.records import Outcome
from hiptimer.diary.writer import Patience
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.playhead import State
from tests.diary.child_programs import in_use
from tests.diary.days import PATIENCE_SECONDS, Day, only_details, only_waiting, whole_workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.workout.events import EffortEnded, EndedBy

IMPATIENT = Patience(attempt_seconds=0.01, attempts_at_end=3, retry_seconds=0.01)
PATIENT = Patience(attempt_seconds=0.01, attempts_at_end=3_000, retry_seconds=0.01)
WAITING = "Saving your workout … another program is using the diary."


@dataclass
class Drawer:
    """Unsaved workouts, kept in memory instead of in files."""

    saved: dict[str, WorkoutCopy] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    is_full: bool = False

    def save(self, workout: WorkoutCopy) -> str:
        if self.is_full:
            raise OSError
        self.saved[workout.key] = workout
        return "It is in the drawer."

    def remove(self, key: str) -> None:
        self.removed.append(key)


def halfway(folder: Path, drawer: Drawer, patience: Patience) -> Day:
    """Return a workout in the middle of its left side, recorded up to there."""
    day = Day(folder, unsaved=lambda: drawer, patience=patience)
    day.workout.start()
    day.until(20.0)
    day.wait_until_written()
    return day


def as_tuples(attempts: Iterable[EffortEnded]) -> list[tuple[int, EndedBy, float, int | None]]:
    return [(it.index, it.by, it.seconds, it.reps) for it in attempts]


def test_closing_waits_while_another_program_uses_the_diary_and_says_so(tmp_path: Path) -> None:
    drawer, said = Drawer(), list[str]()
    day = halfway(tmp_path, drawer, PATIENT)
    with in_use(tmp_path) as end:
        day.to_the_end()

        def hear(line: str) -> None:
            said.append(line)
            if line == WAITING:
                end()

        day.diary.close(hear)
    assert said == [WAITING, "Your workout is saved."]
    assert day.diary.has_written_all
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert len(details.attempts) == 2
    assert list(drawer.saved) == drawer.removed


def test_a_workout_the_diary_never_accepted_is_saved_whole_elsewhere(tmp_path: Path) -> None:
    drawer = Drawer()
    day = halfway(tmp_path, drawer, IMPATIENT)
    with in_use(tmp_path):
        day.to_the_end()
        day.recorder.keep_feelings(Feelings(effort=6))
        day.close()
    assert not day.diary.has_written_all
    assert day.diary.trouble == "Another program is using the diary. It is in the drawer."
    (saved,) = drawer.saved.values()
    assert saved.outcome is Outcome.FINISHED
    assert as_tuples(saved.attempts) == as_tuples(day.workout.attempts)
    assert saved.feelings.effort == 6
    assert drawer.removed == []


def test_a_workout_that_cannot_be_saved_is_reported_as_unrecorded(tmp_path: Path) -> None:
    day = halfway(tmp_path, Drawer(is_full=True), IMPATIENT)
    with in_use(tmp_path):
        day.to_the_end()
        day.close()
    assert day.workout.state is State.FINISHED
    assert day.diary.trouble == "Another program is using the diary. What you do is not recorded."


def test_a_resumed_workout_is_saved_with_its_earlier_part(tmp_path: Path) -> None:
    day = Day(tmp_path, loads={"stretch": "band"}, feelings=Feelings(pain_before=3))
    day.workout.start()
    day.until(50.0)
    day.recorder.interrupt()
    day.close()
    drawer = Drawer()
    interrupted = only_waiting(tmp_path)
    day = Day(tmp_path, interrupted=interrupted, unsaved=lambda: drawer, patience=IMPATIENT)
    with in_use(tmp_path):
        day.workout.resume()
        day.to_the_end()
        day.close()
    (saved,) = drawer.saved.values()
    assert saved.key == interrupted.workout.key
    assert (saved.outcome, len(saved.attempts)) == (Outcome.FINISHED, 2)
    assert saved.attempts[:1] == interrupted.attempts
    assert saved.loads == {"stretch": "band"}
    assert saved.feelings.pain_before == 3


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def remove_diary(folder: Path) -> None:
    (folder / FILE_NAME).unlink()


def remove_log(folder: Path) -> None:
    (folder / f"{FILE_NAME}-wal").unlink()


def remove_diary_and_side_files(folder: Path) -> None:
    for path in folder.glob(f"{FILE_NAME}*"):
        path.unlink()


REMOVALS = [remove_folder, remove_diary, remove_log, remove_diary_and_side_files]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
@pytest.mark.parametrize("remove", REMOVALS, ids=lambda it: it.__name__)
@pytest.mark.parametrize("is_at_the_end", [False, True])
def test_a_workout_survives_the_removal_of_its_diary_files(
    tmp_path: Path, remove: Callable[[Path], None], *, is_at_the_end: bool
) -> None:
    folder = tmp_path / "data"
    day = halfway(folder, Drawer(), IMPATIENT)
    if not is_at_the_end:
        remove(folder)
    day.to_the_end()
    if is_at_the_end:
        day.wait_until_written()
        remove(folder)
    day.close()
    assert day.diary.has_written_all
    details = only_details(folder)
    assert details.workout.outcome is Outcome.FINISHED
    assert as_tuples(details.attempts) == as_tuples(day.workout.attempts)
    assert whole_workout(folder).diary.trouble is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_a_diary_that_was_removed_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    day = halfway(folder, Drawer(), IMPATIENT)
    remove_folder(folder)
    day.to_the_end()
    day.close()
    assert day.diary.trouble == (
        "The diary was removed or replaced while hiptimer was running."
        " This workout is recorded in the new one."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_a_running_workout_restores_its_lock_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    day = halfway(folder, Drawer(), IMPATIENT)
    (lock,) = (folder / "running").iterdir()
    remove_folder(folder)
    day.until(25.0)
    day.wait_until_written()
    assert lock.exists()
    day.to_the_end()
    day.close()
    assert not lock.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_a_workout_whose_folder_cannot_be_recreated_is_saved_elsewhere(tmp_path: Path) -> None:
    folder, drawer = tmp_path / "data", Drawer()
    day = halfway(folder, drawer, IMPATIENT)
    remove_folder(folder)
    folder.write_text("in the way")
    day.to_the_end()
    day.close()
    (saved,) = drawer.saved.values()
    assert saved.outcome is Outcome.FINISHED
    assert day.diary.trouble
    assert day.diary.trouble.startswith(f"The diary cannot be written: {folder}")
    assert day.diary.trouble.endswith("It is in the drawer.")


def test_a_diary_that_can_be_written_again_gets_the_whole_workout(tmp_path: Path) -> None:
    folder, drawer = tmp_path / "data", Drawer()
    folder.write_text("in the way")
    day = Day(folder, unsaved=lambda: drawer, patience=IMPATIENT)
    day.workout.start()
    day.until(50.0)
    for _ in range(1_000):
        if drawer.saved:
            break
        day.diary._writer.join(0.01)
    folder.unlink()
    day.to_the_end()
    day.close()
    assert day.diary.trouble == "The diary can be written again: your workout is recorded."
    assert drawer.removed == list(drawer.saved)
    assert as_tuples(only_details(folder).attempts) == as_tuples(day.workout.attempts)


def test_a_disk_that_never_answers_does_not_block_the_exit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary, "_UNNOTICED_SECONDS", 0.01)
    monkeypatch.setattr(diary, "_HUNG_SECONDS", 0.01)
    said, answers = list[str](), Event()
    day = halfway(tmp_path, Drawer(), IMPATIENT)
    is_stuck = Event()

    def hang(_: object) -> None:
        is_stuck.set()
        answers.wait(PATIENCE_SECONDS)

    day.diary._writer.write(hang)
    assert is_stuck.wait(PATIENCE_SECONDS)
    day.diary.close(said.append)
    assert said == ["Saving your workout …"]
    assert not day.diary.has_written_all
    assert day.diary.trouble == "The disk does not answer."
    answers.set()
    assert day.diary._writer.join(PATIENCE_SECONDS)
