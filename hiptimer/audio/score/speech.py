"""Schedules words in the silences between the sounds, without moving any sound.

A line begins once the sounds of its moment are recognizable, and ends before the next sound. A line
that does not fit gets a shorter wording, or else is dropped. Lines never overlap: each takes the
time that those before it leave free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.audio.sounds.wav import Clip

    Wording = tuple[str, ...]
    """Phrases with their punctuation, in spoken order."""

BREATH_SECONDS = 0.06
"""The gap between a sound and words, and between words and the next sound."""

APART_SECONDS = 5.0
"""The time between other words and a line that is said only in a silence."""

PUNCTUATION = " .,:"

_PAUSE_AFTER = {",": 0.08, ":": 0.15, ".": 0.25}
_SAME_MOMENT_SECONDS = 0.0005
_ROUNDING_SECONDS = 1e-9


class SpokenLine(NamedTuple):
    """A line to say from `at` seconds into a phase: the first of `wordings` that fits.

    If none fits and it `waits`, it is said in the first later gap between sounds that is long
    enough. If it is `only_in_silence`, it is dropped close to other words, and if it is
    `unless_said`, after a line that contains its phrases.
    """

    at: float
    wordings: tuple[Wording, ...]
    waits: bool = False
    only_in_silence: bool = False
    unless_said: bool = False


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
    words: list[tuple[float, float]] = []
    phrases: set[str] = set()
    for line in lines:
        if line.only_in_silence and _is_close(words, line.at, speed):
            continue
        if line.unless_said and phrases.issuperset(map(plain, line.wordings[0])):
            continue
        for start, latest in _gaps(line, sounds, words, end, speed):
            wording, said = _first_fitting(line.wordings, (latest - start) / speed, voice)
            if said:
                yield from ((start + at * speed, clip) for at, clip in said)
                last, clip = said[-1]
                words.append((start, start + (last + clip.seconds) * speed))
                phrases.update(map(plain, wording))
                break


def plain(phrase: str) -> str:
    """Return `phrase` without its punctuation, in lower case."""
    return phrase.strip(PUNCTUATION).lower()


def _is_close(words: Iterable[tuple[float, float]], at: float, speed: float) -> bool:
    begins_at, apart = at + BREATH_SECONDS * speed, APART_SECONDS * speed
    return any(start - apart < begins_at < until + apart for start, until in words)


def _gaps(
    line: SpokenLine,
    sounds: Sequence[tuple[float, float]],
    words: Sequence[tuple[float, float]],
    end: float,
    speed: float,
) -> Iterator[tuple[float, float]]:
    """Yield from when to when `line` may be said: up to the next sound, and later if it waits.

    `words` is from when to when earlier lines are said.
    """
    breath = BREATH_SECONDS * speed
    next_sound_at = min(
        (at for at, _ in sounds if at > line.at + _SAME_MOMENT_SECONDS), default=end
    )
    last = end if line.waits else min(next_sound_at, end)
    free_at = line.at
    for at, after in sorted([*sounds, *words]):
        if at > line.at + _SAME_MOMENT_SECONDS:
            if at > last:
                break
            yield free_at + breath, at - breath
        free_at = max(free_at, after)
    yield free_at + breath, last - breath


def _first_fitting(
    wordings: Iterable[Wording], seconds: float, voice: Voice
) -> tuple[Wording, list[tuple[float, Clip]]]:
    """Return the first of `wordings` that takes no more than `seconds`, and its recordings."""
    for wording in wordings:
        said = list(_sequence(wording, voice))
        if said and said[-1][0] + said[-1][1].seconds <= seconds + _ROUNDING_SECONDS:
            return wording, said
    return (), []


def _sequence(wording: Wording, voice: Voice) -> Iterator[tuple[float, Clip]]:
    """Yield the recordings of `wording`, each with its start in seconds."""
    clips = voice.clips(wording) or ()
    at = 0.0
    for phrase, clip in zip(wording, clips, strict=False):
        yield at, clip
        at += clip.seconds + _PAUSE_AFTER.get(phrase[-1], 0.0)
