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
from hiptimer.diary.whole_workouts import put_in, whole_workouts
from hiptimer.history.formats import json_file
from hiptimer.history.formats.json_file import BadDiary, json_text
from hiptimer.library.loading import entries
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.workout.workout import Workout
from tests.diary import past
from tests.diary.days import MORNING, Day, everything, stretches, whole_workout
from tests.history.formats.lives import exported, import_json, read_json, restless_life

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.diary.whole_workouts import WholeWorkout

NOW = MORNING.timestamp()


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
        day.workout.interrupt()
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
        (lambda told: first(told).update(plan=9), r"workouts\[0\].plan: there are 2 plans"),
        (lambda told: first(told).update(id="../x"), r"workouts\[0\].id: String should match"),
        (lambda told: first(told).update(started="today"), r"workouts\[0\].started: "),
        (lambda told: first(told).update(started="2026-08-07T07:15:00"), "timezone"),
        (lambda told: first(told).update(spent_seconds=-1.0), r"workouts\[0\].spent_seconds: "),
        (lambda told: first(told).update(outcome="won"), r"workouts\[0\].outcome: "),
        (
            lambda told: first(told)["attempts"][0].update(phase=0),
            r"workouts\[0\].attempts\[0\].phase: no effort of its plan",
        ),
        (
            lambda told: first(told)["attempts"][0].update(seconds="ten"),
            r"workouts\[0\].attempts\[0\].seconds: Input should be a valid number",
        ),
        (
            lambda told: told["workouts"].append(first(told)),
            r"workouts\[4\].id: workouts\[0\] has it, too",
        ),
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
        (lambda told: told["plans"][0].update(efforts=[]), r"plans\[0\].efforts: "),
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


def plan_in(told: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = told["plans"][0]
    return plan


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        *(
            (
                lambda told, key=key, when=when: first(told).update({key: when}),
                f"workouts[0].{key}: is not between the years 1970 and 3000",
            )
            for key in ("started", "ended")
            for when in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
        ),
        (
            lambda told: told["workouts"][3]["left_at"].update(marked="9999-12-31T00:00:00+00:00"),
            "workouts[3].left_at.marked: is not between the years",
        ),
        (
            lambda told: first(told).update(spent_seconds=4_294_968.0),
            "workouts[0].spent_seconds: Input should be less than or equal to 4294967",
        ),
        (
            lambda told: first(told)["attempts"][0].update(reps=65_536),
            "workouts[0].attempts[0].reps: Input should be less than or equal to 65535",
        ),
        (
            lambda told: plan_in(told).update(choices={"sets": "many"}),
            "plans[0].choices: sets: write a whole number from 1 up",
        ),
        (
            lambda told: plan_in(told)["choices"].update(picks={"squat.time": []}),
            "plans[0].choices: picks: write numbers from 0 up or texts",
        ),
        (
            lambda told: plan_in(told)["choices"].update(without="squat"),
            "plans[0].choices: without: write a list of the ids of exercises",
        ),
        (
            lambda told: plan_in(told)["choices"].update(more=1),
            'plans[0].choices: unknown key "more"; remove it',
        ),
        (
            lambda told: plan_in(told).update(document={"title": "Trial"}),
            'plans[0].document: write a circuit like {"title": "…", "exercise": [{"name": "…"}]}',
        ),
        (
            lambda told: plan_in(told)["document"]["exercise"].append("squat"),
            'plans[0].document: exercise[4]: write a table like {"name": "…"}',
        ),
        (
            lambda told: plan_in(told)["document"].update(tip="\x1b[2J"),
            "plans[0].document: tip: has the control character U+001B as character 1; remove it",
        ),
        (
            lambda told: plan_in(told)["document"].update(sets=2**60),
            "plans[0].document: sets: a huge number is not a number that a circuit can have",
        ),
        *(
            (
                lambda told, key=key: plan_in(told).update({key: "a\N{RIGHT-TO-LEFT OVERRIDE}b"}),
                f"plans[0].{key}: has the control character U+202E as character 2; remove it",
            )
            for key in ("circuit", "title")
        ),
        *(
            (
                lambda told, key=key: plan_in(told)["efforts"][0].update({key: "a\x1b[2J"}),
                f"plans[0].efforts[0].{key}: has the control character U+001B as character 2",
            )
            for key in ("exercise", "title", "variant")
        ),
        (
            lambda told: first(told).update(loads={"\x1b[2J": "8 kg"}),
            "has the control character U+001B as character 1; remove it",
        ),
    ],
)
def test_what_no_reader_could_take_is_refused_with_its_place(
    spoil: Callable[[dict[str, Any]], None], words: str, told: dict[str, Any], tmp_path: Path
) -> None:
    spoil(told)
    with pytest.raises(BadDiary, match=re.escape(words)) as raised:
        import_json(json.dumps(told).encode(), tmp_path / "there", NOW)
    assert str(raised.value).isprintable()
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("when", ["1970-01-01T00:00:00+00:00", "2999-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_start_that_are_imported_can_be_read(
    when: str, told: dict[str, Any], tmp_path: Path
) -> None:
    first(told).update(started=when)
    import_json(json.dumps(told).encode(), tmp_path / "there", NOW)
    assert when in exported(tmp_path / "there", "json").decode()
    for form in ("csv", "jrnl"):
        assert exported(tmp_path / "there", form)


def test_the_copy_of_every_circuit_that_ships_is_exported_and_imported(tmp_path: Path) -> None:
    for entry in entries():
        assert entry.circuit
        several_lines = replace(entry.circuit, about="One line.\nAnother.")
        plan = Plan(several_lines, entry.id, default_choices(several_lines))
        past.keep(tmp_path, past.workout(plan))
    told = json.loads(exported(tmp_path, "json"))
    assert all(plan["document"] and plan["choices"] for plan in told["plans"])
    read_json(json.dumps(told).encode())


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
    text = exported(tmp_path, "json")
    assert import_json(text, tmp_path / "there", NOW) == (1, 0, None)
    assert exported(tmp_path / "there", "json") == text


@pytest.mark.parametrize("text", [b"", b"[", b"\xff\xfe", b"[]", b"null", b"[" * 10_000])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(BadDiary):
        read_json(text)


@pytest.mark.parametrize("member", ['"format": 1', '"plans": []', '"workouts": []'])
def test_a_member_that_is_there_twice_is_refused(member: str) -> None:
    text = f'{{"format": 1, "plans": [], "workouts": [], {member}}}'
    with pytest.raises(BadDiary, match=r"^\w+: is there twice; keep one of them$"):
        read_json(text.encode())


def test_a_file_that_cannot_be_read_to_its_end_is_not_imported() -> None:
    # Nothing is mapped at the start of the memory, so that it cannot be read there.
    with (
        Path("/proc/self/mem").open("rb") as file,
        pytest.raises(BadDiary, match=r"^cannot be read: input/output error$"),
    ):
        list(json_file.read_json(file))


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
