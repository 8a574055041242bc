"""The recorded phrases that ship with hiptimer, used if there is no speech synthesizer.

`tools/record_phrases.py` defines and records them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiptimer.foundation import folders

if TYPE_CHECKING:
    from pathlib import Path

_AT_THE_ENDS = " .,:;!?"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9 ,.'-]*")


def lookup_form(phrase: str) -> str:
    """Return the lookup form of `phrase`: "Split squat hold," becomes "split squat hold"."""
    return phrase.strip(_AT_THE_ENDS).lower()


def recording_path(phrase: str) -> Path | None:
    """Return the path for a recording of `phrase`; None if no shipped phrase can have its name.

    The file of "World's greatest stretch," is named world-s-greatest-stretch.wav.
    """
    words = lookup_form(phrase)
    if not _PLAIN.fullmatch(words):
        return None
    return folders.phrases() / f"{re.sub('[^a-z0-9]+', '-', words).strip('-')}.wav"
