"""Keys that are added and removed in a settings file leave the rest of it as it is."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.session.settings.file import UnwritableSettings, initial_text, write
from hiptimer.session.settings.keys import DEFAULT_KEYS
from hiptimer.session.settings.keys_in_file import ways_to_change_keys
from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import read

if TYPE_CHECKING:
    from pathlib import Path

ADDED = ("n", "right", "ж")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_key_replaces_the_comment_with_the_default_and_the_comment_comes_back(path: Path) -> None:
    write(path, {}, {"next": ADDED})
    old, new = '#next = ["n", "right"]\n', 'next = ["n", "right", "ж"]\n'
    assert path.read_text("utf-8") == initial_text().replace(old, new)
    assert read(path).settings.keys.of("next") == ADDED
    write(path, {}, {"next": None})
    assert path.read_text("utf-8") == initial_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[keys]\nnext = ["n", "right", "ж"]\n'),
        ("volume = 60", 'volume = 60\n\n[keys]\nnext = ["n", "right", "ж"]\n'),
        ("volume = 60\r\n", 'volume = 60\r\n\r\n[keys]\r\nnext = ["n", "right", "ж"]\r\n'),
        ("[keys] # few\n", '[keys] # few\nnext = ["n", "right", "ж"]\n'),
        (
            '[keys]\nnext = ["x"] # mine\nmute = ["y"]\n',
            '[keys]\nnext = ["n", "right", "ж"] # mine\nmute = ["y"]\n',
        ),
        ('keys.next = ["x"]\n', 'keys.next = ["n", "right", "ж"]\n'),
    ],
)
def test_a_key_is_added_to_any_file(path: Path, before: str, after: str) -> None:
    path.write_bytes(before.encode())
    write(path, {}, {"next": ADDED})
    assert path.read_bytes().decode() == after


def test_a_key_is_removed_from_a_file_with_comments(path: Path) -> None:
    path.write_text('[keys]\nnext = [ "x", # mine\n "y" ]\nmute = "z" # loud\n')
    write(path, {}, {"next": None})
    assert path.read_text() == '[keys]\nmute = "z" # loud\n'


def test_a_key_that_is_not_in_the_file_any_more_is_removed_without_a_complaint(path: Path) -> None:
    path.write_text("volume = 60\n")
    write(path, {}, {"next": None})
    assert path.read_text() == "volume = 60\n"


def test_a_file_whose_keys_are_not_a_table_is_not_touched(path: Path) -> None:
    path.write_text("keys = 5\n")
    with pytest.raises(UnwritableSettings, match=r":1: the keys of next cannot be changed here"):
        write(path, {}, {"next": ADDED})
    assert path.read_text() == "keys = 5\n"


def test_preferences_save_only_the_keys_that_changed(path: Path) -> None:
    path.write_text('[keys]\nmute = ["z"]\nnext = ["m"]\n')
    preferences = Preferences(read(path))
    preferences.change_keys(preferences.settings.keys.with_key("again", "ж"))
    assert path.read_text("utf-8") == ('[keys]\nmute = ["z"]\nnext = ["m"]\nagain = ["r", "ж"]\n')
    assert read(path).settings.keys == preferences.settings.keys


KEYS = st.lists(st.sampled_from(["x", "n", '"', "\\", "ж", "f5", "ctrl+x"]), min_size=1)


@given(st.sampled_from(sorted(DEFAULT_KEYS)), KEYS.map(tuple))
def test_the_first_way_that_adds_a_key_is_undone_by_a_way_that_removes_it(
    command: str, keys: tuple[str, ...]
) -> None:
    with_keys = next(iter(ways_to_change_keys(initial_text(), command, keys)))
    assert tomllib.loads(with_keys) == {"keys": {command: [*keys]}}
    assert any(
        tomllib.loads(it) == {"keys": {}} for it in ways_to_change_keys(with_keys, command, None)
    )
