"""`hiptimer export --format fit`: one workout per file, and the refusals."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.foundation.folders import user_data
from tests.conftest import exercise, timed
from tests.diary.days import MORNING, Day, plan_of, whole_workout
from tests.diary.past import keep, squats, workout
from tests.history.formats.test_fit_file import only, titles_of_sets
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


def export(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--format", "fit", *arguments])


def keep_three_mornings() -> None:
    plan = squats()
    keep(user_data(), *(workout(plan, MORNING + timedelta(days=day)) for day in range(3)))


def test_one_workout_is_one_file_that_only_the_owner_may_read(home: Path) -> None:
    whole_workout(user_data())
    file = home / "hips.fit"
    ended = export("-o", str(file))
    assert (ended.exit_code, ended.output) == (0, "")
    assert titles_of_sets(file.read_bytes()) == ["Stretch, left", "Stretch, right"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert export().stdout_bytes == file.read_bytes()


@pytest.mark.parametrize("folder", ["fits/", "far/away/"])
def test_each_workout_has_its_own_file_in_a_folder(home: Path, folder: str) -> None:
    keep_three_mornings()
    ended = export("-o", f"{home}/{folder}")
    assert (ended.exit_code, ended.output) == (0, f"3 workouts written to {home}/{folder}\n")
    files = sorted((home / folder).iterdir())
    assert [file.name for file in files] == [
        "2026-08-07-0715-trial.fit",
        "2026-08-08-0715-trial.fit",
        "2026-08-09-0715-trial.fit",
    ]
    starts = [only(file.read_bytes(), "session")["start_time"] for file in files]
    assert starts == [MORNING + timedelta(days=day) for day in range(3)]
    assert (home / folder).stat().st_mode & 0o777 == 0o700
    assert export("-o", f"{home}/{folder}").exit_code == 0
    assert sorted((home / folder).iterdir()) == files


def test_an_existing_folder_needs_no_slash(home: Path) -> None:
    keep_three_mornings()
    day = (MORNING + timedelta(days=2)).astimezone().date()
    assert export("--since", f"{day}", "-o", str(home)).output == f"1 workout written to {home}\n"
    assert (home / "2026-08-09-0715-trial.fit").exists()


def test_two_workouts_of_the_same_minute_have_different_names(home: Path) -> None:
    plan = squats()
    keep(user_data(), *(workout(plan, MORNING.replace(second=second)) for second in (3, 40)))
    export("-o", f"{home}/fits/")
    assert sorted(file.name for file in (home / "fits").iterdir()) == [
        "2026-08-07-0715-trial-2.fit",
        "2026-08-07-0715-trial.fit",
    ]


def test_several_workouts_are_refused_for_one_file(home: Path) -> None:
    keep_three_mornings()
    for output in ([], ["-o", str(home / "hips.fit")]):
        ended = export(*output)
        assert ended.exit_code == 2
        assert ended.output == (
            "a FIT file holds one workout, not 3: use -o FOLDER/ to write one file per workout, or "
            "--since YYYY-MM-DD to skip older workouts\n"
        )
    assert not (home / "hips.fit").exists()


def test_an_unfinished_or_empty_workout_is_not_exported(home: Path) -> None:
    none = "no workout to export: none has ended with an effort done\n"
    assert (export().exit_code, export().output) == (2, none)
    interrupt_after(user_data(), 74.5)
    day = Day(user_data(), plan_of(exercise("stretch", timed(30.0))))
    day.workout.start()
    day.at(5.0, lambda it: it.stop())
    day.close()
    assert (export().exit_code, export().output) == (2, none)
    assert export("-o", f"{home}/fits/").output == f"0 workouts written to {home}/fits/\n"
    assert not (home / "fits").exists()


def test_without_the_library_one_line_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole_workout(user_data())
    needing = "fit_tool", "hiptimer.history.formats.fit", "hiptimer.cli.fit_export"
    for name in [it for it in sys.modules if it.startswith(needing)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    ended = export()
    assert ended.exit_code == 2
    assert ended.output == "FIT files need another library: pip install 'hiptimer[fit]'\n"


def test_a_workout_before_the_time_range_of_fit_is_reported() -> None:
    keep(user_data(), workout(squats(), MORNING.replace(year=1971)))
    ended = export()
    assert ended.exit_code == 2
    assert ended.output == "a FIT file cannot hold a workout on 1971-08-07\n"


def test_a_folder_that_cannot_be_created_is_reported(home: Path) -> None:
    keep_three_mornings()
    (home / "taken").write_text("")
    ended = export("-o", f"{home}/taken/")
    assert ended.exit_code == 2
    assert "taken/2026-08-07-0715-trial.fit cannot be written: " in ended.output
