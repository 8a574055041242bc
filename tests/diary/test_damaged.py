"""A diary with damaged rows: intact rows are read, and damaged ones are reported once."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import queries, unfinished
from hiptimer.diary.database import FILE_NAME, open_to_read, open_to_write
from hiptimer.diary.stored_choices import NoPlan, read_choices, require_offered
from hiptimer.diary.unreadable import UNREADABLE, skipped_words, unreadable_words
from hiptimer.foundation.folders import user_data
from hiptimer.history.logbook import Logbook
from hiptimer.history.reading import read_history
from hiptimer.history.wording import history_lines
from hiptimer.plan.feelings import Feelings
from hiptimer.session.session_diary import SessionDiary
from tests.conftest import circuit, exercise, timed
from tests.diary.days import (
    EVER,
    MORNING,
    Day,
    only_details,
    recorded,
    stretches,
    whole_workout,
    workout_on,
)
from tests.diary.past import attempts_at, keep, open_diary, squats, workout
from tests.programs import SHORT_CIRCUIT, hiptimer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FELT = Feelings(pain_before=3, pain_after=1, note="fine")
NOT_READ = "diary: 1 workout could not be read (2026-08-07 07:15)"
NOT_WHOLE = "diary: 1 workout could be read only in part (2026-08-07 07:15)"


def three_workouts(folder: Path) -> None:
    """Keep a workout on each of three days; the first has a plan of its own."""
    keep(folder, workout(squats(), feelings=FELT, loads={"squat": "8 kg"}))
    for days in (1, 2):
        workout_on(folder, days)


def edit(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


BAD_TIMES = (
    "workout SET started_at = 1e300",
    "workout SET started_at = 'today'",
    "workout SET utc_offset_seconds = 86400.0",
)


@pytest.mark.parametrize(
    "change",
    [
        *BAD_TIMES,
        "workout SET utc_offset_seconds = 7200.5",
        "workout SET ended_at = -1e18",
        "workout SET outcome = 'won'",
        "workout SET spent_seconds = 9e999",
        "workout SET spent_seconds = x'00'",
        "workout SET key = '../../escaped'",
        "workout SET plan_id = 77",
        "effort SET dose = 'much'",
        "effort SET title = x'ff'",
        "effort SET set_number = 'two'",
        "effort SET target_seconds = -1",
        "circuit SET title = x'ff'",
        "plan SET choices = x'7b7d'",
    ],
)
def test_a_workout_that_cannot_be_read_is_skipped_and_named(change: str, tmp_path: Path) -> None:
    three_workouts(tmp_path)
    its = "plan_id = 1" if change.startswith("effort") else "id = 1"
    edit(tmp_path, f"UPDATE {change} WHERE {its}")
    assert len(recorded(tmp_path)) == 2
    (said,) = skipped_words(tmp_path)
    when = "1 at an unknown time" if change in BAD_TIMES else "2026-08-07 07:15"
    assert said == f"diary: 1 workout could not be read ({when})"
    contents = Logbook(tmp_path, lambda: MORNING).contents()
    assert (len(contents.workouts), contents.skipped) == (2, said)


@pytest.mark.parametrize(
    "change",
    [
        r"attempt SET ended_by = 'cloc' || char(23)",
        "attempt SET phase = -1",
        "attempt SET seconds = 'ten'",
        "attempt SET reps = 0.5",
        "attempt SET ended_at_seconds = 9e999",
        "load SET load = x'ff'",
        "feelings SET pain_before = 11",
        "feelings SET sore_side = 'up'",
        "feelings SET note = x'ff'",
        "feelings SET asked_next_morning = 7",
    ],
)
def test_the_rest_of_a_workout_with_a_damaged_row_is_read(change: str, tmp_path: Path) -> None:
    three_workouts(tmp_path)
    edit(tmp_path, f"UPDATE {change} WHERE workout_id = 1")
    assert len(recorded(tmp_path)) == 3
    assert skipped_words(tmp_path) == [NOT_WHOLE]
    assert len([list(history_lines(it)) for it in read_history(tmp_path)]) == 3


def test_many_unreadable_workouts_are_reported_in_one_line(tmp_path: Path) -> None:
    for days in range(6):
        workout_on(tmp_path, days)
    edit(
        tmp_path,
        "UPDATE workout SET outcome = 'won' WHERE id < 6",
        "UPDATE workout SET started_at = 'once' WHERE id = 1",
    )
    (said,) = skipped_words(tmp_path)
    assert said == (
        "diary: 5 workouts could not be read (2026-08-08 07:15, 2026-08-09 07:15, 2026-08-10 07:15,"
        " 1 more, 1 at an unknown time)"
    )


def test_an_intact_diary_reports_nothing(tmp_path: Path) -> None:
    assert skipped_words(tmp_path) == []
    three_workouts(tmp_path)
    assert skipped_words(tmp_path) == []


def test_a_damaged_row_does_not_move_the_diary_aside(tmp_path: Path) -> None:
    three_workouts(tmp_path)
    edit(tmp_path, "UPDATE workout SET outcome = 'won' WHERE id = 1")
    assert whole_workout(tmp_path).diary.trouble is None
    assert len(recorded(tmp_path)) == 3


def test_control_characters_in_the_diary_are_replaced_when_read(tmp_path: Path) -> None:
    three_workouts(tmp_path)
    edit(
        tmp_path,
        "UPDATE circuit SET title = 'a' || char(27) || '[2J' || char(8238) || 'b'",
        "UPDATE effort SET title = CAST(x'61ff62' AS TEXT)",
    )
    replaced = "\N{REPLACEMENT CHARACTER}"
    assert {it.title for it in recorded(tmp_path)} == {f"a{replaced}[2J{replaced}b"}
    (done, *_) = read_history(tmp_path)
    assert {it.title for it in done.efforts} == {f"a{replaced}b"}


def flip(folder: Path, old: bytes, new: bytes) -> None:
    path = folder / FILE_NAME
    kept = path.read_bytes()
    assert old in kept
    path.write_bytes(kept.replace(old, new, 1))


def damage_a_name_in_the_schema(folder: Path) -> None:
    flip(folder, b"CREATE TABLE workout (", b"CREATE TABLE wor\xebout (")


def rename_a_column(folder: Path) -> None:
    flip(folder, b"spent_seconds REAL", b"spent_secondz REAL")


def remove_a_key(folder: Path) -> None:
    flip(folder, b"id INTEGER PRIMARY KEY", b"id INTEGER            ")


def set_version(version: int, folder: Path) -> None:
    path = folder / FILE_NAME
    kept = bytearray(path.read_bytes())
    kept[60:64] = struct.pack(">i", version)
    path.write_bytes(kept)


@pytest.mark.parametrize(
    "damage",
    [
        damage_a_name_in_the_schema,
        rename_a_column,
        remove_a_key,
        lambda folder: set_version(0, folder),
        lambda folder: set_version(-5, folder),
        lambda folder: edit(folder, "DROP TABLE feelings"),
    ],
)
def test_a_diary_with_a_damaged_schema_is_moved_aside(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    three_workouts(tmp_path)
    damage(tmp_path)
    diary = SessionDiary(tmp_path, lambda: MORNING)
    assert diary.last_time(squats().circuit, "trial").choices in (None, squats().choices)
    assert diary.last_interrupted() is None
    day = whole_workout(tmp_path)
    assert day.diary.trouble
    assert "diary-damaged-1.db, and a new one begins" in day.diary.trouble
    assert len(recorded(tmp_path)) == 1


def test_an_sqlite_message_with_damaged_bytes_is_reported_in_words(tmp_path: Path) -> None:
    three_workouts(tmp_path)
    damage_a_name_in_the_schema(tmp_path)
    with pytest.raises(UNREADABLE) as raised, open_to_read(tmp_path):
        pass
    assert unreadable_words(raised.value).startswith("The diary cannot be read: ")


def test_doing_a_damaged_plan_again_repairs_it(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    before = only_details(tmp_path)
    edit(
        tmp_path,
        "UPDATE effort SET dose = 'much'",
        "UPDATE circuit SET title = x'ff'",
        "UPDATE plan SET choices = 7",
    )
    assert recorded(tmp_path) == ()
    whole_workout(tmp_path)
    assert len(recorded(tmp_path)) == 2
    with open_diary(tmp_path) as connection:
        assert queries.details(connection, before.workout) == before


def test_a_workout_can_be_deleted_next_to_an_unreadable_one(tmp_path: Path) -> None:
    three_workouts(tmp_path)
    edit(tmp_path, "UPDATE workout SET outcome = 'won' WHERE id = 1")
    logbook = Logbook(tmp_path, lambda: MORNING)
    logbook.delete(logbook.contents().workouts[0])
    assert len(recorded(tmp_path)) == 1
    assert skipped_words(tmp_path) == [NOT_READ]
    assert logbook.restore()
    assert len(recorded(tmp_path)) == 2


@pytest.mark.parametrize(
    "choices",
    [
        *("", "7", "[]", "{}", "not JSON", "[" * 5000, '{"sets": NaN, "picks": {}, "without": []}'),
        *(
            f'{{"sets": {sets}, "picks": {picks}, "without": {without}}}'
            for sets, picks, without in (
                ('"many"', "{}", "[]"),
                ("true", "{}", "[]"),
                ("1e999", "{}", "[]"),
                ("1", "[]", "[]"),
                ("1", '{"stretch.time": null}', "[]"),
                ("1", "{}", "{}"),
                ("1", "{}", "[7]"),
            )
        ),
    ],
)
def test_unreadable_choices_are_ignored(choices: str, tmp_path: Path) -> None:
    whole_workout(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("UPDATE plan SET choices = ?", (choices,))
        connection.commit()
    diary = SessionDiary(tmp_path, lambda: MORNING)
    assert diary.last_time(stretches().circuit, "trial").choices is None
    assert Logbook(tmp_path, lambda: MORNING).suggestion_words("trial") == ""


@pytest.mark.parametrize(
    "change",
    [
        {"sets": 60_000},
        {"picks": {"lunge.rounds": 60_000.0}},
        {"picks": {"lunge.time": 21.0}},
        {"picks": {"lunge.time": "20s"}},
        {"picks": {"lunge.side": "up"}},
        {"picks": {"gone.time": 5.0}},
    ],
)
def test_choices_the_circuit_does_not_offer_make_no_plan(change: dict[str, object]) -> None:
    trial = circuit(exercise("lunge", timed(10, 20), sides="each"))
    kept = read_choices({"sets": 1, "picks": {}, "without": []} | change)
    with pytest.raises(NoPlan):
        require_offered(trial, kept)


def interrupt_in_the_middle(folder: Path) -> None:
    day = Day(folder)
    day.workout.start()
    day.until(42.0)
    day.workout.interrupt()
    day.close()


@pytest.mark.parametrize(
    "change",
    [
        "place SET phase = 99",
        "place SET phase = 0.5",
        "place SET phase_seconds = NULL",
        "place SET phase_seconds = 4e6",
        "place SET elapsed_seconds = 'some'",
        "place SET heard = -1",
        "place SET marked_at = 9e999",
        "workout SET outcome = 'finished'",
        "circuit SET document = '[]'",
        "circuit SET document = replace(document, 'Stretch', '')",
        "plan SET choices = '{}'",
        "plan SET digest = 'another'",
    ],
)
def test_a_workout_that_cannot_be_resumed_is_not_offered(change: str, tmp_path: Path) -> None:
    interrupt_in_the_middle(tmp_path)
    diary = SessionDiary(tmp_path, lambda: MORNING + timedelta(minutes=20))
    assert diary.last_interrupted()
    edit(tmp_path, f"UPDATE {change}")
    assert diary.last_interrupted() is None


def test_an_attempt_at_a_nonexistent_effort_is_not_read(tmp_path: Path) -> None:
    plan = squats()
    keep(tmp_path, workout(plan, attempts=attempts_at(plan)))
    (first, *_) = only_details(tmp_path).attempts
    edit(tmp_path, f"UPDATE attempt SET phase = 60000 WHERE phase = {first.index}")
    assert first.index not in {it.index for it in only_details(tmp_path).attempts}
    assert unfinished.interrupted_workouts(tmp_path, EVER) == ()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "short.toml").write_text(SHORT_CIRCUIT)
    three_workouts(user_data())
    return tmp_path


def test_the_program_starts_and_reports_an_unreadable_workout_once(home: Path) -> None:
    edit(
        user_data(),
        "UPDATE attempt SET ended_by = 'cloc\x17'",
        "UPDATE workout SET outcome = 1 WHERE id = 1",
    )
    ended = hiptimer(
        "run", str(home / "short.toml"), "--plain", "--sound", "off", home=home, stdin="q\n"
    )
    assert ended.returncode == 1
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said
    assert said.count(NOT_READ) == 1
    assert len(recorded(user_data())) == 3
    for arguments in (("history",), ("export", "--format", "csv"), ("history", "--json")):
        ended = hiptimer(*arguments, home=home)
        assert (ended.returncode, ended.stderr.count(NOT_READ)) == (0, 1)


def test_the_program_starts_on_a_damaged_file_and_reports_once_where_it_is_kept(home: Path) -> None:
    damage_a_name_in_the_schema(user_data())
    ended = hiptimer(
        "run", str(home / "short.toml"), "--plain", "--sound", "off", home=home, stdin="q\n"
    )
    assert ended.returncode == 1
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said
    assert said.count("diary-damaged-1.db") == 1
    assert len(recorded(user_data())) == 1


def test_a_connection_for_writing_writes_to_tables_and_not_to_views(tmp_path: Path) -> None:
    three_workouts(tmp_path)
    with closing(open_to_write(tmp_path, MORNING.timestamp()).connection) as connection:
        connection.execute("UPDATE workout SET spent_seconds = 1.0")
