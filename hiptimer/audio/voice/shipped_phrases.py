"""The phrases that come with hiptimer: a recording each, for where nothing synthesizes speech.

Which ones there are is told by `phrase_list`, which writes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiptimer.foundation import folders

if TYPE_CHECKING:
    from pathlib import Path

_AT_THE_ENDS = " .,:;!?"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9 ,.'-]*")


def bare(phrase: str) -> str:
    """Return `phrase` as it is looked up: "Split squat hold," as "split squat hold"."""
    return phrase.strip(_AT_THE_ENDS).lower()


def recording(phrase: str) -> Path | None:
    """Return where `phrase` is recorded if it ships; None for what no shipped phrase is made of.

    The file of "World's greatest stretch," is called world-s-greatest-stretch.wav.
    """
    words = bare(phrase)
    if not _PLAIN.fullmatch(words):
        return None
    return folders.phrases() / f"{re.sub('[^a-z0-9]+', '-', words).strip('-')}.wav"
