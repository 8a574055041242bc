from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.diary.deleting import put_back, take_out
from hiptimer.diary.locks import Held
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING, Day, everything, recorded, stretches, whole_workout
from tests.diary.past import keep, mornings, squats, workout
from tests.history.formats.lives import exported
from tests.history.formats.test_json_file import a_life, everything_in

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING.timestamp()


def told(folder: Path) -> dict[str, Any]:
    """Return all that is exported of each workout, by its id, whatever the order of rows."""
    diary = json.loads(exported(folder, "json"))
    plans = diary["plans"]
    return {it["id"]: it | {"plan": plans[it["plan"]]} for it in diary["workouts"]}


def test_what_is_taken_out_is_gone_with_all_that_tells_of_it(tmp_path: Path) -> None:
    whole_workout(tmp_path, everything(), loads={"squat": "8 kg"})
    (done,) = recorded(tmp_path)
    told_by = (b"8 kg", b"climber", done.key.encode())
    assert all(it in (tmp_path / "diary.db").read_bytes() for it in told_by)
    assert take_out(tmp_path, done.key, NOW)
    assert not any(everything_in(tmp_path).values())
    for file in tmp_path.glob("diary.db*"):
        assert not any(it in file.read_bytes() for it in told_by)
    assert list(tmp_path.glob("running/*")) == []


def test_what_others_need_stays(tmp_path: Path) -> None:
    keep(tmp_path, *(workout(squats(), at) for at in mornings(0, 1)), workout(stretches()))
    before = everything_in(tmp_path)
    assert take_out(tmp_path, recorded(tmp_path)[0].key, NOW)
    after = everything_in(tmp_path)
    assert len(after["workout"]) == 2
    assert after["plan"] == before["plan"]
    assert after["circuit"] == before["circuit"]


def test_every_workout_of_a_life_can_be_taken_out_and_put_back_as_it_was(tmp_path: Path) -> None:
    a_life(tmp_path)
    keep(tmp_path, workout(squats(), feelings=Feelings(pain_before=3, note="stiff")))
    before = told(tmp_path)
    for it in recorded(tmp_path):
        taken = take_out(tmp_path, it.key, NOW)
        assert taken
        assert it.key not in {other.key for other in recorded(tmp_path)}
        put_back(tmp_path, taken, NOW)
        assert told(tmp_path) == before


def test_all_of_them_can_be_gone_at_once_and_come_back_in_any_order(tmp_path: Path) -> None:
    a_life(tmp_path)
    before = told(tmp_path)
    taken = [take_out(tmp_path, it.key, NOW) for it in recorded(tmp_path)]
    assert not any(everything_in(tmp_path).values())
    for it in taken:
        assert it
        put_back(tmp_path, it, NOW)
    assert told(tmp_path) == before


def test_what_runs_cannot_be_taken_out(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(5.0)
    day.close()
    (running,) = recorded(tmp_path)
    with pytest.raises(Held):
        take_out(tmp_path, running.key, NOW)
    assert [it.key for it in recorded(tmp_path)] == [running.key]


def test_what_is_gone_already_is_no_error(tmp_path: Path) -> None:
    keep(tmp_path, workout(stretches()))
    assert take_out(tmp_path, "00ff", NOW) is None
    assert len(recorded(tmp_path)) == 1
