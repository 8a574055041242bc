from __future__ import annotations

import pytest

from hiptimer.foundation.text.sentences import counted, joined, plural, sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 sets"), (1, "1 set"), (1.0, "1 set"), (2.5, "2.5 sets"), (1_234_567, "1234567 sets")],
)
def test_only_one_is_singular(number: float, words: str) -> None:
    assert counted(number, "set") == words
    assert words.endswith(plural("set", number))


@pytest.mark.parametrize(
    ("names", "phrase"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_are_joined_as_a_person_would(names: list[str], phrase: str) -> None:
    assert joined(names) == phrase


@pytest.mark.parametrize("words", ["back flat", "Back flat", "back flat."])
def test_a_sentence_has_one_full_stop(words: str) -> None:
    assert sentence(words) == "Back flat."
