from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.diary.deleting import delete_workout, restore_workout
from hiptimer.diary.locks import Held
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING, Day, everything, recorded, stretches, whole_workout
from tests.diary.past import keep, mornings, squats, workout
from tests.history.formats.exports import export_diary
from tests.history.formats.test_json_file import everything_in, record_all_outcomes

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING.timestamp()


def exported_workouts(folder: Path) -> dict[str, Any]:
    """Return the export of each workout by its ID, regardless of the order of rows."""
    diary = json.loads(export_diary(folder, "json"))
    plans = diary["plans"]
    return {it["id"]: it | {"plan": plans[it["plan"]]} for it in diary["workouts"]}


def test_a_deleted_workout_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    whole_workout(tmp_path, everything(), loads={"squat": "8 kg"})
    (done,) = recorded(tmp_path)
    traces = (b"8 kg", b"climber", done.key.encode())
    assert all(it in (tmp_path / "diary.db").read_bytes() for it in traces)
    assert delete_workout(tmp_path, done.key, NOW)
    assert not any(everything_in(tmp_path).values())
    for file in tmp_path.glob("diary.db*"):
        assert not any(it in file.read_bytes() for it in traces)
    assert list(tmp_path.glob("running/*")) == []


def test_a_plan_that_other_workouts_use_is_kept(tmp_path: Path) -> None:
    keep(tmp_path, *(workout(squats(), at) for at in mornings(0, 1)), workout(stretches()))
    before = everything_in(tmp_path)
    assert delete_workout(tmp_path, recorded(tmp_path)[0].key, NOW)
    after = everything_in(tmp_path)
    assert len(after["workout"]) == 2
    assert after["plan"] == before["plan"]
    assert after["circuit"] == before["circuit"]


def test_every_workout_can_be_deleted_and_restored_unchanged(tmp_path: Path) -> None:
    record_all_outcomes(tmp_path)
    keep(tmp_path, workout(squats(), feelings=Feelings(pain_before=3, note="stiff")))
    before = exported_workouts(tmp_path)
    for it in recorded(tmp_path):
        taken = delete_workout(tmp_path, it.key, NOW)
        assert taken
        assert it.key not in {other.key for other in recorded(tmp_path)}
        restore_workout(tmp_path, taken, NOW)
        assert exported_workouts(tmp_path) == before


def test_all_workouts_can_be_deleted_and_then_restored(tmp_path: Path) -> None:
    record_all_outcomes(tmp_path)
    before = exported_workouts(tmp_path)
    taken = [delete_workout(tmp_path, it.key, NOW) for it in recorded(tmp_path)]
    assert not any(everything_in(tmp_path).values())
    for it in taken:
        assert it
        restore_workout(tmp_path, it, NOW)
    assert exported_workouts(tmp_path) == before


def test_a_running_workout_cannot_be_deleted(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(5.0)
    day.close()
    (running,) = recorded(tmp_path)
    with pytest.raises(Held):
        delete_workout(tmp_path, running.key, NOW)
    assert [it.key for it in recorded(tmp_path)] == [running.key]


def test_deleting_an_unknown_workout_does_nothing(tmp_path: Path) -> None:
    keep(tmp_path, workout(stretches()))
    assert delete_workout(tmp_path, "00ff", NOW) is None
    assert len(recorded(tmp_path)) == 1
