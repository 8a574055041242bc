from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiptimer.diary import schema
from hiptimer.diary.database import open_to_read
from hiptimer.diary.diary import Diary
from hiptimer.diary.workout_copies import merge_copy, workout_copies
from hiptimer.history.formats import json_reading
from hiptimer.history.formats.json_file import json_text
from hiptimer.history.formats.json_reading import BadDiary
from hiptimer.history.formats.json_tables import check_document
from hiptimer.library.loading import entries
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.workout.workout import Workout
from tests.diary import past
from tests.diary.days import (
    MORNING,
    Day,
    everything,
    in_blocks,
    stretches,
    whole_workout,
)
from tests.history.formats.exports import export_diary, import_json, read_json, run_restless_workout

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.diary.workout_copies import WorkoutCopy

NOW = MORNING.timestamp()


def record_all_outcomes(folder: Path) -> None:
    """Record a workout of each outcome, with attempts, pauses and loads of all kinds."""
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
    day.workout.interrupt()
    day.close()


def everything_in(folder: Path) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    with open_to_read(folder) as connection:
        assert connection
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
            for (table,) in tables.fetchall()
        }


@pytest.fixture(scope="module")
def one_workout(tmp_path_factory: pytest.TempPathFactory) -> WorkoutCopy:
    """Return a workout with a dose of each type, as exported from a diary."""
    folder = tmp_path_factory.mktemp("one")
    whole_workout(folder, everything())
    (workout,) = read_json(export_diary(folder, "json"))
    return workout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the JSON export of a diary."""
    folder = tmp_path_factory.mktemp("data")
    record_all_outcomes(folder)
    return export_diary(folder, "json")


@pytest.fixture
def data(exported: bytes) -> dict[str, Any]:
    """Return what the export of a diary says, to be changed."""
    read: dict[str, Any] = json.loads(exported)
    return read


def test_a_diary_imported_into_an_empty_one_is_the_same(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    record_all_outcomes(here)
    text = export_diary(here, "json")
    assert import_json(text, there, NOW) == (4, 0, None)
    assert everything_in(there) == everything_in(here)
    assert export_diary(there, "json") == text
    assert (there / "diary.db").stat().st_mode & 0o777 == 0o600


@settings(max_examples=10)
@given(
    seeds=st.lists(st.integers(0, 2**32), max_size=2),
    interrupted_after=st.none() | st.floats(0.1, 74.0),
)
def test_any_diary_imported_into_an_empty_one_is_the_same(
    seeds: list[int], interrupted_after: float | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here, there = (tmp_path_factory.mktemp(name) for name in ("here", "there"))
    for seed in seeds:
        run_restless_workout(here, everything(), seed)
    if interrupted_after is not None:
        day = Day(here)
        day.workout.start()
        day.until(interrupted_after)
        day.workout.interrupt()
        day.close()
    text = export_diary(here, "json")
    workouts = len(seeds) + (interrupted_after is not None)
    assert import_json(text, there, NOW) == (workouts, 0, None)
    assert export_diary(there, "json") == text
    if workouts:
        assert everything_in(there) == everything_in(here)


def test_an_import_does_not_change_existing_workouts(tmp_path: Path) -> None:
    record_all_outcomes(tmp_path)
    before = everything_in(tmp_path)
    assert import_json(export_diary(tmp_path, "json"), tmp_path, NOW) == (0, 4, None)
    assert everything_in(tmp_path) == before


def test_a_later_workout_reuses_the_imported_plan(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    whole_workout(here)
    import_json(export_diary(here, "json"), there, NOW)
    whole_workout(there)
    assert len(everything_in(there)["plan"]) == 1
    assert len(everything_in(there)["workout"]) == 2


def test_an_export_can_begin_at_a_given_time(tmp_path: Path) -> None:
    record_all_outcomes(tmp_path)
    evening = json.loads(export_diary(tmp_path, "json", MORNING.replace(hour=12)))
    assert [it["started"] for it in evening["workouts"]] == [
        "2026-08-07T19:15:00.123457+02:00",
        "2026-08-07T20:15:00+02:00",
    ]
    assert len(evening["plans"]) == 2


def test_a_missing_diary_is_exported_as_an_empty_one(tmp_path: Path) -> None:
    assert json.loads(export_diary(tmp_path, "json")) == {"format": 2, "plans": [], "workouts": []}
    assert list(tmp_path.iterdir()) == []


def test_an_export_without_feelings_can_be_imported(data: dict[str, Any], tmp_path: Path) -> None:
    for workout in data["workouts"]:
        del workout["feelings"]
    import_json(json.dumps(data).encode(), tmp_path / "there", NOW)
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
def test_feelings_and_loads_are_exported_and_imported_unchanged(
    feelings: Feelings, loads: dict[str, str], one_workout: WorkoutCopy
) -> None:
    said = one_workout._replace(feelings=feelings, loads=loads)
    assert read_json("".join(json_text([said.plan], [said])).encode()) == (said,)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        assert merge_copy(connection, said)
        assert tuple(workout_copies(connection)) == (said,)


def first(data: dict[str, Any]) -> dict[str, Any]:
    workout: dict[str, Any] = data["workouts"][0]
    return workout


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda data: data.update(format=3),
            "format: 3 is from a newer version of hiptimer; this one reads up to 2",
        ),
        (lambda data: data.update(format="2"), "format: 2 is not valid; write 1 to 2"),
        (lambda data: data.update(more=1), "more: Extra inputs are not permitted"),
        (lambda data: data.pop("plans"), "plans: must come before workouts"),
        (lambda data: first(data).update(plan=9), r"workouts\[0\].plan: there are 2 plans"),
        (lambda data: first(data).update(id="../x"), r"workouts\[0\].id: String should match"),
        (lambda data: first(data).update(started="today"), r"workouts\[0\].started: "),
        (lambda data: first(data).update(started="2026-08-07T07:15:00"), "timezone"),
        (lambda data: first(data).update(spent_seconds=-1.0), r"workouts\[0\].spent_seconds: "),
        (lambda data: first(data).update(outcome="won"), r"workouts\[0\].outcome: "),
        (
            lambda data: first(data)["attempts"][0].update(phase=0),
            r"workouts\[0\].attempts\[0\].phase: is not an effort of its plan",
        ),
        (
            lambda data: first(data)["attempts"][0].update(seconds="ten"),
            r"workouts\[0\].attempts\[0\].seconds: Input should be a valid number",
        ),
        (
            lambda data: data["workouts"].append(first(data)),
            r"workouts\[4\].id: is also the id of workouts\[0\]",
        ),
        (
            lambda data: first(data).update(left_at=data["workouts"][3]["left_at"]),
            "an ended workout has no place to resume from",
        ),
        (lambda data: first(data)["feelings"].update(effort=11), "feelings.effort: "),
        (lambda data: first(data)["feelings"].update(pain_after=2.5), "feelings.pain_after: "),
        (lambda data: first(data)["feelings"].update(sore_side="up"), "feelings.sore_side: "),
        (
            lambda data: first(data)["feelings"].update(note="fine\x1b[2J"),
            r"feelings.note: has the control character U\+001B as character 5",
        ),
        (lambda data: first(data)["loads"].update(squat="8\nkg"), "loads.squat: has a line break"),
        (lambda data: data["plans"][0].update(efforts=[]), r"plans\[0\].efforts: "),
        (
            lambda data: data["plans"][0]["efforts"].reverse(),
            "the phases of efforts must be in increasing order",
        ),
        (lambda data: data["plans"][0]["efforts"][0].update(dose="much"), "dose: "),
    ],
)
def test_an_invalid_diary_is_refused_with_the_reason_and_not_written(
    spoil: Callable[[dict[str, Any]], None], words: str, data: dict[str, Any], tmp_path: Path
) -> None:
    read_json(json.dumps(data).encode())
    spoil(data)
    with pytest.raises(BadDiary, match=words):
        import_json(json.dumps(data).encode(), tmp_path / "there", NOW)
    assert not (tmp_path / "there").exists()


def plan_in(data: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = data["plans"][0]
    return plan


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        *(
            (
                lambda data, key=key, when=when: first(data).update({key: when}),
                f"workouts[0].{key}: is not between the years 1970 and 3000",
            )
            for key in ("started", "ended")
            for when in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
        ),
        (
            lambda data: data["workouts"][3]["left_at"].update(marked="9999-12-31T00:00:00+00:00"),
            "workouts[3].left_at.marked: is not between the years",
        ),
        (
            lambda data: first(data).update(spent_seconds=4_294_968.0),
            "workouts[0].spent_seconds: Input should be less than or equal to 4294967",
        ),
        (
            lambda data: first(data)["attempts"][0].update(reps=65_536),
            "workouts[0].attempts[0].reps: Input should be less than or equal to 65535",
        ),
        (
            lambda data: plan_in(data).update(choices={"sets": "many"}),
            "plans[0].choices: sets: write a whole number from 1 up",
        ),
        (
            lambda data: plan_in(data)["choices"].update(picks={"squat.time": []}),
            "plans[0].choices: picks: write numbers from 0 up or texts",
        ),
        (
            lambda data: plan_in(data)["choices"].update(without="squat"),
            "plans[0].choices: without: write a list of the ids of exercises",
        ),
        (
            lambda data: plan_in(data)["choices"].update(more=1),
            'plans[0].choices: unknown key "more"; remove it',
        ),
        (
            lambda data: plan_in(data).update(document={"title": "Trial"}),
            'plans[0].document: write a circuit like {"title": "…", "exercise": [{"name": "…"}]}',
        ),
        (
            lambda data: plan_in(data)["document"]["exercise"].append("squat"),
            'plans[0].document: exercise[4]: write a table like {"name": "…"}',
        ),
        (
            lambda data: plan_in(data)["document"].update(tip="\x1b[2J"),
            "plans[0].document: tip: has the control character U+001B as character 1; remove it",
        ),
        (
            lambda data: plan_in(data)["document"].update(sets=2**60),
            "plans[0].document: sets: a huge number is not a number that a circuit can have",
        ),
        *(
            (
                lambda data, key=key: plan_in(data).update({key: "a\N{RIGHT-TO-LEFT OVERRIDE}b"}),
                f"plans[0].{key}: has the control character U+202E as character 2; remove it",
            )
            for key in ("circuit", "title")
        ),
        *(
            (
                lambda data, key=key: plan_in(data)["efforts"][0].update({key: "a\x1b[2J"}),
                f"plans[0].efforts[0].{key}: has the control character U+001B as character 2",
            )
            for key in ("exercise", "title", "variant")
        ),
        (
            lambda data: first(data).update(loads={"\x1b[2J": "8 kg"}),
            "has the control character U+001B as character 1; remove it",
        ),
    ],
)
def test_a_value_that_readers_cannot_handle_is_refused_with_its_place(
    spoil: Callable[[dict[str, Any]], None], words: str, data: dict[str, Any], tmp_path: Path
) -> None:
    spoil(data)
    with pytest.raises(BadDiary, match=re.escape(words)) as raised:
        import_json(json.dumps(data).encode(), tmp_path / "there", NOW)
    assert str(raised.value).isprintable()
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("when", ["1970-01-01T00:00:00+00:00", "2999-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_start_that_are_imported_can_be_read(
    when: str, data: dict[str, Any], tmp_path: Path
) -> None:
    first(data).update(started=when)
    import_json(json.dumps(data).encode(), tmp_path / "there", NOW)
    assert when in export_diary(tmp_path / "there", "json").decode()
    for form in ("csv", "jrnl"):
        assert export_diary(tmp_path / "there", form)


def test_the_copy_of_every_circuit_that_ships_is_exported_and_imported(tmp_path: Path) -> None:
    for entry in entries():
        assert entry.circuit
        several_lines = replace(entry.circuit, about="One line.\nAnother.")
        plan = Plan(several_lines, entry.id, default_choices(several_lines))
        past.keep(tmp_path, past.workout(plan))
    data = json.loads(export_diary(tmp_path, "json"))
    assert all(plan["document"] and plan["choices"] for plan in data["plans"])
    read_json(json.dumps(data).encode())


def test_the_copy_of_a_circuit_with_blocks_is_exported_and_imported(tmp_path: Path) -> None:
    whole_workout(tmp_path, in_blocks())
    text = export_diary(tmp_path, "json")
    (plan,) = json.loads(text)["plans"]
    assert [it["id"] for it in plan["document"]["block"]] == ["main", "cool-down"]
    assert [(it["block"], it["target_reps"]) for it in plan["efforts"]][-2:] == [
        ("main", 20),
        ("cool-down", None),
    ]
    assert import_json(text, tmp_path / "there", NOW) == (1, 0, None)
    assert export_diary(tmp_path / "there", "json") == text


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([{}], 'block[0]: write a block like {"title": "…", "exercise": [{"name": "…"}]}'),
        ([{"title": "", "exercise": [1]}], "block[0].exercise[0]: write a table like"),
    ],
)
def test_a_copy_with_unreadable_blocks_is_refused(blocks: list[object], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        check_document({"title": "Trial", "block": blocks})


NESTED = '{"title": "", "exercise": [{"name": ""}], "a": ' + "[" * 900 + "]" * 900 + "}"


@pytest.mark.parametrize(
    "kept",
    ["not JSON", "[]", "{}", '{"title": 7}', '{"sets": NaN}', "[" * 5000, '"\\u001b"', NESTED],
)
def test_a_diary_with_a_damaged_copy_of_a_circuit_is_exported_and_imported(
    kept: str, tmp_path: Path
) -> None:
    whole_workout(tmp_path)
    with closing(sqlite3.connect(tmp_path / "diary.db")) as connection:
        connection.execute("UPDATE circuit SET document = ?", (kept,))
        connection.execute("UPDATE plan SET choices = ?", (kept,))
        connection.commit()
    text = export_diary(tmp_path, "json")
    assert import_json(text, tmp_path / "there", NOW) == (1, 0, None)
    assert export_diary(tmp_path / "there", "json") == text


@pytest.mark.parametrize("text", [b"", b"[", b"\xff\xfe", b"[]", b"null", b"[" * 10_000])
def test_text_that_is_not_a_json_object_is_refused(text: bytes) -> None:
    with pytest.raises(BadDiary):
        read_json(text)


@pytest.mark.parametrize("member", ['"format": 1', '"plans": []', '"workouts": []'])
def test_a_duplicate_member_is_refused(member: str) -> None:
    text = f'{{"format": 1, "plans": [], "workouts": [], {member}}}'
    with pytest.raises(BadDiary, match=r"^\w+: appears twice; keep one of them$"):
        read_json(text.encode())


def test_a_file_that_cannot_be_read_to_its_end_is_not_imported() -> None:
    # Nothing is mapped at the start of the memory, so that it cannot be read there.
    with (
        Path("/proc/self/mem").open("rb") as file,
        pytest.raises(BadDiary, match=r"^cannot be read: input/output error$"),
    ):
        list(json_reading.read_json(file))


def test_if_one_workout_cannot_be_written_none_is(data: dict[str, Any], tmp_path: Path) -> None:
    diary = Diary(tmp_path / "there", lambda: MORNING)
    diary.close()
    with closing(sqlite3.connect(tmp_path / "there" / "diary.db")) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON workout WHEN (SELECT count(*) FROM workout) = 2"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.commit()
    with pytest.raises(sqlite3.Error, match="full"):
        import_json(json.dumps(data).encode(), tmp_path / "there", NOW)
    assert everything_in(tmp_path / "there")["workout"] == []
    assert everything_in(tmp_path / "there")["plan"] == []
