from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from hiptimer.settings.file import Unwritable, beginning, write
from hiptimer.settings.keys import DEFAULT_KEYS
from hiptimer.settings.reading import read
from hiptimer.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hiptimer" / "settings.toml"


def test_the_file_begins_with_everything_as_by_default() -> None:
    assert tomllib.loads(beginning()) == {"keys": {}}


def test_with_every_default_taken_to_life_nothing_changes(path: Path) -> None:
    path.parent.mkdir()
    lines = beginning().splitlines()
    alive = [line[1:] if line.startswith("#") and line[1:2] != " " else line for line in lines]
    path.write_text("\n".join(alive))
    document = tomllib.loads(path.read_text())
    assert set(document) == {*SETTINGS, "keys"}
    assert set(document["keys"]) == set(DEFAULT_KEYS)
    reading = read(path)
    assert not reading.problems
    wished = reading.settings.keys.wished
    assert wished == DEFAULT_KEYS
    assert all(it.value(reading.settings) == it.value(Settings()) for it in SETTINGS.values())


def test_the_first_value_begins_the_file_where_it_speaks_of_it(path: Path) -> None:
    write(path, {"volume": 60})
    assert path.read_text() == beginning().replace("\n#volume = 100", "\nvolume = 60")
    assert read(path).settings == Settings(volume=60)


def test_without_values_the_file_is_begun_and_an_old_one_is_left(path: Path) -> None:
    write(path, {})
    assert path.read_text() == beginning()
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


def test_a_value_that_is_there_already_is_not_spelled_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("pitch = 'low'\n")
    write(path, {"pitch": "low"})
    assert path.read_text() == "pitch = 'low'\n"


def test_line_ends_of_another_system_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"# mine\r\nvolume = 30\r\n")
    write(path, {"volume": 60})
    assert path.read_bytes() == b"# mine\r\nvolume = 60\r\n"


def test_a_file_that_cannot_be_parsed_is_not_touched(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("volume = \n")
    with pytest.raises(Unwritable, match=r":1: .*Until then no setting is kept"):
        write(path, {"volume": 60})
    assert path.read_text() == "volume = \n"


def test_a_file_with_wrong_values_keeps_them(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('sound = "tuba"\n')
    write(path, {"volume": 60})
    assert path.read_text() == 'sound = "tuba"\nvolume = 60\n'


def test_a_folder_that_cannot_be_made_is_said(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(Unwritable, match="cannot be written"):
        write(path, {"volume": 60})
