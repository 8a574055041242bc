"""The commands that read or write the diary: their output and exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.foundation.folders import user_data
from tests.diary.days import MORNING, whole_workout
from tests.history.formats.exports import export_diary
from tests.programs import SHORT_CIRCUIT, environment, hiptimer
from tests.session.test_resuming import interrupt_after

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="hiptimer")


def test_history_without_a_diary_is_empty_and_says_so(home: Path) -> None:
    assert run("history").output == "No workouts yet.\n"
    since = ("--since", "2026-09-01", "--circuit", "trial")
    assert run("history", *since).output == "No workouts of trial since 2026-09-01.\n"
    assert json.loads(run("history", "--json").output) == {
        "format": 1,
        "workouts": [],
        "times_a_week": {"this_week": 0, "mean": None, "weeks": 0},
        "asymmetries": [],
    }
    assert not user_data().exists()
    assert home in user_data().parents


def test_history_lists_each_workout(home: Path) -> None:
    assert home
    whole_workout(user_data())
    first, blank, often, sides = run("history").output.splitlines()
    assert first == "2026-08-07 07:15  Trial  sets 1 of 1  complete  1:15"
    assert (blank, sides) == (
        "",
        "Stretch: comparing left and right takes 3 workouts: 1 so far",
    )
    assert " this week" in often
    (found,) = json.loads(run("history", "--json", "--circuit", "trial").output)["workouts"]
    assert (found["circuit"], found["outcome"]) == ("trial", "finished")
    assert run("history", "--circuit", "another").output == "No workouts of another yet.\n"


def test_since_begins_at_local_midnight() -> None:
    whole_workout(user_data())
    day = MORNING.astimezone().date()
    assert run("history", "--since", f"{day}").output
    next_day = f"{day + timedelta(days=1)}"
    assert run("history", "--since", next_day).output == f"No workouts since {next_day}.\n"


@pytest.mark.parametrize(
    "day", ["yesterday", "", "nan", "2026-02-30", "2026-09-01\n", "0001-01-01", "10000-01-01"]
)
def test_an_invalid_day_is_refused_with_a_valid_example(day: str) -> None:
    for command in (["history"], ["export", "--format", "csv"], ["report"]):
        ended = run(*command, "--since", day)
        assert ended.exit_code == 2
        assert ended.output.endswith(": use a date such as 2026-09-01\n")


@pytest.mark.parametrize("day", ["0001-01-02", "1969-12-31", "9999-12-31"])
def test_since_accepts_distant_days(day: str) -> None:
    whole_workout(user_data())
    for command in (["history"], ["export", "--format", "json"], ["report", "-o", "-"]):
        assert run(*command, "--since", day).exit_code == 0


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}/"])
def test_a_name_that_is_too_long_for_a_file_is_refused(name: str) -> None:
    whole_workout(user_data())
    ended = run("export", "--format", "fit", "-o", name)
    assert ended.exit_code == 2
    assert ended.output.endswith("cannot be written: file name too long\n")


def test_a_circuit_whose_name_is_not_text_has_no_workouts() -> None:
    whole_workout(user_data())
    assert run("history", "--circuit", "\udcff").exit_code == 0


def test_pain_and_loads_of_the_command_line_are_recorded(home: Path) -> None:
    short = home / "short.toml"
    short.write_text(SHORT_CIRCUIT)
    said = ("--pain", "3", "--load", "climber=heavy band, red", "--load", "squat= 8 kg ")
    ended = hiptimer("run", str(short), "--sound", "off", *said, home=home, stdin="q\n")
    assert ended.returncode == 1, ended.stderr
    assert "How much" not in ended.stdout
    assert run("history").output.splitlines()[1:-2] == [
        "    Load: heavy band, red (Climber); 8 kg (Squat)",
        "    Pain 3 before",
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["--pain", "11"], "11 is not in the range 0<=x<=10"),
        (["--load", "wings=8 kg"], '--load "wings=8 kg": write ID=TEXT with one of: stretch'),
        (["--load", "squat"], "--load squat: is empty"),
        (["--without", "squat", "--load", "squat=8 kg"], "with one of: stretch, climber\n"),
        (["--load", "squat=8\x1b[2J"], "squat: has the control character U+001B as character 2"),
        (["--load", f"squat={'x' * 61}"], "squat: has 61 characters; at most 60 are allowed"),
    ],
)
def test_invalid_pain_and_loads_are_refused_with_a_remedy(
    home: Path, said: list[str], words: str
) -> None:
    short = home / "short.toml"
    short.write_text(SHORT_CIRCUIT)
    ended = run("run", str(short), "--plain", "--sound", "off", *said)
    assert ended.exit_code == 2
    assert words in ended.output
    assert "\x1b" not in ended.output
    assert not user_data().exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_questions_follow_a_workout_in_lines_at_a_terminal(home: Path) -> None:
    short = home / "short.toml"
    short.write_text(SHORT_CIRCUIT)
    typed, terminal = os.openpty()
    arguments = ("run", str(short), "--plain", "--sound", "off")
    answers = {
        "Enter = done": b"q\ne\n",
        "How much": b"2\n",
        "How hard": b"\n",
        "Any note?": b"Fine.\n",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "hiptimer", *arguments],
        stdin=terminal,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(home),
    ) as program:
        assert program.stdout
        for line in program.stdout:
            for question in [it for it in answers if line.startswith(it)]:
                os.write(typed, answers.pop(question))
    os.close(typed)
    os.close(terminal)
    assert answers == {}
    assert program.returncode == 1
    assert run("history").output.splitlines()[1:-2] == ["    Pain 2 after", "    Note: Fine."]


def test_an_export_can_be_imported(home: Path) -> None:
    whole_workout(user_data())
    exported = run("export", "--format", "json").output
    file = home / "diary.json"
    assert run("export", "--format", "json", "-o", str(file)).output == ""
    assert file.read_text() == exported
    again = run("import", str(file))
    assert again.output == "0 workouts imported; already in the diary: 1\n"
    user_data().rename(home / "away")
    assert run("import", str(file)).output == "1 workout imported\n"
    assert run("export", "--format", "json").output == exported


@pytest.mark.parametrize("form", ["csv", "jrnl"])
def test_other_formats_go_to_stdout_or_to_a_file(home: Path, form: str) -> None:
    whole_workout(user_data())
    exported = CliRunner().invoke(cli, ["export", "--format", form]).stdout_bytes
    assert b"Trial" in exported
    run("export", "--format", form, "--output", str(home / "other"))
    assert (home / "other").read_bytes() == exported


def test_export_requires_a_known_format() -> None:
    assert run("export").exit_code == 2
    assert run("export", "--format", "xls").exit_code == 2


def test_a_file_that_cannot_be_written_or_read_is_reported(home: Path) -> None:
    ended = run("export", "--format", "csv", "-o", str(home / "none" / "diary.csv"))
    assert ended.exit_code == 2
    assert ended.output == f"{home}/none/diary.csv cannot be written: no such file or directory\n"
    ended = run("import", str(home / "none.json"))
    assert ended.exit_code == 2
    assert ended.output == f"{home}/none.json cannot be read: no such file or directory\n"


def test_a_device_or_a_file_that_is_too_large_is_not_imported(home: Path) -> None:
    path = home / "diary.json"
    path.symlink_to("/dev/zero")
    ended = run("import", str(path))
    assert ended.exit_code == 2
    assert ended.output == f"{path} is a device; a regular file is needed\n"
    path.unlink()
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    ended = run("import", str(path))
    assert ended.exit_code == 2
    assert ended.output == f"{path} is larger than 1024 MiB\n"


def test_a_diary_can_be_imported_from_a_pipe() -> None:
    receiving, sending = os.pipe()
    os.write(sending, b'{"format": 1, "plans": [], "workouts": []}')
    os.close(sending)
    ended = run("import", f"/dev/fd/{receiving}")
    os.close(receiving)
    assert ended.output == "0 workouts imported\n"


def test_a_pipe_with_too_much_data_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiptimer.history.formats.importing.LARGEST_FILE_BYTES", 1024)
    receiving, sending = os.pipe()
    os.write(sending, b" " * 1025)
    os.close(sending)
    ended = run("import", f"/dev/fd/{receiving}")
    os.close(receiving)
    assert ended.exit_code == 2
    assert ended.output == f"/dev/fd/{receiving} is larger than 1 KiB\n"
    assert not user_data().exists()


@pytest.mark.parametrize("form", ["json", "csv", "jrnl", "fit"])
def test_an_export_reports_skipped_workouts_once(home: Path, form: str) -> None:
    for _ in range(2):
        whole_workout(user_data())
    with closing(sqlite3.connect(user_data() / "diary.db")) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE workout SET spent_seconds = -1 WHERE id = 1")
        connection.commit()
    ended = run("export", "--format", form, "-o", str(home / "exported"))
    assert ended.exit_code == 0
    assert ended.output == f"diary: 1 workout could not be read ({MORNING:%Y-%m-%d %H:%M})\n"
    assert (home / "exported").stat().st_size


def test_an_incomplete_export_is_refused_in_one_line(home: Path) -> None:
    (home / "diary.json").write_text('{"format": 1, "plans": []}')
    ended = run("import", str(home / "diary.json"))
    assert ended.exit_code == 2
    assert ended.output == (f"{home}/diary.json: workouts: Field required; nothing was imported\n")
    assert not user_data().exists()


def test_an_import_is_refused_whole_with_the_place_in_the_file(home: Path) -> None:
    whole_workout(home / "there")
    exported = json.loads(export_diary(home / "there", "json"))
    exported["workouts"][0]["started"] = "0001-01-01T00:00:00+23:59"
    (home / "diary.json").write_text(json.dumps(exported))
    ended = run("import", str(home / "diary.json"))
    assert ended.exit_code == 2
    assert ended.output == (
        f"{home}/diary.json: workouts[0].started: is not between the years 1970 and 3000; "
        "nothing was imported\n"
    )
    assert run("history").output == "No workouts yet.\n"


@pytest.mark.parametrize("arguments", [("history",), ("export", "--format", "csv"), ("resume",)])
def test_an_unreadable_diary_is_reported(arguments: tuple[str, ...]) -> None:
    user_data().mkdir(parents=True)
    (user_data() / "diary.db").write_bytes(b"no database " * 100)
    ended = run(*arguments)
    assert ended.exit_code == 1
    assert "The diary cannot be read: file is not a database." in ended.output


def test_resume_without_a_saved_workout_says_what_to_do() -> None:
    ended = run("resume")
    assert ended.exit_code == 2
    assert ended.output == "no saved workout to resume; `hiptimer run` starts one\n"


@pytest.mark.slow
def test_a_workout_in_lines_resumes_at_its_place_and_is_recorded(home: Path) -> None:
    folder = user_data()
    interrupt_after(folder, 74.5)
    # Interrupted a minute ago by the real wall clock, too.
    _move_to_now(folder)
    ended = hiptimer("resume", "--plain", "--sound", "off", home=home)
    assert ended.returncode == 0, ended.stderr
    assert "Resuming: Trial, set 1, Stretch, right" in ended.stdout
    assert "Workout complete: 2 of 2 efforts in 1:25" in ended.stdout
    assert "complete  1:25" in run("history").output


def _move_to_now(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "diary.db")) as connection:
        connection.execute("UPDATE place SET marked_at = ?", (datetime.now(UTC).timestamp() - 60,))
        connection.commit()


def test_a_workout_in_lines_is_recorded_and_a_rehearsal_is_not(home: Path) -> None:
    short = home / "short.toml"
    short.write_text(SHORT_CIRCUIT)
    rehearsed = hiptimer(
        "run", str(short), "--plain", "--sound", "off", "--speed", "100", home=home
    )
    assert rehearsed.returncode == 0
    assert "Rehearsal: not recorded" in rehearsed.stdout
    assert not user_data().exists()
    stopped = hiptimer("run", str(short), "--plain", "--sound", "off", home=home, stdin="q\ne\n")
    assert stopped.returncode == 1
    assert "Short of everything  sets 0 of 1  no effort done" in run("history").output
