from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MESSY = """\
# Two for the hips.
[[exercise]]
reps=8 # slowly
name='March'
"""
TIDY = """\
title = "Two"

# Two for the hips.
[[exercise]]
name = 'March'
reps = 8 # slowly
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.toml"
    path.write_text(f'title="Two"\n{MESSY}')
    return path


def fmt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["fmt", *map(str, arguments)], prog_name="hiptimer")


def test_a_file_is_rewritten_once(messy: Path) -> None:
    first, second = fmt(messy), fmt(messy)
    assert messy.read_text() == TIDY
    assert (first.exit_code, first.output) == (0, f"{messy}: rewritten\n")
    assert (second.exit_code, second.output) == (0, f"{messy}: OK\n")


def test_check_names_the_files_that_differ_and_changes_nothing(messy: Path) -> None:
    before = messy.read_bytes()
    tidy = messy.with_name("tidy.toml")
    tidy.write_text(TIDY)
    checked = fmt("--check", tidy, messy)
    assert checked.exit_code == 1
    assert checked.output == (
        f"{tidy}: OK\n{messy}: not in normal form; hiptimer fmt rewrites it\n"
    )
    assert messy.read_bytes() == before
    assert fmt("--check", tidy).exit_code == 0


def test_a_faulty_file_is_refused_with_its_problems_and_the_others_are_rewritten(
    messy: Path,
) -> None:
    faulty = messy.with_name("faulty.toml")
    faulty.write_text('title="Two"\nrests=3\n[[exercise]]\nname="March"\n')
    before = faulty.read_bytes()
    result = fmt(faulty, messy)
    assert result.exit_code == 2
    assert f"{faulty}:2: unknown key" in result.stderr
    assert f"{faulty}:3: no dose" in result.stderr
    assert faulty.read_bytes() == before
    assert messy.read_text() == TIDY


@pytest.mark.parametrize("content", [b"title = ", b"\xff", b"title = 1\ntitle = 2\n"])
def test_a_file_other_than_toml_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    result = fmt(path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}:")
    assert path.read_bytes() == content


def test_a_missing_file_and_a_figure_are_refused(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    figure = tmp_path / "figures" / "march.toml"
    figure.write_text("height = 1\n")
    result = fmt(tmp_path / "none.toml", figure)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{tmp_path / 'none.toml'}: cannot be read: no such file or directory\n"
        f"{figure}: this is a figure; only circuit files have a normal form\n"
    )


def test_the_file_keeps_its_permissions_and_a_link_stays_a_link(messy: Path) -> None:
    messy.chmod(0o640)
    link = messy.with_name("link.toml")
    link.symlink_to(messy)
    assert fmt(link).exit_code == 0
    assert link.is_symlink()
    assert messy.read_text() == TIDY
    assert messy.stat().st_mode & 0o777 == 0o640
    assert sorted(it.name for it in messy.parent.iterdir()) == ["link.toml", "messy.toml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_reported(messy: Path) -> None:
    messy.chmod(0o400)
    result = fmt(messy)
    assert result.exit_code == 2
    assert result.stderr == f"{messy} cannot be written: permission denied\n"


def test_line_breaks_of_windows_are_kept_and_a_byte_order_mark_is_removed(messy: Path) -> None:
    windows = messy.read_text().replace("\n", "\r\n")
    messy.write_bytes(b"\xef\xbb\xbf" + windows.encode())
    assert fmt(messy).output == f"{messy}: rewritten\n"
    assert messy.read_bytes() == TIDY.replace("\n", "\r\n").encode()
    assert fmt("--check", messy).exit_code == 0


def test_mixed_line_breaks_become_like_the_first_one(messy: Path) -> None:
    messy.write_bytes(b'title = "Two"\nabout = """\r\nOne.\r\n"""\r\n' + MESSY.encode())
    before = tomllib.loads(messy.read_bytes().decode())
    assert fmt(messy).exit_code == 0
    assert b"\r" not in messy.read_bytes()
    assert tomllib.loads(messy.read_text()) == before
