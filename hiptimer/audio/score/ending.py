"""The words at the end of a workout, and after an effort that hurts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hiptimer.audio.score.speech import SpokenLine, schedule_words
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.audio.score.arrangement import Arrangement
    from hiptimer.audio.score.speech import Wording
    from hiptimer.audio.sounds.wav import Clip

LAST_WORDS: Final[Wording] = ("Done.",)

HURT_WORDS: Final[Wording] = ("Stopped.", "How much, zero to ten?")
"""The question after an effort that hurts, for closed eyes."""


def closing_words(
    closing: Sequence[Note], arrangement: Arrangement, words: Wording = LAST_WORDS
) -> Iterator[Note]:
    """Yield `words` after the `closing` sounds of a workout or of an effort that hurts."""
    for at, clip in _last_clips(closing, arrangement, words):
        yield Note(at, clip.path)


def closing_seconds(arrangement: Arrangement) -> float:
    """Return how long the sounds and words at the end of a workout take at most."""
    closing = [Note(0.0, "capped"), Note(0.0, "finish")]
    words = (at + clip.seconds for at, clip in _last_clips(closing, arrangement, LAST_WORDS))
    return max((*words, *(until for _, until in arrangement.occupied(closing))))


def _last_clips(
    closing: Sequence[Note], arrangement: Arrangement, words: Wording
) -> Iterator[tuple[float, Clip]]:
    line = SpokenLine(closing[-1].moment, (words,))
    sounds = arrangement.occupied(closing)
    return schedule_words([line], sounds, math.inf, arrangement.voice, arrangement.speed)
