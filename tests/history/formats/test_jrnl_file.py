from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.plan.feelings import Feelings
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold
from tests.diary.days import MORNING, Day, plan_of, whole_workout
from tests.diary.past import attempts_at, keep, workout
from tests.history.formats.exports import export_diary

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ""
encrypt: false
highlight: false
indent_character: "|"
journals: {default: {journal: JOURNAL}}
linewrap: 79
tagsymbols: "@"
template: false
timeformat: "%F %H:%M"
version: "v4.6"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with an empty journal."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "journal.txt").write_text("")
    journal = json.dumps(str(folder / "journal.txt"))
    (folder / "settings.yaml").write_text(SETTINGS.replace("JOURNAL", journal))
    return folder


def jrnl(home: Path, *arguments: str) -> str:
    """Run the real jrnl."""
    run = subprocess.run(
        [sys.executable, "-m", "jrnl", "--config-file", str(home / "settings.yaml"), *arguments],
        env={"HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def import_into_jrnl(home: Path, text: bytes) -> list[dict[str, Any]]:
    """Import `text` into jrnl, and return the entries that another run lists."""
    (home / "export.txt").write_bytes(text)
    jrnl(home, "--import", "--file", str(home / "export.txt"))
    entries: list[dict[str, Any]] = json.loads(jrnl(home, "--format", "json"))["entries"]
    return entries


def test_each_workout_is_an_entry_oldest_first(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(12.0, 90.0), sides="each")))
    day.wall.shown = MORNING + timedelta(days=1)
    day.workout.start()
    day.at(10 + 20.0, Workout.done)
    day.until(40.0)
    day.workout.stop()
    day.close()
    assert export_diary(tmp_path, "jrnl").decode() == (
        "[2026-08-07 07:15] Trial, sets 1 of 1, complete, 1:15\n"
        "@hiptimer\n"
        "\n"
        "[2026-08-08 07:15] Trial, sets 1 of 1, ended early (1 of 2 efforts complete), 0:40\n"
        "Squat: left 20s; right 5s\n"
        "@hiptimer\n"
    )


def test_without_a_diary_there_is_no_entry(tmp_path: Path) -> None:
    assert export_diary(tmp_path, "jrnl") == b""


def test_jrnl_imports_an_export_only_once(tmp_path: Path, home: Path) -> None:
    plan = plan_of(exercise("squat", open_hold(12.0, 90.0), sides="each"))
    felt = Feelings(3, 1, 6, sore_side="left", note="[2026-08-30 09:00] what is no entry")
    keep(
        tmp_path,
        workout(plan, feelings=felt, loads={"squat": "8 kg"}),
        workout(plan, MORNING + timedelta(days=1)),
    )
    text = export_diary(tmp_path, "jrnl")
    entries = import_into_jrnl(home, text)
    assert [(it["date"], it["time"], it["tags"]) for it in entries] == [
        ("2026-08-07", "07:15", ["@hiptimer"]),
        ("2026-08-08", "07:15", ["@hiptimer"]),
    ]
    assert entries[0]["title"] == "Trial, sets 1 of 1, complete, 20:00"
    assert entries[0]["body"].splitlines() == [
        "Squat: left 12s; right 12s",
        "Load: 8 kg (Squat)",
        "Pain 3 → 1, left side; effort 6",
        "Note: [2026-08-30 09:00] what is no entry",
        "@hiptimer",
    ]
    assert import_into_jrnl(home, text) == entries


@pytest.mark.parametrize("name", ["[2026-08-30 09:00] Squat", "[1] Squat"])
def test_an_exercise_that_looks_like_a_date_does_not_begin_an_entry(
    tmp_path: Path, home: Path, name: str
) -> None:
    plan = plan_of(exercise("squat", open_hold(12.0, 90.0), name=name), title=name)
    keep(tmp_path, workout(plan, attempts=attempts_at(plan)))
    (entry,) = import_into_jrnl(home, export_diary(tmp_path, "jrnl"))
    assert (entry["title"], entry["body"]) == (
        f"{name}, sets 1 of 1, complete, 20:00",
        f"- {name}: 12s\n@hiptimer",
    )
