"""The recorded phrases that ship with hiptimer.

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
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)")


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


def parts(phrase: str) -> tuple[str, ...]:
    """Return the parts of `phrase` between which its numbers can be exchanged.

    "Hold 25 seconds." consists of "hold", "25" and "seconds".
    """
    return tuple(filter(None, (it.strip() for it in _NUMBER.split(lookup_form(phrase)))))


def recordings(phrase: str) -> tuple[Path, ...]:
    """Return the files that say `phrase`: its own, or else those of all its parts, if any."""
    for phrases in ((phrase,), parts(phrase)):
        paths = tuple(path for it in phrases if (path := recording_path(it)) and path.is_file())
        if paths and len(paths) == len(phrases):
            return paths
    return ()
