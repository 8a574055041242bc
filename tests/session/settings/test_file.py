from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest

from hiptimer.session.settings.file import UnwritableSettings, initial_text, write
from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hiptimer" / "settings.toml"


def test_the_initial_file_changes_no_default() -> None:
    assert tomllib.loads(initial_text()) == {"keys": {}}


def test_uncommenting_every_default_changes_nothing(path: Path) -> None:
    path.parent.mkdir()
    lines = initial_text().splitlines()
    uncommented = [
        line[1:] if line.startswith("#") and line[1:2] != " " else line for line in lines
    ]
    path.write_text("\n".join(uncommented))
    document = tomllib.loads(path.read_text())
    assert set(document) == {*SETTINGS, "keys"}
    assert set(document["keys"]) == set(DEFAULT_KEYS)
    reading = read(path)
    assert not reading.problems
    chosen = reading.settings.keys.wished
    assert chosen == DEFAULT_KEYS
    assert all(it.value(reading.settings) == it.value(Settings()) for it in SETTINGS.values())


def test_the_first_value_creates_the_file_and_replaces_its_comment(path: Path) -> None:
    write(path, {"volume": 60})
    assert path.read_text() == initial_text().replace("\n#volume = 100", "\nvolume = 60")
    assert read(path).settings == Settings(volume=60)


def test_without_values_a_file_is_created_and_an_old_one_is_not_changed(path: Path) -> None:
    write(path, {})
    assert path.read_text() == initial_text()
    path.write_text("# mine\n")
    write(path, {})
    assert path.read_text() == "# mine\n"


def test_comments_order_and_spelling_survive(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        "# Settings of mine.\n\npitch='low'   # for the cellar\nvolume   =   30 # at night\n"
        "\n# What follows is odd.\nodd = { a = 1 }\n\n[keys] # few\nnext = [ 'x' ]\n"
    )
    write(path, {"volume": 60, "reach": 3.0, "pitch": "high"})
    assert path.read_text() == (
        '# Settings of mine.\n\npitch="high"   # for the cellar\nvolume   =   60 # at night\n'
        '\n# What follows is odd.\nodd = { a = 1 }\nreach = "3s"\n'
        "\n[keys] # few\nnext = [ 'x' ]\n"
    )


def test_an_unchanged_value_keeps_its_spelling(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("pitch = 'low'\n")
    write(path, {"pitch": "low"})
    assert path.read_text() == "pitch = 'low'\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[keys]\ndone = ["x"]\n', 'volume = 60\n[keys]\ndone = ["x"]\n'),
        ("[keys]\n#volume = 100\n", "volume = 60\n[keys]\n#volume = 100\n"),
        ("# mine\n\n# pressed\n[keys]\n", "# mine\n\nvolume = 60\n# pressed\n[keys]\n"),
        ("[[exercise]]\nname = 'A'\n", "volume = 60\n[[exercise]]\nname = 'A'\n"),
        ("a = [\n[1],\n]\n\n[keys]\n", "a = [\n[1],\n]\nvolume = 60\n\n[keys]\n"),
        ("keys.done = 'x'", "keys.done = 'x'\nvolume = 60\n"),
        ("theme = '''\n#volume = 100'''\n", "theme = '''\n#volume = 100'''\nvolume = 60\n"),
        ("# mine", "# mine\nvolume = 60\n"),
        ("", "volume = 60\n"),
        ("odd = nan\n", "odd = nan\nvolume = 60\n"),
        ("muted = 1\nvolume = 'loud'\n", "muted = 1\nvolume = 60\n"),
    ],
)
def test_a_new_setting_comes_above_the_first_table(path: Path, before: str, after: str) -> None:
    path.parent.mkdir()
    path.write_text(before)
    write(path, {"volume": 60})
    assert path.read_text() == after


@pytest.mark.parametrize("table", ["[volume]\nloud = 1\n", "[[volume]]\n[volume.more]\n"])
def test_a_setting_that_is_a_table_is_reported_and_the_file_kept(path: Path, table: str) -> None:
    path.parent.mkdir()
    path.write_text(f"# mine\n{table}")
    with pytest.raises(
        UnwritableSettings, match=r":2: volume cannot be .*replace it with volume = 60 above"
    ):
        write(path, {"volume": 60})
    assert path.read_text() == f"# mine\n{table}"


def test_only_the_owner_may_access_the_settings(path: Path) -> None:
    before = os.umask(0o000)
    try:
        write(path, {"volume": 60})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_pipe_in_place_of_the_file_is_refused_without_waiting(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(UnwritableSettings, match="is a named pipe; a regular file is needed"):
        write(path, {"volume": 60})
    assert path.is_fifo()


def test_windows_line_ends_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"# mine\r\nvolume = 30\r\n")
    write(path, {"volume": 60})
    assert path.read_bytes() == b"# mine\r\nvolume = 60\r\n"
    write(path, {"pitch": "low"})
    assert path.read_bytes() == b'# mine\r\nvolume = 60\r\npitch = "low"\r\n'


def test_a_file_that_cannot_be_parsed_is_not_touched(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("volume = \n")
    with pytest.raises(UnwritableSettings, match=r":1: .*Until then no setting is saved"):
        write(path, {"volume": 60})
    assert path.read_text() == "volume = \n"


def test_a_file_with_wrong_values_keeps_them(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('sound = "tuba"\n')
    write(path, {"volume": 60})
    assert path.read_text() == 'sound = "tuba"\nvolume = 60\n'


def test_a_folder_that_cannot_be_created_is_reported(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(
        UnwritableSettings,
        match=r"cannot be read: not a directory\. Until then no setting is saved",
    ):
        write(path, {"volume": 60})
