from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiptimer.diary import schema
from hiptimer.diary.database import open_to_read
from hiptimer.diary.diary import Diary
from hiptimer.diary.recorded import Feelings
from hiptimer.diary.transfer import put_in, whole_workouts
from hiptimer.exchange import importing, json_file
from hiptimer.exchange.json_file import BadDiary, json_text
from hiptimer.workout import Workout
from tests.diary.days import MORNING, Day, everything, stretches, whole_workout
from tests.exchange.lives import exported, restless_life

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiptimer.diary.transfer import WholeWorkout

NOW = MORNING.timestamp()


def import_json(text: bytes, folder: Path, now: float) -> importing.Imported:
    return importing.import_json(io.BytesIO(text), folder, now)


def read_json(text: bytes) -> tuple[WholeWorkout, ...]:
    return tuple(json_file.read_json(io.BytesIO(text)))


def a_life(folder: Path) -> None:
    """Write down a workout of each outcome, with attempts, pauses and loads of all sorts."""
    felt = Feelings(3, 1, 6, 0, "both", "knee: fine", asked_next_morning=True)
    loads = {"pulses": "heavy band", "squat": "8 kg"}
    whole_workout(folder, everything(), loads=loads, feelings=felt)
    whole_workout(folder, stretches(), feelings=Feelings(pain_before=0))
    day = Day(folder, everything())
    day.wall.shown = MORNING.replace(hour=19, microsecond=123_457)
    day.workout.start()
    day.at(15.0, Workout.again)
    day.at(24.0, Workout.pause)
    day.at(30.0, Workout.resume)
    day.at(41.0, Workout.next)
    day.at(45.0, Workout.stop)
    day.close()
    day = Day(folder)
    day.wall.shown = MORNING.replace(hour=20)
    day.workout.start()
    day.until(42.125)
    day.workout.leave()
    day.close()


def everything_in(folder: Path) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    connection = open_to_read(folder)
    assert connection
    with closing(connection):
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
            for (table,) in tables.fetchall()
        }


@pytest.fixture(scope="module")
def one_workout(tmp_path_factory: pytest.TempPathFactory) -> WholeWorkout:
    """Return a workout with a dose of each type, as it comes out of a diary."""
    folder = tmp_path_factory.mktemp("one")
    whole_workout(folder, everything())
    (workout,) = read_json(exported(folder, "json"))
    return workout


@pytest.fixture
def told(tmp_path: Path) -> dict[str, Any]:
    """Return a diary as JSON tells of it."""
    a_life(tmp_path / "told")
    read: dict[str, Any] = json.loads(exported(tmp_path / "told", "json"))
    return read


def test_an_empty_diary_that_takes_it_in_is_the_same_diary(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    a_life(here)
    text = exported(here, "json")
    assert import_json(text, there, NOW) == (4, 0, None)
    assert everything_in(there) == everything_in(here)
    assert exported(there, "json") == text
    assert (there / "diary.db").stat().st_mode & 0o777 == 0o600


@settings(max_examples=10)
@given(
    seeds=st.lists(st.integers(0, 2**32), max_size=2),
    left_after=st.none() | st.floats(0.1, 74.0),
)
def test_whatever_was_done_an_empty_diary_that_takes_it_in_is_the_same(
    seeds: list[int], left_after: float | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here, there = (tmp_path_factory.mktemp(name) for name in ("here", "there"))
    for seed in seeds:
        restless_life(here, everything(), seed)
    if left_after is not None:
        day = Day(here)
        day.workout.start()
        day.until(left_after)
        day.workout.leave()
        day.close()
    text = exported(here, "json")
    workouts = len(seeds) + (left_after is not None)
    assert import_json(text, there, NOW) == (workouts, 0, None)
    assert exported(there, "json") == text
    if workouts:
        assert everything_in(there) == everything_in(here)


def test_what_is_there_already_stays_as_it_is(tmp_path: Path) -> None:
    a_life(tmp_path)
    before = everything_in(tmp_path)
    assert import_json(exported(tmp_path, "json"), tmp_path, NOW) == (0, 4, None)
    assert everything_in(tmp_path) == before


def test_a_workout_that_comes_later_finds_the_plan_that_was_imported(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    whole_workout(here)
    import_json(exported(here, "json"), there, NOW)
    whole_workout(there)
    assert len(everything_in(there)["plan"]) == 1
    assert len(everything_in(there)["workout"]) == 2


def test_only_what_was_done_since_is_told(tmp_path: Path) -> None:
    a_life(tmp_path)
    evening = json.loads(exported(tmp_path, "json", MORNING.replace(hour=12)))
    assert [it["started"] for it in evening["workouts"]] == [
        "2026-08-07T19:15:00.123457+02:00",
        "2026-08-07T20:15:00+02:00",
    ]
    assert len(evening["plans"]) == 2


def test_no_diary_is_told_as_an_empty_one(tmp_path: Path) -> None:
    assert json.loads(exported(tmp_path, "json")) == {"format": 1, "plans": [], "workouts": []}
    assert list(tmp_path.iterdir()) == []


def test_a_diary_exported_before_feelings_were_kept_is_taken_in(
    told: dict[str, Any], tmp_path: Path
) -> None:
    for workout in told["workouts"]:
        del workout["feelings"]
    import_json(json.dumps(told).encode(), tmp_path / "there", NOW)
    assert len(everything_in(tmp_path / "there")["workout"]) == 4
    assert everything_in(tmp_path / "there")["feelings"] == []


UP_TO_TEN = st.none() | st.integers(0, 10)
# What a person can type into one line.
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=60)


@given(
    feelings=st.builds(
        Feelings,
        UP_TO_TEN,
        UP_TO_TEN,
        UP_TO_TEN,
        UP_TO_TEN,
        st.sampled_from([None, "left", "right", "both"]),
        LINES,
        asked_next_morning=st.booleans(),
    ),
    loads=st.dictionaries(st.sampled_from(["pulses", "squat"]), LINES),
)
def test_whatever_was_said_comes_back_as_it_was(
    feelings: Feelings, loads: dict[str, str], one_workout: WholeWorkout
) -> None:
    said = replace(one_workout, feelings=feelings, loads=loads)
    assert read_json("".join(json_text([said.plan], [said])).encode()) == (said,)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        assert put_in(connection, said)
        assert tuple(whole_workouts(connection)) == (said,)


def first(told: dict[str, Any]) -> dict[str, Any]:
    workout: dict[str, Any] = told["workouts"][0]
    return workout


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda told: told.update(format=2), "format: Input should be 1"),
        (lambda told: told.update(more=1), "more: Extra inputs are not permitted"),
        (lambda told: told.pop("plans"), "plans: have to come before workouts"),
        (lambda told: first(told).update(plan=9), "there is no plan 9"),
        (lambda told: first(told).update(id="../x"), "workouts.0.id: String should match"),
        (lambda told: first(told).update(started="today"), "workouts.0.started: "),
        (lambda told: first(told).update(started="2026-08-07T07:15:00"), "timezone"),
        (lambda told: first(told).update(spent_seconds=-1.0), "workouts.0.spent_seconds: "),
        (lambda told: first(told).update(outcome="won"), "workouts.0.outcome: "),
        (
            lambda told: first(told)["attempts"][0].update(phase=0),
            "an attempt at no effort of its plan",
        ),
        (
            lambda told: first(told)["attempts"][0].update(seconds="ten"),
            "workouts.0.attempts.0.seconds: Input should be a valid number",
        ),
        (lambda told: told["workouts"].append(first(told)), "two workouts have the same id"),
        (
            lambda told: first(told).update(left_at=told["workouts"][3]["left_at"]),
            "what has ended stands nowhere any more",
        ),
        (lambda told: first(told)["feelings"].update(effort=11), "feelings.effort: "),
        (lambda told: first(told)["feelings"].update(pain_after=2.5), "feelings.pain_after: "),
        (lambda told: first(told)["feelings"].update(sore_side="up"), "feelings.sore_side: "),
        (
            lambda told: first(told)["feelings"].update(note="fine\x1b[2J"),
            r"feelings.note: has the control character U\+001B as character 5",
        ),
        (lambda told: first(told)["loads"].update(squat="8\nkg"), "loads.squat: has a line break"),
        (lambda told: told["plans"][0].update(efforts=[]), "plans.0.efforts: "),
        (lambda told: told["plans"][0]["efforts"].reverse(), "the phases of efforts have to rise"),
        (lambda told: told["plans"][0]["efforts"][0].update(dose="much"), "dose: "),
    ],
)
def test_what_is_no_diary_is_named_and_nothing_of_it_is_written(
    spoil: Callable[[dict[str, Any]], None], words: str, told: dict[str, Any], tmp_path: Path
) -> None:
    read_json(json.dumps(told).encode())
    spoil(told)
    with pytest.raises(BadDiary, match=words):
        import_json(json.dumps(told).encode(), tmp_path / "there", NOW)
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("text", [b"", b"[", b"\xff\xfe", b"[]", b"null", b"[" * 10_000])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(BadDiary):
        read_json(text)


def test_where_one_workout_cannot_be_written_none_is(told: dict[str, Any], tmp_path: Path) -> None:
    diary = Diary(tmp_path / "there", lambda: MORNING)
    diary.close()
    with closing(sqlite3.connect(tmp_path / "there" / "diary.db")) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON workout WHEN (SELECT count(*) FROM workout) = 2"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.commit()
    with pytest.raises(sqlite3.Error, match="full"):
        import_json(json.dumps(told).encode(), tmp_path / "there", NOW)
    assert everything_in(tmp_path / "there")["workout"] == []
    assert everything_in(tmp_path / "there")["plan"] == []
