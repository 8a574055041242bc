from __future__ import annotations

import pytest

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.ending import closing_seconds, closing_words
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.speaker import Note
from tests.audio.talking import LetterVoice

FINISH_SECONDS = Palette().seconds("finish")


def test_the_last_words_follow_the_last_sound_wherever_spacing_moves_it() -> None:
    arrangement = Arrangement(voice=LetterVoice())
    (alone,) = closing_words([Note(9.0, "finish")], arrangement)
    (after,) = closing_words([Note(9.0, "kept"), Note(9.0, "finish")], arrangement)
    assert alone.moment == pytest.approx(9.0 + FINISH_SECONDS + 0.06)
    assert after.moment == pytest.approx(alone.moment + Palette().seconds("kept") + 0.1)


def test_the_end_takes_as_long_as_its_sounds_and_words() -> None:
    sounds = Palette().seconds("capped") + 0.1 + FINISH_SECONDS
    assert closing_seconds(Arrangement()) == pytest.approx(sounds)
    words = 0.06 + 0.07 * len("Done.")
    assert closing_seconds(Arrangement(voice=LetterVoice())) == pytest.approx(sounds + words)
