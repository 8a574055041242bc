from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.settings.keys import DEFAULT_KEYS, FIXED, Keys, key_words, read_keys

if TYPE_CHECKING:
    from collections.abc import Mapping


def wrong(table: object) -> dict[str, str]:
    return {str(part.within[0]): part.message for part in read_keys(table)[1]}


def test_no_two_commands_have_the_same_default() -> None:
    keys = [key for them in DEFAULT_KEYS.values() for key in them]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(FIXED)


def test_each_default_can_be_written_in_the_file() -> None:
    keys, complaints = read_keys({command: list(them) for command, them in DEFAULT_KEYS.items()})
    assert not complaints
    assert {command: keys.of(command) for command in DEFAULT_KEYS} == DEFAULT_KEYS


def test_wished_keys_take_the_place_of_the_default() -> None:
    keys, complaints = read_keys({"next": ["x", "ctrl+right", "x"], "done": "home"})
    assert not complaints
    assert keys.of("next") == ("x", "ctrl+right")
    assert keys.of("done") == ("home",)
    assert keys.of("again") == ("r",)


def test_keys_can_be_swapped() -> None:
    keys, complaints = read_keys({"next": ["p"], "previous": ["n"]})
    assert not complaints
    assert (keys.of("next"), keys.of("previous")) == (("p",), ("n",))


def test_a_key_that_another_command_has_is_refused_and_both_are_named() -> None:
    keys, _ = read_keys({"next": ["m"]})
    assert keys.of("next") == DEFAULT_KEYS["next"]
    assert wrong({"next": ["m"]}) == {
        "next": '"m" is a key of next and of mute; give it to one of them'
    }


def test_where_two_want_the_same_key_neither_gets_it() -> None:
    keys, _ = read_keys({"next": ["x"], "again": ["x"], "help": ["h"]})
    assert keys == Keys({"help": ("h",)})
    assert set(wrong({"next": ["x"], "again": ["x"]})) == {"next", "again"}


def test_a_default_that_comes_back_may_be_in_the_way_of_another_wish() -> None:
    # Next keeps n because r is taken, and so mute cannot have n.
    keys, _ = read_keys({"next": ["r"], "mute": ["n"]})
    assert keys == Keys()
    assert set(wrong({"next": ["r"], "mute": ["n"]})) == {"next", "mute"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nxt": ["x"]}, 'did you mean "next"?'),
        ({"jump around": ["x"]}, "there are: done, pause"),
        ({"next": []}, "is no list of keys"),
        ({"next": 5}, "is no list of keys"),
        ({"next": [5]}, "write it in quotes"),
        ({"next": ["esc"]}, 'did you mean "escape"?'),
        ({"next": ["xx"]}, 'write one like "x"'),
        ({"next": ["hyper+x"]}, "is no key"),
        ({"next": [""]}, "is no key"),
        ({"next": ["ctrl+c"]}, "always means: leave"),
    ],
)
def test_what_is_no_key_is_told_what_would_be_right(
    table: Mapping[str, object], message: str
) -> None:
    assert message in next(iter(wrong(table).values()))
    assert read_keys(table)[0] == Keys()


def test_keys_that_are_no_table_are_misread() -> None:
    with pytest.raises(Misread, match="no table"):
        read_keys(["x"])


KEY = st.sampled_from(["x", "n", "m", "r", "+", ",", "space", "enter", "f5", "ctrl+x", "ctrl++"])


@given(st.dictionaries(st.sampled_from(sorted(DEFAULT_KEYS)), st.lists(KEY, min_size=1)))
def test_whatever_is_wished_each_command_has_keys_and_each_key_one_command(
    table: dict[str, list[str]],
) -> None:
    keys, complaints = read_keys(table)
    in_force = [key for command in DEFAULT_KEYS for key in keys.of(command)]
    assert len(in_force) == len(set(in_force))
    assert all(keys.of(command) for command in DEFAULT_KEYS)
    assert set(keys.wished) == set(table) - {str(part.within[0]) for part in complaints}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("right", "→"),
        ("+", "+"),
        ("ctrl++", "ctrl++"),
        ("pagedown", "page down"),
        ("ctrl+x", "ctrl+x"),
    ],
)
def test_a_key_is_shown_as_it_looks(key: str, words: str) -> None:
    assert key_words(key) == words


def test_the_keys_of_several_commands_are_listed() -> None:
    assert Keys().words("softer", "louder") == "[, ]"
    assert Keys().words("next") == "n or →"


def test_any_key_may_be_hit_blindly_but_those_that_stop_or_leave() -> None:
    keys = Keys()
    assert all(map(keys.means_done, ["x", "n", "b", "enter", "f7", "+"]))
    assert not any(map(keys.means_done, ["space", "escape", "q", "ctrl+c", "ctrl+p"]))


def test_what_was_wished_for_pause_or_leave_is_never_hit_blindly() -> None:
    keys = Keys({"pause": ("x",), "leave": ("y",)})
    assert not keys.means_done("x")
    assert not keys.means_done("y")
