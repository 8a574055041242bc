from __future__ import annotations

import pytest

from hiptimer.audio.voice.shipped_phrases import lookup_form, recording_path
from hiptimer.foundation import folders


@pytest.mark.parametrize(
    ("phrase", "words"),
    [("Rest.", "rest"), ("Next:", "next"), ("Split squat hold,", "split squat hold"), ("7.", "7")],
)
def test_punctuation_and_capitals_do_not_distinguish_phrases(phrase: str, words: str) -> None:
    assert lookup_form(phrase) == words


def test_a_file_is_named_after_its_phrase() -> None:
    assert recording_path("World's greatest stretch,") == (
        folders.phrases() / "world-s-greatest-stretch.wav"
    )


@pytest.mark.parametrize("phrase", ["", "...", "5 %", "-5", "+5", "½ left", "über", "../rest"])
def test_text_that_cannot_be_a_shipped_phrase_has_no_recording(phrase: str) -> None:
    assert recording_path(phrase) is None
