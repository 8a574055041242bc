from __future__ import annotations

import pytest

from tools.recognizers import words, wrong_words


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Hold 30 seconds,", ["hold", "thirty", "seconds"]),
        ("World's greatest cross-leg stretch.", ["worlds", "greatest", "cross", "leg", "stretch"]),
        ("7, 19 and 58!", ["seven", "nineteen", "and", "fifty", "eight"]),
        ("", []),
    ],
)
def test_words_are_compared_without_case_digits_and_punctuation(
    text: str, heard: list[str]
) -> None:
    assert words(text) == heard


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("band stays on", "band stays on", 0),
        ("band stays on", "bend stays on", 1),
        ("band stays on", "band stays", 1),
        ("band stays on", "the band stays on", 1),
        ("band stays on", "", 3),
        ("left", "stretch right", 2),
    ],
)
def test_replaced_missing_and_added_words_are_wrong(said: str, heard: str, wrong: int) -> None:
    assert wrong_words(words(said), words(heard)) == wrong
