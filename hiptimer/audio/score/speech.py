"""Schedules words in the silences between the sounds, without moving any sound.

A line begins once the sounds of its moment are recognizable, and ends before the next sound. A line
that does not fit gets a shorter wording, or else is dropped; lines never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.audio.sounds.wav import Clip

    Wording = tuple[str, ...]
    """Phrases with their punctuation, in spoken order."""

BREATH_SECONDS = 0.06
"""The gap between a sound and words, and between words and the next sound."""

_APART_SECONDS = 5.0
"""The time between other words and a line that is said only in a silence."""

_PAUSE_AFTER = {",": 0.08, ":": 0.15, ".": 0.25}
_SAME_MOMENT_SECONDS = 0.0005
_ROUNDING_SECONDS = 1e-9


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line to say from `at` seconds into a phase: the first of `wordings` that fits.

    If none fits and it `waits`, it is said in the first later gap between sounds that is long
    enough. If it is `only_in_silence`, it is dropped soon after other words.
    """

    at: float
    wordings: tuple[Wording, ...]
    waits: bool = False
    only_in_silence: bool = False


class Voice(Protocol):
    """Provides recordings of the wordings that it was prepared for."""

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        """Return the recording of `wording`, or one of each phrase; None if there is none."""


class NoVoice:
    """A voice without recordings."""

    def clips(self, wording: Wording) -> None:
        """Return None for any `wording`."""


def schedule_words(
    lines: Iterable[SpokenLine],
    sounds: Sequence[tuple[float, float]],
    end: float,
    voice: Voice,
    speed: float = 1.0,
) -> Iterator[tuple[float, Clip]]:
    """Yield the clips of `lines` that fit, with their times, in a phase that lasts until `end`.

    `sounds` are those of the phase, each with the moment from which words may follow it. All times
    are in seconds of the phase, of which `speed` pass per real second.
    """
    said_until = float("-inf")
    for line in lines:
        begins_at = line.at + BREATH_SECONDS * speed
        if line.only_in_silence and begins_at < said_until + _APART_SECONDS * speed:
            continue
        for start, latest in _gaps(line, sounds, said_until, end, speed):
            said = _first_fitting(line.wordings, (latest - start) / speed, voice)
            if said:
                yield from ((start + at * speed, clip) for at, clip in said)
                last, clip = said[-1]
                said_until = start + (last + clip.seconds) * speed
                break


def _gaps(
    line: SpokenLine,
    sounds: Sequence[tuple[float, float]],
    said_until: float,
    end: float,
    speed: float,
) -> Iterator[tuple[float, float]]:
    """Yield from when to when `line` may be said: at its moment, and later ones if it waits."""
    breath = BREATH_SECONDS * speed
    free_at = max(line.at, said_until)
    for at, after in sorted(sounds):
        if at > line.at + _SAME_MOMENT_SECONDS:
            yield free_at + breath, min(at, end) - breath
            if not line.waits:
                return
        free_at = max(free_at, after)
    yield free_at + breath, end - breath


def _first_fitting(
    wordings: Iterable[Wording], seconds: float, voice: Voice
) -> list[tuple[float, Clip]]:
    """Return the recordings of the first of `wordings` that takes no more than `seconds`."""
    for wording in wordings:
        said = list(_sequence(wording, voice))
        if said and said[-1][0] + said[-1][1].seconds <= seconds + _ROUNDING_SECONDS:
            return said
    return []


def _sequence(wording: Wording, voice: Voice) -> Iterator[tuple[float, Clip]]:
    """Yield the recordings of `wording`, each with its start in seconds."""
    clips = voice.clips(wording) or ()
    at = 0.0
    for phrase, clip in zip(wording, clips, strict=False):
        yield at, clip
        at += clip.seconds + _PAUSE_AFTER.get(phrase[-1], 0.0)
