from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.settings.keys import DEFAULT_KEYS, FIXED, Keys, key_words, read_keys

if TYPE_CHECKING:
    from collections.abc import Mapping


def messages_by_command(table: object) -> dict[str, str]:
    return {str(part.within[0]): part.message for part in read_keys(table)[1]}


def test_no_two_commands_have_the_same_default() -> None:
    keys = [key for them in DEFAULT_KEYS.values() for key in them]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(FIXED)


def test_each_default_can_be_written_in_the_file() -> None:
    keys, complaints = read_keys({command: list(them) for command, them in DEFAULT_KEYS.items()})
    assert not complaints
    assert {command: keys.of(command) for command in DEFAULT_KEYS} == DEFAULT_KEYS


def test_configured_keys_replace_the_default() -> None:
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
    assert messages_by_command({"next": ["m"]}) == {
        "next": '"m" is a key of next and of mute; give it to one of them'
    }


def test_two_commands_with_the_same_key_both_keep_their_default() -> None:
    keys, _ = read_keys({"next": ["x"], "again": ["x"], "help": ["h"]})
    assert keys == Keys({"help": ("h",)})
    assert set(messages_by_command({"next": ["x"], "again": ["x"]})) == {"next", "again"}


def test_a_restored_default_may_conflict_with_another_key() -> None:
    # Next keeps n because r is taken, and so mute cannot have n.
    keys, _ = read_keys({"next": ["r"], "mute": ["n"]})
    assert keys == Keys()
    assert set(messages_by_command({"next": ["r"], "mute": ["n"]})) == {"next", "mute"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nxt": ["x"]}, 'did you mean "next"?'),
        ({"jump around": ["x"]}, "known: done, pause"),
        ({"next": []}, "is not a list of keys"),
        ({"next": 5}, "is not a list of keys"),
        ({"next": [5]}, "write it in quotes"),
        ({"next": ["esc"]}, 'did you mean "escape"?'),
        ({"next": ["xx"]}, 'write one like "x"'),
        ({"next": ["hyper+x"]}, "unknown key"),
        ({"next": [""]}, "unknown key"),
        ({"next": ["ctrl+c"]}, "always means: leave"),
    ],
)
def test_an_invalid_key_is_refused_with_a_remedy(table: Mapping[str, object], message: str) -> None:
    assert message in next(iter(messages_by_command(table).values()))
    assert read_keys(table)[0] == Keys()


def test_keys_that_are_not_a_table_are_refused() -> None:
    with pytest.raises(Misread, match="not a table"):
        read_keys(["x"])


KEY = st.sampled_from(["x", "n", "m", "r", "+", ",", "space", "enter", "f5", "ctrl+x", "ctrl++"])


@given(st.dictionaries(st.sampled_from(sorted(DEFAULT_KEYS)), st.lists(KEY, min_size=1)))
def test_each_command_has_keys_and_each_key_one_command_in_any_file(
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
def test_a_key_is_shown_by_its_symbol_or_name(key: str, words: str) -> None:
    assert key_words(key) == words


def test_the_keys_of_several_commands_are_listed() -> None:
    assert Keys().words("softer", "louder") == "[, ]"
    assert Keys().words("next") == "n or →"


def test_any_key_means_done_except_those_that_pause_or_leave() -> None:
    keys = Keys()
    assert all(map(keys.means_done, ["x", "n", "b", "enter", "f7", "+"]))
    assert not any(map(keys.means_done, ["space", "escape", "q", "ctrl+c", "ctrl+p"]))


def test_a_configured_key_for_pause_or_leave_never_means_done() -> None:
    keys = Keys({"pause": ("x",), "leave": ("y",)})
    assert not keys.means_done("x")
    assert not keys.means_done("y")


def test_a_key_is_added_beside_the_default_and_removed_again() -> None:
    keys = Keys().with_key("next", "ж").with_key("next", "f13")
    assert keys.of("next") == ("n", "right", "ж", "f13")
    keys = keys.without_added("next")
    assert keys.of("next") == ("n", "right", "ж")
    assert keys.without_added("next") == Keys()
    assert Keys().without_added("next") == Keys()


def test_removing_a_key_that_replaced_the_default_restores_the_default() -> None:
    assert Keys({"next": ("x",)}).without_added("next") == Keys()


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("m", "m is already a key for “mute”"),
        ("right", "→ is already a key for “next”"),
        ("up", "↑ is already a key for “scroll up”"),
        ("ctrl+c", "always means: leave"),
        ("print_screen", "unknown key"),
    ],
)
def test_a_key_that_has_a_meaning_is_not_added(key: str, message: str) -> None:
    with pytest.raises(Misread, match=message):
        Keys().with_key("next", key)


def test_line_mode_takes_added_characters_but_keeps_its_own_letters() -> None:
    keys = Keys(
        {"next": ("n", "ж"), "mute": ("b", "f13", "w"), "scroll_up": ("ü",), "again": ("Ä",)}
    )
    assert keys.letters() == {"ж": "n", "ä": "r"}


def test_a_default_that_another_command_has_now_is_not_restored() -> None:
    keys = Keys({"next": ("x",), "mute": ("n",)})
    with pytest.raises(Misread, match="n is now a key for “mute”; remove it there first"):
        keys.without_added("next")
