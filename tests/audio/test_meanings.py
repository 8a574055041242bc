from __future__ import annotations

import re
from pathlib import Path

import pytest

from hiptimer.audio.sounds.meanings import MEANINGS, UnknownSound, require_sound
from hiptimer.audio.sounds.tones import SOUNDS

PAGE = Path(__file__).parents[2] / "docs" / "sound.md"


def test_every_sound_has_a_meaning_and_every_meaning_a_sound() -> None:
    assert set(MEANINGS) == set(SOUNDS)


def test_no_two_sounds_mean_the_same() -> None:
    assert len(set(MEANINGS.values())) == len(MEANINGS)


def test_the_page_about_sound_says_what_each_one_means() -> None:
    section = PAGE.read_text().split("\n## The sounds\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == list(MEANINGS.items())


def test_an_unknown_sound_is_refused_with_the_nearest_name() -> None:
    assert require_sound("finish") == "finish"
    with pytest.raises(UnknownSound, match=r"^unknown sound 'Finished'; the nearest is finish$"):
        require_sound("Finished")
