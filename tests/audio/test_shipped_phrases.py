from __future__ import annotations

import pytest

from hiptimer.audio.voice.shipped_phrases import bare, recording
from hiptimer.foundation import folders


@pytest.mark.parametrize(
    ("phrase", "words"),
    [("Rest.", "rest"), ("Next:", "next"), ("Split squat hold,", "split squat hold"), ("7.", "7")],
)
def test_punctuation_and_capitals_make_no_other_phrase(phrase: str, words: str) -> None:
    assert bare(phrase) == words


def test_a_file_is_called_after_its_phrase() -> None:
    assert recording("World's greatest stretch,") == (
        folders.phrases() / "world-s-greatest-stretch.wav"
    )


@pytest.mark.parametrize("phrase", ["", "...", "5 %", "-5", "+5", "½ left", "über", "../rest"])
def test_what_no_shipped_phrase_is_made_of_is_not_taken_for_one(phrase: str) -> None:
    assert recording(phrase) is None
