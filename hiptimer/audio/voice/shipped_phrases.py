"""The recorded phrases that ship with hiptimer.

`tools/record_phrases.py` defines and records them.
"""

from __future__ import annotations

import re
from array import array
from contextlib import suppress
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.voice.speech_programs import SHIPPED
from hiptimer.foundation import folders
from hiptimer.foundation.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hiptimer.audio.score.speech import Wording
    from hiptimer.audio.sounds.clip_cache import ClipCache
    from hiptimer.audio.sounds.wav import Clip

_AT_THE_ENDS = " .,:;!?"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9 ,.:'-]*")
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


def can_say(wordings: Iterable[Wording]) -> bool:
    """Return whether there are recordings of all phrases of `wordings`."""
    return all(recordings(phrase) for wording in wordings for phrase in wording)


class ShippedPhrases:
    """The recordings of phrases, each in hiptimer's native form once it is needed, in `cache`."""

    def __init__(self, cache: ClipCache) -> None:
        self._cache = cache
        self._clips: dict[str, Clip | None] = {}
        self._lock = Lock()

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        """Return a recording of each phrase of `wording`; None if one of them does not exist."""
        clips = tuple(filter(None, map(self._clip, wording)))
        return clips if clips and len(clips) == len(wording) else None

    def _clip(self, phrase: str) -> Clip | None:
        with self._lock:
            if phrase not in self._clips:
                self._clips[phrase] = self._native_clip(recordings(phrase))
            return self._clips[phrase]

    def _native_clip(self, paths: Sequence[Path]) -> Clip | None:
        """Return the recordings at `paths` as one; None if there are none or one is damaged."""
        with suppress(OSError, wav.BadWav):
            if content := b"".join(path.read_bytes() for path in paths):
                key = digest(content)
                samples = map(wav.read, paths)
                return self._cache.clip(SHIPPED, key) or self._cache.keep(
                    array("h", chain.from_iterable(samples)), SHIPPED, key
                )
        return None
