from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.database import open_to_read, open_to_write
from hiptimer.diary.records import Outcome
from hiptimer.diary.unfinished import claim
from hiptimer.diary.workout_copies import WorkoutCopy, workout_copies
from hiptimer.history.formats import importing
from hiptimer.history.formats.json_file import json_text
from hiptimer.history.formats.unsaved import Unsaved
from hiptimer.plan.feelings import Feelings
from tests.diary.child_programs import in_use
from tests.diary.days import MORNING, Day, only_waiting, recorded, whole_workout
from tests.history.formats.exports import import_json

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING.timestamp()
IMPORTED = "A workout that could not be saved earlier is in the diary now."


def one_workout(folder: Path) -> WorkoutCopy:
    with open_to_read(folder) as connection:
        assert connection
        (found,) = workout_copies(connection)
    return found


def export_of(workout: WorkoutCopy) -> bytes:
    return "".join(json_text([workout.plan], [workout])).encode()


@pytest.fixture
def done(tmp_path: Path) -> WorkoutCopy:
    """Return a finished workout of another diary."""
    whole_workout(tmp_path / "another", feelings=Feelings(pain_before=2))
    return one_workout(tmp_path / "another")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_saved_workout_is_imported_at_the_next_start_and_reported_once(
    folder: Path, done: WorkoutCopy
) -> None:
    unsaved = Unsaved(folder)
    path = folder / f"unsaved-{done.key}.json"
    assert unsaved.save(done) == (
        f"Your workout is saved in {path} and added to the diary at the next start."
    )
    assert list(unsaved.import_all(NOW)) == [IMPORTED]
    assert one_workout(folder) == done
    assert not path.exists()
    assert list(unsaved.import_all(NOW)) == []


def test_without_the_folder_a_workout_is_saved_elsewhere_for_an_import(
    folder: Path, done: WorkoutCopy, tmp_path: Path
) -> None:
    folder.write_text("in the way")
    elsewhere = tmp_path / f"unsaved-{done.key}.json"
    assert Unsaved(folder, tmp_path).save(done) == (
        f"Your workout is saved in {elsewhere}: `hiptimer import {elsewhere}` adds it to the diary."
    )
    folder.unlink()
    assert import_json(elsewhere.read_bytes(), folder, NOW).new == 1
    assert one_workout(folder) == done


def test_a_workout_that_cannot_be_saved_anywhere_is_an_error(
    folder: Path, done: WorkoutCopy, tmp_path: Path
) -> None:
    folder.write_text("in the way")
    with pytest.raises(OSError, match="nowhere"):
        Unsaved(folder, tmp_path / "nowhere").save(done)


def test_a_saved_workout_can_be_removed_repeatedly(
    folder: Path, done: WorkoutCopy, tmp_path: Path
) -> None:
    unsaved = Unsaved(folder, tmp_path)
    unsaved.save(done)
    unsaved.remove(done.key)
    unsaved.remove(done.key)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"{", b'{"format": 1}', b"\xff\xfe"])
def test_a_file_that_is_not_an_export_is_kept_reported_and_not_tried_again(
    folder: Path, text: bytes
) -> None:
    folder.mkdir()
    (folder / "unsaved-ab12.json").write_bytes(text)
    aside = folder / "unsaved-ab12-damaged-1.json"
    (said,) = Unsaved(folder).import_all(NOW)
    assert said.startswith("A workout cannot be added to the diary: ")
    assert said.endswith(f"It is kept as {aside}.")
    assert aside.read_bytes() == text
    assert list(Unsaved(folder).import_all(NOW)) == []


def test_a_file_that_cannot_be_imported_now_waits_for_another_start(
    folder: Path, done: WorkoutCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = partial(open_to_write, patience_seconds=0.0)
    monkeypatch.setattr(importing, "open_to_write", impatient)
    whole_workout(folder)
    unsaved = Unsaved(folder)
    unsaved.save(done)
    path = folder / f"unsaved-{done.key}.json"
    with in_use(folder):
        assert list(unsaved.import_all(NOW)) == [
            f"{path} is not in the diary yet. Another program is using the diary."
        ]
    assert list(unsaved.import_all(NOW)) == [IMPORTED]
    assert len(recorded(folder)) == 2


def test_a_workout_running_in_another_program_is_not_imported(folder: Path) -> None:
    day = Day(folder)
    day.workout.start()
    day.until(20.0)
    day.recorder.interrupt()
    day.close()
    unsaved = Unsaved(folder)
    locked = claim(folder, only_waiting(folder))
    unsaved.save(locked.workout._replace(spent_seconds=30.0))
    assert list(unsaved.import_all(NOW)) == []
    locked.lock.release()
    assert list(unsaved.import_all(NOW)) == [IMPORTED]
    assert one_workout(folder).spent_seconds == 30.0


def unfinished(folder: Path) -> WorkoutCopy:
    """Return a workout that the diary in `folder` has up to its middle."""
    day = Day(folder, feelings=Feelings(pain_before=4))
    day.workout.start()
    day.until(20.0)
    day.recorder.interrupt()
    day.close()
    return one_workout(folder)


def test_a_partly_recorded_workout_is_completed(folder: Path) -> None:
    begun = unfinished(folder)
    ended = begun._replace(
        outcome=Outcome.FINISHED,
        ended_at=MORNING,
        spent_seconds=75.0,
        feelings=Feelings(effort=6),
        interrupted_at=None,
    )
    Unsaved(folder).save(ended)
    assert list(Unsaved(folder).import_all(NOW)) == [IMPORTED]
    # Feelings from before the workout are kept.
    assert one_workout(folder) == ended._replace(feelings=Feelings(pain_before=4, effort=6))


@pytest.mark.parametrize("earlier_seconds", [0.0, 10.0])
def test_a_workout_is_not_replaced_by_an_earlier_state(
    folder: Path, earlier_seconds: float
) -> None:
    begun = unfinished(folder)
    earlier = begun._replace(spent_seconds=begun.spent_seconds - earlier_seconds, attempts=())
    assert import_json(export_of(earlier), folder, NOW)[:2] == (0, 1)
    assert one_workout(folder) == begun


def test_a_finished_workout_is_never_replaced(folder: Path, done: WorkoutCopy) -> None:
    import_json(export_of(done), folder, NOW)
    longer = done._replace(spent_seconds=done.spent_seconds + 60.0)
    assert import_json(export_of(longer), folder, NOW)[:2] == (0, 1)
    assert one_workout(folder) == done
