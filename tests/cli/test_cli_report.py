"""`hiptimer report`: the file of the page, its permissions, and the messages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.foundation.folders import user_data
from tests.diary.days import MORNING
from tests.diary.past import keep, squats, workout
from tests.programs import hiptimer

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["report", *arguments])


def keep_three_mornings() -> None:
    plan = squats()
    keep(user_data(), *(workout(plan, MORNING + timedelta(days=day)) for day in range(-3, 0)))


def test_the_page_is_in_the_current_folder_and_only_the_owner_may_read_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiptimer.cli.commands.report.date_and_time", lambda: MORNING)
    keep_three_mornings()
    ended = report()
    assert (ended.exit_code, ended.output) == (0, "report.html: 3 workouts\n")
    page = home / "report.html"
    assert "4 Aug – 7 Aug 2026" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600


def test_a_report_without_workouts_says_so() -> None:
    assert report().output == "report.html: No workouts yet\n"
    since = report("--since", "2026-09-01").output
    assert since == "report.html: No workouts since 2026-09-01\n"


def test_since_limits_the_report(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiptimer.cli.commands.report.date_and_time", lambda: MORNING)
    keep_three_mornings()
    day = (MORNING - timedelta(days=1)).astimezone().date()
    assert report("--since", f"{day}", "-o", "june.html").output == "june.html: 1 workout\n"
    assert (home / "june.html").exists()


def test_a_page_on_stdout_has_no_other_output() -> None:
    page = CliRunner().invoke(cli, ["report", "-o", "-"]).stdout_bytes
    assert page.startswith(b"<!doctype html>")
    assert page.endswith(b"</html>\n")
    assert not user_data().exists()


def test_a_page_that_cannot_be_written_is_reported() -> None:
    ended = report("-o", "none/report.html")
    assert ended.exit_code == 2
    assert ended.output == "none/report.html cannot be written: no such file or directory\n"


def test_an_unreadable_diary_writes_no_page(home: Path) -> None:
    user_data().mkdir(parents=True)
    (user_data() / "diary.db").write_bytes(b"no database " * 100)
    ended = report()
    assert ended.exit_code == 1
    assert "The diary cannot be read: file is not a database." in ended.output
    assert not (home / "report.html").exists()


def test_the_program_finds_its_style_sheet_from_any_folder(home: Path) -> None:
    ended = hiptimer("report", "-o", "-", home=home)
    assert ended.returncode == 0, ended.stderr
    assert "@page" in ended.stdout
